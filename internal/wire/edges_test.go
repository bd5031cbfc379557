package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// edges are documents with every form that the reader walks through by itself.
var edges = []string{
	`{"Code":200,"IsValidUser":true,"NOTE":null,"CUSTNAME":"abcdefghijklmnopq","COUNT":-12,"FLAG":false,"TAX_RATE":10.250e+3}`,
	"\r\n\t { \"COUNT\" : 1 , \"Unknown\" : [ 1 , { \"a\" : [ ] } , \"b\\u00e9\" ] , \"FLAG\" :\ttrue } \r\n",
	`{"CUSTNAME":"a\"b\\c\/d\b\f\n\r\t\u20ac\ud83d\ude00","WORDS":["x","","yz"],"REMARKS":{"a":"b","$id":"9","c":""}}`,
	`{"LEAF":{"LINKADD":"A","NEXT":{"LINKADD":"B"}},"INLINE":"C","LEAVES":[{"LINKADD":"D"},"E",null],"SHARED":[null,{}]}`,
	`{"$id":"1","LEAF":{"$id":"2","LINKADD":"A"},"Skipped":{"$id":"3","deep":[{"$id":"4","LINKADD":"B"}]},"SHARED":[{"$ref":"2"},{"$ref":"4"}]}`,
	`{"LINKS":["a","b"],"SKIPPED":{"a":[0,-0.0,1E5,1.5E-2,0e0]},"REMARKS":{},"LEAVES":[],"WORDS":[],"Payload":{"LINKADD":"X"}}`,
	`{"DAY":"11/19/2014","modifiedDate":"2014-11-19T08:00:00","OPTIONAL":"","COLOUR":"red"}`,
}

// TestEveryCut: a document that ends too early is cut off, wherever it ends.
func TestEveryCut(t *testing.T) {
	t.Parallel()
	for _, document := range edges {
		whole := strings.TrimSpace(document)
		_, err := read(t, whole)
		require.NoError(t, err, whole)
		for end := 1; end < len(whole); end++ {
			_, err := read(t, whole[:end])
			assert.ErrorIs(t, err, wire.ErrTruncated, whole[:end])
		}
	}
}

// TestEveryByte: with any byte in the place of another, left out, or added, the
// reader takes what encoding/json takes.
func TestEveryByte(t *testing.T) {
	t.Parallel()
	others := []byte("{}[]\",:\\ 019:/eE+-.tfnua\x00\x1f\x7f\xc3")
	for _, document := range edges {
		for i := range document {
			agree(t, []byte(document[:i]+document[i+1:]))
			for _, other := range others {
				agree(t, []byte(document[:i]+string(rune(other))+document[i+1:]))
				agree(t, append(append([]byte(document[:i]), other), document[i:]...))
			}
		}
	}
}

// TestEveryLength: a text ends at its quote, wherever that stands among the
// eight bytes that are looked at at a time, and whatever comes before it.
func TestEveryLength(t *testing.T) {
	t.Parallel()
	fillers := []string{"a", " ", "!", "#", "[", "]", "\x7f", "\u0080", "\u00a2", "\u00ff"}
	for length := range 20 {
		for _, filler := range fillers {
			text := strings.Repeat(filler, length)
			var got record
			require.NoError(t, wire.Read([]byte(`{"CUSTNAME":"`+text+`"}`), &got, wire.Options{}))
			require.Equal(t, text, got.Name)
			for _, special := range []string{`\"`, `\\`, "\x1f", "\x00", "\n"} {
				agree(t, []byte(`{"CUSTNAME":"`+text+special+text+`"}`))
			}
		}
	}
}

// TestEveryDepth: what is nested too deeply is refused, with the members behind
// it or in front of it.
func TestEveryDepth(t *testing.T) {
	t.Parallel()
	nested := func(depth int) string {
		return strings.Repeat(`{"NEXT":{},"NEXT":`, depth) + "null" + strings.Repeat("}", depth)
	}
	const deepest = 9_998
	_, err := read(t, `{"LEAF":`+nested(deepest)+`}`)
	require.NoError(t, err)
	_, err = read(t, `{"LEAF":`+nested(deepest+1)+`}`)
	require.Error(t, err)
}

// TestNumbersKeepTheirKind: what is no number is none, and says so.
func TestNumbersKeepTheirKind(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ body, reason string }{
		{`{"FLAG":1}`, "member FLAG: is not true or false"},
		{`{"FLAG":0}`, "member FLAG: is not true or false"},
		{`{"FLAG":"yes"}`, "member FLAG: is not true or false"},
		{`{"IsValidUser":1}`, "member IsValidUser: is not true or false"},
		{`{"COUNT":true}`, "member COUNT: is not a number"},
		{`{"COUNT":1.5}`, "member COUNT: is not a whole number of 64 bits"},
		{`{"SMALL":2147483648}`, "member SMALL: is too large"},
	} {
		got, err := read(t, test.body)
		require.EqualError(t, err, test.reason, test.body)
		assert.Equal(t, record{}, got, test.body)
	}
	for body, want := range map[string]bool{`"true"`: true, `"TRUE"`: true, `"False"`: false, `"false"`: false, `true`: true, `false`: false} {
		got, err := read(t, `{"FLAG":`+body+`,"IsValidUser":`+body+`}`)
		require.NoError(t, err)
		assert.Equal(t, want, got.Flag, body)
		assert.Equal(t, wire.Bool{Value: want, Set: true}, got.Valid, body)
	}
}

// TestNullTakesBack: a member that comes again as null holds nothing, but for
// the single values, which Json.NET leaves as they are.
func TestNullTakesBack(t *testing.T) {
	t.Parallel()
	got, err := read(t, `{"LEAF":{},"LEAF":null,"LEAVES":[{}],"LEAVES":null,"REMARKS":{"a":"b"},"REMARKS":null,"OPTIONAL":"a","OPTIONAL":null}`)
	require.NoError(t, err)
	assert.Equal(t, record{}, got)
	got, err = read(t, `{"modifiedDate":"2014-11-19T08:00:00","modifiedDate":"","LEAVES":[{"LINKADD":"A"},{}],"LEAVES":[{}]}`)
	require.NoError(t, err)
	assert.Equal(t, record{Leaves: []leaf{{}}}, got)
}

// TestControlsOfEachKind: a control member may come again with the same value
// alone, and objects are never the same.
func TestControlsOfEachKind(t *testing.T) {
	t.Parallel()
	for body, conflict := range map[string]bool{
		`{"Code":200,"IsValidUser":true,"Code":200}`:                    false,
		`{"IsValidUser":true,"Code":200,"code":403}`:                    true,
		`{"IsValidUser":true,"Code":200,"IsValidUser":false}`:           true,
		`{"Payload":{"LINKADD":"A"},"Payload":{"LINKADD":"A"}}`:         true,
		`{"Payload":["A"],"Payload":null}`:                              true,
		`{"Code":"200","Code":200}`:                                     true,
		`{"Code":200,"NOTE":"a","NOTE":"b"}`:                            false,
		`{"Payload":null,"Code":200,"IsValidUser":true,"Payload":null}`: false,
	} {
		_, err := read(t, body)
		_, found := errors.AsType[*wire.ConflictError](err)
		assert.Equal(t, conflict, found, body)
	}
}

// TestNamesWithoutCase: case is ignored for ASCII letters, and for nothing that
// stands next to them.
func TestNamesWithoutCase(t *testing.T) {
	t.Parallel()
	type names struct {
		A    int    `json:"AZaz"`
		Edge int    `json:"@[Z"`
		Long string `json:"A234567890123456789012345678901234567890123456789012345678901234"`
	}
	long := "234567890123456789012345678901234567890123456789012345678901234"
	for body, want := range map[string]names{
		`{"azAZ":1}`:              {A: 1},
		`{"AZAZ":1,"azaz":2}`:     {A: 2},
		"{\"`{z\":1}":             {},
		`{"@[z":1}`:               {Edge: 1},
		`{"a` + long + `":"x"}`:   {Long: "x"},
		`{"A` + long + `":"x"}`:   {Long: "x"},
		`{"a` + long + `5":"x"}`:  {},
		`{"$A":1,"$AZaz":1}`:      {},
		`{"AZa":1,"Zaz":1,"":1}`:  {},
		`{"A\u005aaz":1,"@[Z":2}`: {A: 1, Edge: 2},
	} {
		var got names
		require.NoError(t, wire.Read([]byte(body), &got, wire.Options{}))
		assert.Equal(t, want, got, body)
	}
}

// TestReferencesIntoSkippedMembers: an object in a member that no field takes is
// found at any depth that the search goes to, and the document goes on behind
// the reference.
func TestReferencesIntoSkippedMembers(t *testing.T) {
	t.Parallel()
	document := func(depth int) string {
		return `{"Other":` + strings.Repeat("[ ", depth) + `{ "$id" : "7" , "a" : { } , "LINKADD" : "A" }` + strings.Repeat(" ]", depth) +
			`,"LEAF":{"$ref":"7"},"SHARED":[{"$ref":"7"}],"CUSTNAME":"after"}`
	}
	for _, depth := range []int{0, 1, 31, 32} {
		got, err := read(t, document(depth))
		require.NoError(t, err, depth)
		assert.Equal(t, "A", got.Leaf.Link)
		assert.Same(t, got.Leaf, got.Shared[0])
		assert.Equal(t, "after", got.Name)
	}
	_, err := read(t, document(33))
	require.EqualError(t, err, "member LEAF: refers to an object that is not there")
	for _, id := range []string{"7", "null", "[]"} {
		_, err := read(t, `{"Other":{"$id":`+id+`,"x":1},"LEAF":{"$ref":"7"}}`)
		require.Error(t, err, "only a text is an id")
	}
}

// TestManyElements: lists of all lengths come whole.
func TestManyElements(t *testing.T) {
	t.Parallel()
	for count := range 40 {
		var body bytes.Buffer
		for i := range count {
			fmt.Fprintf(&body, `%s{"LINKADD":"%d"}`, strings.Repeat(",", min(i, 1)), i)
		}
		got, err := read(t, `{"LEAVES":[`+body.String()+`]}`)
		require.NoError(t, err)
		require.Len(t, got.Leaves, count)
		for i := range count {
			require.Equal(t, fmt.Sprint(i), got.Leaves[i].Link)
		}
	}
}

// TestRules: each rule of a check tag, at its limit and one beyond.
func TestRules(t *testing.T) {
	t.Parallel()
	type limits struct {
		Digits string             `json:"Digits" check:"digits=3"`
		Max    string             `json:"Max" check:"max=1"`
		Free   string             `json:"Free"`
		Number backoffice.Decimal `json:"Number" check:"whole=0,scale=0"`
		Open   backoffice.Decimal `json:"Open" check:"most=5"`
		Least  backoffice.Decimal `json:"Least" check:"min=-1"`
		From   backoffice.Date    `json:"From" check:"from=2000-01-01"`
		To     backoffice.Date    `json:"To" check:"to=2000-01-01"`
	}
	day, before, after := backoffice.NewDate(2000, 1, 1), backoffice.NewDate(1999, 12, 31), backoffice.NewDate(2000, 1, 2)
	good := limits{Digits: "019", Max: "ä", Free: strings.Repeat("x", 10_000), Open: backoffice.MustDecimal("-12345.6789"), From: day, To: day}
	decimal := backoffice.MustDecimal
	for name, test := range map[string]struct {
		change func(*limits)
		want   string
	}{
		"good":             {func(*limits) {}, ""},
		"below a digit":    {func(l *limits) { l.Digits = "/12" }, "must be exactly 3 digits"},
		"above a digit":    {func(l *limits) { l.Digits = "12:" }, "must be exactly 3 digits"},
		"too few digits":   {func(l *limits) { l.Digits = "12" }, "must be exactly 3 digits"},
		"two characters":   {func(l *limits) { l.Max = "ää" }, "has 2 characters, the limit is 1"},
		"below one":        {func(l *limits) { l.Number = decimal("0.1") }, "must have at most 0 digits after the point"},
		"one":              {func(l *limits) { l.Number = decimal("1") }, "must have at most 0 digits before the point"},
		"at most":          {func(l *limits) { l.Open = decimal("5") }, ""},
		"above the most":   {func(l *limits) { l.Open = decimal("5.1") }, "must not be above 5"},
		"at least":         {func(l *limits) { l.Least = decimal("-1") }, ""},
		"below the least":  {func(l *limits) { l.Least = decimal("-1.1") }, "must not be below -1"},
		"many digits":      {func(l *limits) { l.Least = decimal("12345678901.123456") }, ""},
		"day before":       {func(l *limits) { l.From = before }, "must be from 01/01/2000 to "},
		"day after":        {func(l *limits) { l.To = after }, "must be from"},
		"open to the end":  {func(l *limits) { l.From = after }, ""},
		"open to the past": {func(l *limits) { l.To = before }, ""},
	} {
		request := good
		test.change(&request)
		found := wire.Check(&request)
		if test.want == "" {
			assert.Empty(t, found, name)
			continue
		}
		require.Len(t, found, 1, name)
		assert.Contains(t, found[0].Rule, test.want, name)
	}
}

// TestReaderEqualsEncodingJSON compares what comes out of whole documents.
func TestReaderEqualsEncodingJSON(t *testing.T) {
	t.Parallel()
	type plain struct {
		Words   []string          `json:"WORDS"`
		Remarks map[string]string `json:"REMARKS"`
		Leaves  []leafOfJSON      `json:"LEAVES"`
		Count   int               `json:"COUNT"`
	}
	body := []byte(` { "REMARKS" : { } , "WORDS" : [ ] , "COUNT" : 1 ,"REMARKS" : { "a" : "b" , "c" : "d" } , "LEAVES" : [ { "LINKADD" : "x" } , { } ] } `)
	var got, want plain
	require.NoError(t, json.Unmarshal(body, &want))
	require.NoError(t, wire.Read(body, &got, wire.Options{}))
	assert.Equal(t, want, got)
}

type leafOfJSON struct {
	Link string `json:"LINKADD"`
}

// TestPlaces: what a document may hold in unusual places.
func TestPlaces(t *testing.T) {
	t.Parallel()
	_, err := read(t, "\x00")
	require.ErrorIs(t, err, wire.ErrSyntax, "a NUL is no end")
	_, err = read(t, `{"COUNT":nux`)
	require.ErrorIs(t, err, wire.ErrSyntax, "no literal begins like this")
	_, err = read(t, `{"LEAF":{"$ref":"2","x":[`)
	require.ErrorIs(t, err, wire.ErrTruncated)
	for digit := range 10 {
		got, err := read(t, fmt.Sprintf(`{"COUNT":%d,"Other":%d}`, digit, digit))
		require.NoError(t, err)
		assert.Equal(t, digit, got.Count)
	}
	got, err := read(t, `{"LEAF":{"LINKADD":"A"},"LEAF":{"NEXT":{}}}`)
	require.NoError(t, err)
	assert.Equal(t, &leaf{Link: "A", Next: &leaf{}}, got.Leaf, "as encoding/json does")
	got, err = read(t, `{"LEAVES":[`+strings.Repeat(`{"NEXT":{}},`, 10_001)+`{}]}`)
	require.NoError(t, err)
	assert.Len(t, got.Leaves, 10_002, "only what is inside of each other is deep")
}

// TestUnusualReferences: empty objects, members that look like ids, and objects
// that refer to themselves.
func TestUnusualReferences(t *testing.T) {
	t.Parallel()
	got, err := read(t, `{"INLINE":{},"LEAF":{ },"LEAVES":[{}],"SHARED":[{"$id":"2"},{"$ref":"2"},{}]}`)
	require.NoError(t, err)
	assert.Same(t, got.Shared[0], got.Shared[1])
	got, err = read(t, `{"Other":{"$id":7,"x":{"$id":"8","LINKADD":"A"}},"LEAF":{"$ref":"8"}}`)
	require.NoError(t, err)
	assert.Equal(t, "A", got.Leaf.Link)
	_, err = read(t, `{"OPTIONAL":{"$id":"1"},"LEAF":{"$id":"2"},"SHARED":[{"$ref":"2"}]}`)
	require.EqualError(t, err, "member OPTIONAL: is not a single value")
	for _, body := range []string{
		`{"Other":{"x":"7"},"LEAF":{"$ref":"7"}}`,
		`{"Other":{"$id":7},"LEAF":{"$ref":""}}`,
		`{"Other":{"a":1,"$id":"7","NEXT":{"$ref":"7"}},"LEAF":{"$ref":"7"}}`,
	} {
		_, err := read(t, body)
		require.Error(t, err, body)
		assert.Contains(t, err.Error(), "refers to an object that is not there", body)
	}
}

// TestUnfitPlans: texts in the places of objects, and how many control members
// there may be.
func TestUnfitPlans(t *testing.T) {
	t.Parallel()
	type bareless struct {
		Text string `json:"TEXT"`
	}
	var object struct {
		Inline  bareless `json:"INLINE"`
		Control bareless `json:"CONTROL" wire:"control"`
	}
	for member, reason := range map[string]string{"INLINE": "is not an object", "CONTROL": "is not an object"} {
		err := wire.Read([]byte(`{"`+member+`":"x"}`), &object, wire.Options{})
		require.EqualError(t, err, "member "+member+": "+reason)
		assert.Zero(t, object)
	}
	_, err := read(t, `{"Payload":"A"}`)
	require.EqualError(t, err, "member Payload: has the wrong type")

	var four struct {
		A wire.Int `json:"A" wire:"control"`
		B wire.Int `json:"B" wire:"control"`
		C wire.Int `json:"C" wire:"control"`
		D wire.Int `json:"D" wire:"control"`
	}
	require.NoError(t, wire.Read([]byte(`{"A":1,"B":2,"C":3,"D":4}`), &four, wire.Options{}))
	var five struct {
		A wire.Int `json:"A" wire:"control"`
		B wire.Int `json:"B" wire:"control"`
		C wire.Int `json:"C" wire:"control"`
		D wire.Int `json:"D" wire:"control"`
		E wire.Int `json:"E" wire:"control"`
	}
	assert.Panics(t, func() { _ = wire.Read([]byte(`{}`), &five, wire.Options{}) })
}

// TestZeroValues: what is not omitted counts, even if it is nothing.
func TestZeroValues(t *testing.T) {
	t.Parallel()
	type sent struct {
		Text   string `json:"Text"`
		Absent string `json:"Absent,omitempty"`
		Number int    `json:"Number" check:"most=11"`
		Digit  string `json:"Digit" check:"digits=1"`
		Amount string `json:"Amount"`
		Day    string `json:"Day"`
	}
	type stored struct {
		Text   string             `json:"TEXT"`
		Absent string             `json:"ABSENT"`
		Number int                `json:"NUMBER"`
		Digit  string             `json:"DIGIT"`
		Amount backoffice.Decimal `json:"AMOUNT"`
		Day    backoffice.Time    `json:"DAY"`
	}
	request := sent{Number: 11, Digit: "7"}
	assert.Equal(t, []string{"Text", "Amount", "Day"}, wire.Differences(&request, &stored{Text: "x", Absent: "y", Number: 11, Digit: "7"}))
	type list struct {
		Words []string `json:"Words"`
	}
	assert.Equal(t, []string{"Words"}, wire.Differences(&list{[]string{"a"}}, &list{[]string{"a"}}), "lists are not compared")
	values, err := wire.Values(&request)
	require.NoError(t, err)
	assert.Equal(t, "Amount=&Day=&Digit=7&Number=11&Text=", values.Encode())
	assert.Empty(t, wire.Check(&request))
	for digit, rule := range map[string]string{"": "must not be blank", "12": "must be exactly 1 digits"} {
		request.Digit = digit
		assert.Equal(t, []backoffice.Violation{{Field: "Digit", Rule: rule}}, wire.Check(&request))
	}
}

// TestAnEscapedReferenceIsOne: no server is known to write it so, but what it
// means is no empty object.
func TestAnEscapedReferenceIsOne(t *testing.T) {
	t.Parallel()
	var got record
	require.NoError(t, wire.Read([]byte(`{"LEAF":{"$id":"2","LINKADD":"A"},"LEAVES":[{"\u0024ref":"2"}]}`), &got, wire.Options{}))
	require.Len(t, got.Leaves, 1)
	assert.Equal(t, "A", got.Leaves[0].Link)
	assert.Error(t, wire.Read([]byte(`{"LEAF":{"\u0024ref":"9"}}`), new(record), wire.Options{}))
}

// TestBlankIsAbsent: a blank text stands for nothing where something else than a
// text is expected, also where it follows a value. A text stays one.
func TestBlankIsAbsent(t *testing.T) {
	t.Parallel()
	type values struct {
		Text    string    `json:"TEXT"`
		Also    wire.Text `json:"ALSO"`
		Behind  *string   `json:"BEHIND"`
		Count   int       `json:"COUNT"`
		Pointer *int      `json:"POINTER"`
	}
	tests := map[string]struct {
		document string
		want     values
	}{
		"blank":         {`{"TEXT":" ","ALSO":" ","BEHIND":" ","COUNT":" ","POINTER":" "}`, values{Text: " ", Also: wire.Text{Value: " ", Set: true}, Behind: new(" ")}},
		"empty":         {`{"TEXT":"","ALSO":"","BEHIND":"","COUNT":"","POINTER":""}`, values{Also: wire.Text{Set: true}, Behind: new("")}},
		"numbers":       {`{"COUNT":7,"POINTER":"8"}`, values{Count: 7, Pointer: new(8)}},
		"blank in turn": {`{"POINTER":8,"POINTER":" "}`, values{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got values
			require.NoError(t, wire.Read([]byte(test.document), &got, wire.Options{BlankIsAbsent: true}))
			assert.Equal(t, test.want, got)
		})
	}
}
