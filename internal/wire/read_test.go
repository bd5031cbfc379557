package wire_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type colour string

// record has a field of every kind that can be read.
type record struct {
	Code     wire.Int           `json:"Code" wire:"control"`
	Valid    wire.Bool          `json:"IsValidUser" wire:"control"`
	Note     wire.Text          `json:"NOTE"`
	Payload  *leaf              `json:"Payload" wire:"control"`
	Name     string             `json:"CUSTNAME"`
	Colour   colour             `json:"COLOUR"`
	Count    int                `json:"COUNT"`
	Small    int32              `json:"SMALL"`
	Flag     bool               `json:"FLAG"`
	Rate     backoffice.Decimal `json:"TAX_RATE"`
	Changed  backoffice.Time    `json:"modifiedDate"`
	Day      backoffice.Date    `json:"DAY"`
	Leaf     *leaf              `json:"LEAF"`
	Inline   leaf               `json:"INLINE"`
	Leaves   []leaf             `json:"LEAVES"`
	Shared   []*leaf            `json:"SHARED"`
	Words    []string           `json:"WORDS"`
	Optional *string            `json:"OPTIONAL"`
	Remarks  map[string]string  `json:"REMARKS"`
	Links    links              `json:"LINKS"`
	Skipped  wire.Skip          `json:"SKIPPED"`
	Untagged string
	Hidden   string `json:"-"`
}

// leaf is an object below the record, which may refer to others of its kind.
type leaf struct {
	Link string `json:"LINKADD" wire:"bare"`
	Next *leaf  `json:"NEXT"`
}

// links reads itself.
type links []string

func (l *links) UnmarshalJSON(text []byte) error {
	if text[0] == '7' {
		return errors.New("seven is no list")
	}
	return json.Unmarshal(text, (*[]string)(l))
}

func read(t *testing.T, text string) (record, error) {
	t.Helper()
	var got record
	err := wire.Read(wire.NewDocument([]byte(text)), &got, wire.Options{TrimRight: true})
	return got, err
}

func TestReadKinds(t *testing.T) {
	word := "word"
	tests := []struct {
		name, text string
		want       record
	}{
		{"text is trimmed on the right", `{"CUSTNAME":"  Customer   "}`, record{Name: "  Customer"}},
		{"blank text is empty", `{"CUSTNAME":"     "}`, record{}},
		{"only blanks are trimmed", `{"CUSTNAME":"a\t "}`, record{Name: "a\t"}},
		{"escaped text", `{"CUSTNAME":"M\u00fcller \"&\" S\u00f6hne\\  "}`, record{Name: `Müller "&" Söhne\`}},
		{"surrogates", `{"CUSTNAME":"\ud83d\ude00"}`, record{Name: "😀"}},
		{"lone surrogate", `{"CUSTNAME":"a\ud83db"}`, record{Name: "a\uFFFDb"}},
		{"invalid UTF-8", "{\"CUSTNAME\":\"a\xff\xfeb\"}", record{Name: "a\uFFFD\uFFFDb"}},
		{"named text", `{"COLOUR":"red "}`, record{Colour: "red"}},
		{"number in text", `{"CUSTNAME":12.50}`, record{Name: "12.50"}},
		{"truth in text", `{"CUSTNAME":true}`, record{Name: "true"}},
		{"whole number", `{"COUNT":7}`, record{Count: 7}},
		{"whole number in quotes", `{"COUNT":"7"}`, record{Count: 7}},
		{"whole number in padded quotes", `{"COUNT":" 7  "}`, record{Count: 7}},
		{"whole number from a decimal column", `{"COUNT":100.0}`, record{Count: 100}},
		{"whole number with exponent", `{"COUNT":1e3}`, record{Count: 1000}},
		{"negative", `{"SMALL":-5}`, record{Small: -5}},
		{"truth", `{"FLAG":true}`, record{Flag: true}},
		{"truth in quotes", `{"FLAG":"True"}`, record{Flag: true}},
		{"decimal", `{"TAX_RATE":8.2500}`, record{Rate: backoffice.MustDecimal("8.25")}},
		{"decimal in quotes", `{"TAX_RATE":"8.25"}`, record{Rate: backoffice.MustDecimal("8.25")}},
		{"decimal beyond float64", `{"TAX_RATE":9007199254740993}`, record{Rate: backoffice.MustDecimal("9007199254740993")}},
		{"time", `{"modifiedDate":"2014-11-19T13:27:49.25"}`, record{Changed: must(backoffice.ParseTime("2014-11-19T13:27:49.25"))}},
		{"blank time", `{"modifiedDate":"  "}`, record{}},
		{"date", `{"DAY":"2014-11-19"}`, record{Day: backoffice.NewDate(2014, 11, 19)}},
		{"blank date", `{"DAY":""}`, record{}},
		{"object", `{"LEAF":{"LINKADD":"A"}}`, record{Leaf: &leaf{Link: "A"}}},
		{"object in place", `{"INLINE":{"LINKADD":"A"}}`, record{Inline: leaf{Link: "A"}}},
		{"bare text for an object", `{"LEAF":"A "}`, record{Leaf: &leaf{Link: "A"}}},
		{"bare text for an object in place", `{"INLINE":"A"}`, record{Inline: leaf{Link: "A"}}},
		{"list", `{"LEAVES":[{"LINKADD":"A"},{"LINKADD":"B"}]}`, record{Leaves: []leaf{{Link: "A"}, {Link: "B"}}}},
		{"empty list", `{"LEAVES":[]}`, record{Leaves: []leaf{}}},
		{"list of pointers", `{"SHARED":[{"LINKADD":"A"},"B",null]}`, record{Shared: []*leaf{{Link: "A"}, {Link: "B"}, nil}}},
		{"list of texts", `{"WORDS":["a ","b"]}`, record{Words: []string{"a", "b"}}},
		{"optional", `{"OPTIONAL":"word"}`, record{Optional: &word}},
		{"map", `{"REMARKS":{"a":"b","$id":"1"}}`, record{Remarks: map[string]string{"a": "b"}}},
		{"type that reads itself", `{"LINKS":["a"]}`, record{Links: links{"a"}}},
		{"skipped", `{"SKIPPED":{"a":[1,{"b":null}]},"COUNT":1}`, record{Count: 1}},
		{"unknown members", `{"$id":"1","FcUsed_uniq":"x","a":{"b":[1]},"COUNT":1,"":2}`, record{Count: 1}},
		{"names without regard to case", `{"custNAME":"a","ModifiedDATE":null,"count":2}`, record{Name: "a", Count: 2}},
		{"a field without a tag is no member", `{"Untagged":"x","Hidden":"x","-":"x"}`, record{}},
		{"optional number present", `{"Code":200}`, record{Code: wire.Int{Value: 200, Set: true}}},
		{"optional number in quotes", `{"Code":"200"}`, record{Code: wire.Int{Value: 200, Set: true}}},
		{"optional truth", `{"IsValidUser":false}`, record{Valid: wire.Bool{Set: true}}},
		{"optional text", `{"NOTE":""}`, record{Note: wire.Text{Set: true}}},
		{"null everywhere", `{"Code":null,"IsValidUser":null,"NOTE":null,"CUSTNAME":null,"COUNT":null,"FLAG":null,"TAX_RATE":null,"modifiedDate":null,
			"DAY":null,"LEAF":null,"INLINE":null,"LEAVES":null,"WORDS":null,"OPTIONAL":null,"REMARKS":null,"LINKS":null,"SKIPPED":null}`, record{}},
		{"white space", " \r\n\t{ \"COUNT\" :\n7 } \n", record{Count: 7}},
		{"byte order mark", "\uFEFF{\"COUNT\":7}", record{Count: 7}},
		{"the last of two plain members counts", `{"COUNT":1,"COUNT":2}`, record{Count: 2}},
		{"control member twice with one value", `{"Code":200,"code":200}`, record{Code: wire.Int{Value: 200, Set: true}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, tt.text)
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
		})
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func TestReadRefusesDocuments(t *testing.T) {
	tests := []struct {
		name, text string
		want       error
	}{
		{"nothing", "", wire.ErrEmpty},
		{"blanks", " \r\n\t", wire.ErrEmpty},
		{"byte order mark alone", "\uFEFF", wire.ErrEmpty},
		{"null", "null", wire.ErrNotObject},
		{"text", `"No HTTP resource"`, wire.ErrNotObject},
		{"list", `[{}]`, wire.ErrNotObject},
		{"number", `7`, wire.ErrNotObject},
		{"HTML", `<html></html>`, wire.ErrSyntax},
		{"cut in a name", `{"CUSTN`, wire.ErrTruncated},
		{"cut after a name", `{"CUSTNAME"`, wire.ErrTruncated},
		{"cut in a text", `{"CUSTNAME":"a`, wire.ErrTruncated},
		{"cut in an escape", `{"CUSTNAME":"a\`, wire.ErrTruncated},
		{"cut in a skipped value", `{"x":[1,{"y":`, wire.ErrTruncated},
		{"cut after a member", `{"COUNT":1,`, wire.ErrTruncated},
		{"cut before the end", `{"COUNT":1`, wire.ErrTruncated},
		{"cut literal", `{"FLAG":tr`, wire.ErrTruncated},
		{"second object", `{"COUNT":1}{"COUNT":2}`, wire.ErrTrailing},
		{"HTML after the object", `{"COUNT":1}<html>`, wire.ErrTrailing},
		{"NUL after the object", "{\"COUNT\":1}\x00", wire.ErrTrailing},
		{"single quotes", `{'COUNT':1}`, wire.ErrSyntax},
		{"comma at the end", `{"COUNT":1,}`, wire.ErrSyntax},
		{"no comma", `{"COUNT":1 "FLAG":true}`, wire.ErrSyntax},
		{"comma for a colon", `{"COUNT",1}`, wire.ErrSyntax},
		{"leading zero", `{"COUNT":01}`, wire.ErrSyntax},
		{"plus sign", `{"COUNT":+1}`, wire.ErrSyntax},
		{"half a number", `{"COUNT":1.}`, wire.ErrSyntax},
		{"not a number", `{"COUNT":NaN}`, wire.ErrSyntax},
		{"wrong literal", `{"FLAG":truth}`, wire.ErrSyntax},
		{"control character", "{\"CUSTNAME\":\"a\nb\"}", wire.ErrSyntax},
		{"bad escape", `{"CUSTNAME":"\x"}`, wire.ErrSyntax},
		{"bad unicode escape", `{"CUSTNAME":"\u12g4"}`, wire.ErrSyntax},
		{"in a reader of its own", `{"LINKS":[}`, wire.ErrSyntax},
		{"in a map", `{"REMARKS":{"a":}}`, wire.ErrSyntax},
		{"in a list", `{"LEAVES":[{]}`, wire.ErrSyntax},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, tt.text)
			assert.ErrorIs(t, err, tt.want)
		})
	}
}

func TestReadRefusesValues(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"word for a number", `{"COUNT":"abc"`, "member COUNT: not a decimal number"},
		{"nothing for a number", `{"TAX_RATE":""`, "member TAX_RATE: not a decimal number"},
		{"truth for a number", `{"TAX_RATE":true`, "member TAX_RATE: is not a number"},
		{"fraction for a whole number", `{"COUNT":2.5`, "member COUNT: is not a whole number of 64 bits"},
		{"number that does not fit 64 bits", `{"COUNT":9223372036854775808`, "member COUNT: is not a whole number of 64 bits"},
		{"number that does not fit 32 bits", `{"SMALL":2147483648`, "member SMALL: is too large"},
		{"number that fits nothing", `{"TAX_RATE":1e400`, "member TAX_RATE: number has more than 38 digits"},
		{"optional number", `{"Code":"OK"`, "member Code: not a decimal number"},
		{"object for a number", `{"Code":{}`, "member Code: is not a single value"},
		{"list for a text", `{"CUSTNAME":["a"]`, "member CUSTNAME: is not a single value"},
		{"number for a truth", `{"FLAG":1`, "member FLAG: is not true or false"},
		{"word for a truth", `{"FLAG":"yes"`, "member FLAG: is not true or false"},
		{"word for an optional truth", `{"IsValidUser":"yes"`, "member IsValidUser: is not true or false"},
		{"number for a time", `{"modifiedDate":1700000000000`, "member modifiedDate: is not a date-time"},
		{"word for a time", `{"modifiedDate":"yesterday"`, "member modifiedDate: not a date-time of the form 2006-01-02T15:04:05"},
		{"number for a date", `{"DAY":3`, "member DAY: is not a date"},
		{"word for a date", `{"DAY":"today"`, "member DAY: not a date of the form MM/DD/YYYY or YYYY-MM-DD"},
		{"number for an object", `{"LEAF":3`, "member LEAF: is not an object"},
		{"list for an object in place", `{"INLINE":[]`, "member INLINE: is not an object"},
		{"object for a list", `{"LEAVES":{}`, "member LEAVES: is not a list"},
		{"list for a map", `{"REMARKS":[]`, "member REMARKS: is not an object"},
		{"reader of its own", `{"LINKS":7`, "member LINKS: seven is no list"},
		{"below a list", `{"LEAVES":[{"LINKADD":[]}]`, "member LINKADD: is not a single value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, tt.text+`,"NOTE":"read on"}`)
			unfit, ok := errors.AsType[*wire.ValueError](err)
			require.True(t, ok, "%v", err)
			assert.EqualError(t, unfit, tt.want)
			assert.Equal(t, "read on", got.Note.Value, "the rest of the document is read")
		})
	}
	_, err := read(t, `{"COUNT":"a","FLAG":"b"}`)
	assert.EqualError(t, err, "member COUNT: not a decimal number", "the first one is reported")
}

func TestReadRefusesConflicts(t *testing.T) {
	for name, text := range map[string]string{
		"two codes":               `{"Code":200,"Code":403}`,
		"in another case":         `{"Code":200,"COUNT":1,"CODE":403}`,
		"null and a value":        `{"Code":null,"Code":200}`,
		"bare and quoted":         `{"Code":200,"Code":"200"}`,
		"two truths":              `{"IsValidUser":true,"isvaliduser":false}`,
		"two payloads":            `{"Payload":{"LINKADD":"A"},"Payload":{"LINKADD":"A"}}`,
		"a payload and null":      `{"Payload":{"LINKADD":"A"},"Payload":null}`,
		"a conflict before a cut": `{"Code":200,"Code":403,`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(t, text)
			conflict, ok := errors.AsType[*wire.ConflictError](err)
			require.True(t, ok, "%v", err)
			assert.Contains(t, conflict.Error(), "two different members "+conflict.Member)
		})
	}
}

func TestReadKeepsBlanksUnlessAsked(t *testing.T) {
	var got record
	require.NoError(t, wire.Read(wire.NewDocument([]byte(`{"CUSTNAME":"a  "}`)), &got, wire.Options{}))
	assert.Equal(t, "a  ", got.Name)
}

func TestReadReferences(t *testing.T) {
	t.Run("the same pointer", func(t *testing.T) {
		got, err := read(t, `{"SHARED":[{"$id":"2","LINKADD":"A"},{"$ref":"2"}],"LEAF":{"$ref":"2"}}`)
		require.NoError(t, err)
		require.Len(t, got.Shared, 2)
		assert.Equal(t, "A", got.Leaf.Link)
		assert.Same(t, got.Shared[0], got.Shared[1])
		assert.Same(t, got.Shared[0], got.Leaf)
	})
	t.Run("a cycle", func(t *testing.T) {
		got, err := read(t, `{"LEAF":{"$id":"2","LINKADD":"A","NEXT":{"$id":"3","LINKADD":"B","NEXT":{"$ref":"2"}}}}`)
		require.NoError(t, err)
		assert.Same(t, got.Leaf, got.Leaf.Next.Next)
		assert.Equal(t, "B", got.Leaf.Next.Link)
	})
	t.Run("a value is a copy", func(t *testing.T) {
		got, err := read(t, `{"LEAVES":[{"$id":"2","LINKADD":"A"},{"$ref":"2"}],"INLINE":{"$ref":"2"}}`)
		require.NoError(t, err)
		assert.Equal(t, []leaf{{Link: "A"}, {Link: "A"}}, got.Leaves)
		assert.Equal(t, "A", got.Inline.Link)
	})
	t.Run("an object inside a member nobody knows", func(t *testing.T) {
		got, err := read(t, `{"Unknown":[{"a":{"$id":"9","LINKADD":"A","NEXT":{"$id":"10","LINKADD":"B"}}}],"LEAF":{"$ref":"9"},"SHARED":[{"$ref":"10"},{"$ref":"9"}]}`)
		require.NoError(t, err)
		assert.Equal(t, "A", got.Leaf.Link)
		assert.Same(t, got.Leaf.Next, got.Shared[0])
		assert.Same(t, got.Leaf, got.Shared[1])
	})
	t.Run("ids without references are passed over", func(t *testing.T) {
		got, err := read(t, `{"$id":"1","LEAF":{"$id":"2","LINKADD":"A"},"INLINE":{"$id":"2","LINKADD":"B"}}`)
		require.NoError(t, err)
		assert.Equal(t, "A", got.Leaf.Link)
	})
	for name, tt := range map[string]struct{ text, want string }{
		"dangling":          {`{"LEAF":{"$ref":"7"}}`, "member LEAF: refers to an object that is not there"},
		"forward":           {`{"LEAF":{"$ref":"7"},"SHARED":[{"$id":"7","LINKADD":"A"}]}`, "member LEAF: refers to an object that is not there"},
		"dangling in place": {`{"INLINE":{"$ref":"7"}}`, "member INLINE: refers to an object that is not there"},
		"repeated id":       {`{"LEAF":{"$id":"2"},"SHARED":[{"$id":"2"},{"$ref":"2"}]}`, "member SHARED: repeats an object id"},
		"with members":      {`{"LEAF":{"$id":"2"},"SHARED":[{"$ref":"2","LINKADD":"A"}]}`, "member SHARED: is a reference with members of its own"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(t, tt.text)
			assert.EqualError(t, err, tt.want)
		})
	}
	t.Run("of another type", func(t *testing.T) {
		var got struct {
			Leaf  *leaf `json:"Leaf"`
			Other *struct {
				Name string `json:"Name"`
			} `json:"Other"`
		}
		err := wire.Read(wire.NewDocument([]byte(`{"Leaf":{"$id":"2"},"Other":{"$ref":"2"}}`)), &got, wire.Options{})
		assert.EqualError(t, err, "member Other: refers to an object of another type")
	})
	t.Run("ids behind other members", func(t *testing.T) {
		_, err := read(t, `{"LEAF":{"LINKADD":"A","$id":"2"},"SHARED":[{"$ref":"2"}]}`)
		assert.EqualError(t, err, "member SHARED: refers to an object that is not there")
	})
	t.Run("ids that are no texts", func(t *testing.T) {
		got, err := read(t, `{"LEAF":{"$id":2,"LINKADD":"A"},"INLINE":{"LINKADD":"$ref"},"WORDS":["$ref"],"NOTE":"\"$ref\""}`)
		require.NoError(t, err)
		assert.Equal(t, "A", got.Leaf.Link)
	})
	t.Run("broken objects", func(t *testing.T) {
		for text, want := range map[string]error{
			`{"NOTE":"$ref","LEAF":{"$ref":"2"`:      wire.ErrTruncated,
			`{"NOTE":"$ref","LEAF":{"$ref"`:          wire.ErrTruncated,
			`{"NOTE":"$ref","LEAF":{"$ref":`:         wire.ErrTruncated,
			`{"WORDS":["$ref"],"LEAF":{"$id":"2",}`:  wire.ErrSyntax,
			`{"WORDS":["$ref"],"LEAF":{"$id""2"}`:    wire.ErrSyntax,
			`{"WORDS":["$ref"],"LEAF":{"$ref":"\x"}`: wire.ErrSyntax,
			`{"WORDS":["$ref"],"x":{"$ref":[}`:       wire.ErrSyntax,
		} {
			_, err := read(t, text)
			assert.ErrorIs(t, err, want, text)
		}
	})
	t.Run("deep nesting is bounded", func(t *testing.T) {
		deep := strings.Repeat("[", 5000) + `{"$id":"9"}` + strings.Repeat("]", 5000)
		_, err := read(t, `{"Unknown":`+deep+`,"LEAF":{"$ref":"9"}}`)
		assert.EqualError(t, err, "member LEAF: refers to an object that is not there")
	})
}

func TestReadDepth(t *testing.T) {
	nested := func(depth int) string {
		return `{"LEAF":` + strings.Repeat(`{"NEXT":`, depth) + "null" + strings.Repeat("}", depth) + "}"
	}
	_, err := read(t, nested(9999))
	require.NoError(t, err)
	_, err = read(t, nested(10_000))
	assert.EqualError(t, err, "the body is nested too deeply")
}

func TestReadListsInTime(t *testing.T) {
	// A first element that is short by chance promises more elements than the
	// memory is worth.
	got, err := read(t, `{"LEAVES":[{},`+strings.Repeat(" ", 1<<20)+`{}]}`)
	require.NoError(t, err)
	assert.Len(t, got.Leaves, 2)
	assert.LessOrEqual(t, cap(got.Leaves)*24, 3<<20)
}

func TestReadAllocations(t *testing.T) {
	doc := wire.NewDocument([]byte(`{"CUSTNAME":"Customer   ","COUNT":7,"FLAG":true,"TAX_RATE":8.25,"modifiedDate":"2014-11-19T13:27:49.25"}`))
	var got record
	allocations := testing.AllocsPerRun(100, func() {
		if err := wire.Read(doc, &got, wire.Options{TrimRight: true}); err != nil {
			t.Fatal(err)
		}
	})
	assert.Zero(t, allocations, "the strings of the result share the document")
}
