package wire_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// request has a field of every kind that can be sent.
type request struct {
	Name     string              `json:"Custname"`
	Status   colour              `json:"Status" check:"oneof=Active|Inactive"`
	Rate     backoffice.Decimal  `json:"tax_rate"`
	Limit    *backoffice.Decimal `json:"Credlimit,omitempty"`
	Taxable  *bool               `json:"Acctaxable,omitempty" also:"ACTTAXABLE"`
	Opened   *backoffice.Date    `json:"Acct_date,omitempty"`
	Since    *backoffice.Time    `json:"Since,omitempty"`
	Count    *int                `json:"Count,omitempty"`
	Phone    *string             `json:"Phone,omitempty"`
	Required *string             `json:"Required"`
}

var full = request{
	Name:     `Müller & Söhne "+=" NET 30/2% 10`,
	Status:   "ACTIVE",
	Rate:     backoffice.MustDecimal("8.2500"),
	Limit:    new(backoffice.MustDecimal("2500")),
	Taxable:  new(false),
	Opened:   new(backoffice.NewDate(2014, time.November, 9)),
	Since:    new(must(backoffice.ParseTime("2014-11-19T13:28:00"))),
	Count:    new(0),
	Phone:    new(""),
	Required: new("r"),
}

func TestAppendJSON(t *testing.T) {
	assert.Equal(t, `{"Custname":"Müller & Söhne \"+=\" NET 30/2% 10","Status":"Active","tax_rate":8.25,"Credlimit":2500,`+
		`"Acctaxable":false,"ACTTAXABLE":false,"Acct_date":"11/09/2014","Since":"2014-11-19T13:28:00","Count":0,"Phone":"","Required":"r"}`,
		string(wire.AppendJSON(nil, &full)))
	assert.Equal(t, `x{"Custname":"","Status":"","tax_rate":0,"Required":null}`, string(wire.AppendJSON([]byte("x"), &request{})),
		"what is not set is not sent")
}

func TestAppendJSONOfLists(t *testing.T) {
	type pair struct {
		Name string `json:"name"`
	}
	type nested struct {
		Pair  pair              `json:"pair"`
		Pairs []pair            `json:"pairs"`
		Words []string          `json:"words,omitempty"`
		Map   map[string]string `json:"map,omitempty"`
	}
	var none []pair
	assert.Equal(t, `[]`, string(wire.AppendJSON(nil, &none)), "a nil list is empty, not null")
	assert.Equal(t, `[{"name":"a"},{"name":"b"}]`, string(wire.AppendJSON(nil, &[]pair{{"a"}, {"b"}})))
	assert.Equal(t, `{"pair":{"name":"a"},"pairs":[]}`, string(wire.AppendJSON(nil, &nested{Pair: pair{"a"}})))
	assert.Equal(t, `{"pair":{"name":""},"pairs":[],"words":["x","y"],"map":{"a":"1","b":"2"}}`,
		string(wire.AppendJSON(nil, &nested{Words: []string{"x", "y"}, Map: map[string]string{"b": "2", "a": "1"}})))
}

func TestQuery(t *testing.T) {
	values, err := wire.Values(&full)
	require.NoError(t, err)
	encoded := wire.EncodeQuery(values)
	assert.Equal(t, "ACTTAXABLE=false&Acct_date=11%2F09%2F2014&Acctaxable=false&Count=0&Credlimit=2500&"+
		"Custname=M%C3%BCller%20%26%20S%C3%B6hne%20%22%2B%3D%22%20NET%2030%2F2%25%2010&Phone=&Required=r&"+
		"Since=2014-11-19T13%3A28%3A00&Status=Active&tax_rate=8.25", encoded)
	decoded, err := url.ParseQuery(encoded)
	require.NoError(t, err)
	assert.Equal(t, full.Name, decoded.Get("Custname"), "the server gets back what was put in")

	values, err = wire.Values(&request{Name: "a"})
	require.NoError(t, err)
	assert.Equal(t, url.Values{"Custname": {"a"}, "Status": {""}, "tax_rate": {"0"}}, values, "a nil pointer is never an empty parameter")
}

func TestUnplannableTypes(t *testing.T) {
	assert.Panics(t, func() {
		wire.AppendJSON(nil, &struct {
			F float64 `json:"f"`
		}{})
	}, "a float would be rounded")
	assert.Panics(t, func() {
		wire.AppendJSON(nil, &struct {
			I any `json:"i"`
		}{})
	})
	assert.Panics(t, func() {
		wire.Check(&struct {
			S string `json:"s" check:"maximum=3"`
		}{})
	})
	assert.Panics(t, func() {
		wire.Check(&struct {
			S string `json:"s" check:"max=three"`
		}{})
	})
	assert.Panics(t, func() {
		_, _ = wire.Values(&struct {
			S []string `json:"s"`
		}{})
	}, "a list has no plain form")
	assert.Panics(t, func() {
		wire.Check(&struct {
			A string `json:"a" wire:"control"`
			B string `json:"b" wire:"control"`
			C string `json:"c" wire:"control"`
			D string `json:"d" wire:"control"`
			E string `json:"e" wire:"control"`
		}{})
	})
}

func TestCheck(t *testing.T) {
	type address struct {
		City string `json:"city" check:"required,max=5"`
	}
	type checked struct {
		Number  string              `json:"a" check:"digits=10"`
		Name    string              `json:"b" check:"required,max=5"`
		Status  colour              `json:"c" check:"oneof=Active|Quote"`
		Phone   *string             `json:"d,omitempty" check:"max=3"`
		Key     *string             `json:"o,omitempty" check:"filled"`
		Limit   *backoffice.Decimal `json:"e,omitempty" check:"min=0,whole=3,scale=2"`
		Day     *backoffice.Date    `json:"f,omitempty" check:"from=1900-01-01,to=2079-06-06"`
		Cycle   int                 `json:"g" check:"min=1,most=120"`
		Home    address             `json:"h"`
		Away    *address            `json:"i,omitempty" check:"required"`
		Pairs   []address           `json:"j" check:"required"`
		Words   []string            `json:"k" check:"max=2"`
		Map     map[string]string   `json:"l" check:"max=2"`
		Taxable *bool               `json:"m,omitempty"`
		AnyText string              `json:"n"`
		Note    string              `json:"p" check:"lines"`
	}
	good := func() checked {
		return checked{
			Number: "0000000010", Name: "Größe", Status: "ACTIVE", Phone: new("ü+1"), Limit: new(backoffice.MustDecimal("999.99")),
			Day: new(backoffice.NewDate(1900, 1, 1)), Cycle: 120, Home: address{"Ulm"}, Away: &address{"Bonn"},
			Pairs: []address{{"Rom"}}, Words: []string{"ab"}, Map: map[string]string{"x": "y"},
			AnyText: "a\u00a0b \u200dc", Note: "tab\tand\r\nline\u2028",
		}
	}
	const (
		oneLine = "must be one line of valid UTF-8 without control characters"
		ofLines = "must be valid UTF-8 without control characters other than tabs and line breaks"
	)
	value := good()
	assert.Empty(t, wire.Check(&value), "five characters are five, not the seven bytes they take")

	tests := []struct {
		name   string
		change func(*checked)
		want   string
	}{
		{"digits: short", func(c *checked) { c.Number = "10" }, "Number must be exactly 10 digits"},
		{"digits: letter", func(c *checked) { c.Number = "000000001x" }, "Number must be exactly 10 digits"},
		{"digits: other digits", func(c *checked) { c.Number = "٠٠٠٠٠" }, "Number must be exactly 10 digits"},
		{"digits: blank", func(c *checked) { c.Number = " " }, "Number must not be blank"},
		{"required: empty", func(c *checked) { c.Name = "" }, "Name is required"},
		{"required: blank", func(c *checked) { c.Name = " \t\u00a0 " }, "Name is required"},
		{"max", func(c *checked) { c.Name = "Größen" }, "Name has 6 characters, the limit is 5"},
		{"filled: blank", func(c *checked) { c.Key = new(" ") }, "Key must not be blank"},
		{"max of a pointer", func(c *checked) { c.Phone = new("1234") }, "Phone has 4 characters, the limit is 3"},
		{"oneof", func(c *checked) { c.Status = "Pending" }, "Status must be one of Active, Quote"},
		{"oneof: blank", func(c *checked) { c.Status = "" }, "Status must not be blank"},
		{"min", func(c *checked) { c.Limit = new(backoffice.MustDecimal("-0.01")) }, "Limit must not be below 0"},
		{"whole", func(c *checked) { c.Limit = new(backoffice.MustDecimal("1000")) }, "Limit must have at most 3 digits before the point"},
		{"scale", func(c *checked) { c.Limit = new(backoffice.MustDecimal("0.001")) }, "Limit must have at most 2 digits after the point"},
		{"from", func(c *checked) { c.Day = new(backoffice.NewDate(1899, 12, 31)) }, "Day must be from 01/01/1900 to 06/06/2079"},
		{"to", func(c *checked) { c.Day = new(backoffice.NewDate(2079, 6, 7)) }, "Day must be from 01/01/1900 to 06/06/2079"},
		{"no such day", func(c *checked) { c.Day = new(backoffice.NewDate(2023, 2, 29)) }, "Day must be a day of the calendar"},
		{"zero day", func(c *checked) { c.Day = new(backoffice.Date{}) }, "Day must be a day of the calendar"},
		{"number below", func(c *checked) { c.Cycle = 0 }, "Cycle must not be below 1"},
		{"number above", func(c *checked) { c.Cycle = 121 }, "Cycle must not be above 120"},
		{"below an object", func(c *checked) { c.Home.City = "" }, "Home.City is required"},
		{"below a pointer", func(c *checked) { c.Away.City = "Potsdam" }, "Away.City has 7 characters, the limit is 5"},
		{"required pointer", func(c *checked) { c.Away = nil }, "Away is required"},
		{"required list", func(c *checked) { c.Pairs = nil }, "Pairs is required"},
		{"below a list", func(c *checked) { c.Pairs = append(c.Pairs, address{}) }, "Pairs[1].City is required"},
		{"text in a list", func(c *checked) { c.Words = []string{"a", "abc"} }, "Words[1] has 3 characters, the limit is 2"},
		{"text in a map", func(c *checked) { c.Map = map[string]string{"x": "abc"} }, `Map["x"] has 3 characters, the limit is 2`},
		{"NUL", func(c *checked) { c.AnyText = "a\x00b" }, "AnyText " + oneLine},
		{"delete", func(c *checked) { c.AnyText = "a\x7fb" }, "AnyText " + oneLine},
		{"tab", func(c *checked) { c.AnyText = "a\tb" }, "AnyText " + oneLine},
		{"carriage return", func(c *checked) { c.AnyText = "a\rb" }, "AnyText " + oneLine},
		{"line feed", func(c *checked) { c.AnyText = "a\n" }, "AnyText " + oneLine},
		{"control character beyond ASCII", func(c *checked) { c.AnyText = "a\u009b" }, "AnyText " + oneLine},
		{"next line", func(c *checked) { c.AnyText = "a\u0085b" }, "AnyText " + oneLine},
		{"line separator", func(c *checked) { c.AnyText = "a\u2028b" }, "AnyText " + oneLine},
		{"paragraph separator", func(c *checked) { c.AnyText = "a\u2029b" }, "AnyText " + oneLine},
		{"invalid UTF-8", func(c *checked) { c.AnyText = "a\xff" }, "AnyText " + oneLine},
		{"NUL between lines", func(c *checked) { c.Note = "a\n\x00" }, "Note " + ofLines},
		{"control character beyond ASCII between lines", func(c *checked) { c.Note = "a\n\u009b" }, "Note " + ofLines},
		{"invalid UTF-8 between lines", func(c *checked) { c.Note = "a\n\xff" }, "Note " + ofLines},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			value := good()
			tt.change(&value)
			found := wire.Check(&value)
			require.Len(t, found, 1)
			assert.Equal(t, tt.want, found[0].Error())
		})
	}
	assert.Len(t, wire.Check(&checked{}), 7, "everything wrong is named at once")
}

func TestDifferences(t *testing.T) {
	type stored struct {
		Name     string             `json:"CUSTNAME"`
		Status   colour             `json:"STATUS"`
		Rate     backoffice.Decimal `json:"TAX_RATE"`
		Limit    backoffice.Decimal `json:"CREDLIMIT"`
		Taxable  bool               `json:"ACTTAXABLE"`
		Opened   backoffice.Time    `json:"ACCT_DATE"`
		Since    string             `json:"SINCE"`
		Count    int                `json:"COUNT"`
		Phone    string             `json:"PHONE"`
		Required string             `json:"REQUIRED"`
	}
	type asked struct {
		Name     string              `json:"Custname"`
		Status   colour              `json:"Status" check:"oneof=Active|Inactive"`
		Rate     backoffice.Decimal  `json:"tax_rate"`
		Limit    *backoffice.Decimal `json:"Credlimit,omitempty"`
		Taxable  *bool               `json:"Acctaxable,omitempty" also:"ACTTAXABLE"`
		Opened   *backoffice.Date    `json:"Acct_date,omitempty"`
		Count    *int                `json:"Count,omitempty"`
		Modified *backoffice.Date    `json:"modifieddate,omitempty" wire:"overwritten"`
		Odd      *bool               `json:"Since,omitempty"`
		Missing  *string             `json:"Nowhere,omitempty"`
	}
	held := stored{
		Name: "Customer", Status: "Active", Rate: backoffice.MustDecimal("8.25"), Limit: backoffice.MustDecimal("2500"), Taxable: true,
		Opened: must(backoffice.ParseTime("2014-11-09T00:00:00")), Count: 3,
	}
	good := func() asked {
		return asked{
			Name: "Customer  ", Status: "ACTIVE", Rate: backoffice.MustDecimal("8.2500"), Limit: new(backoffice.MustDecimal("2500.0")),
			Taxable: new(true), Opened: new(backoffice.NewDate(2014, 11, 9)), Count: new(3), Modified: new(backoffice.NewDate(2000, 1, 1)),
		}
	}
	request := good()
	assert.Empty(t, wire.Differences(&request, &held))
	tests := map[string]func(*asked){
		"Name":    func(a *asked) { a.Name = "Other" },
		"Status":  func(a *asked) { a.Status = "Inactive" },
		"Rate":    func(a *asked) { a.Rate = backoffice.MustDecimal("8.26") },
		"Limit":   func(a *asked) { a.Limit = new(backoffice.MustDecimal("0")) },
		"Taxable": func(a *asked) { a.Taxable = new(false) },
		"Opened":  func(a *asked) { a.Opened = new(backoffice.NewDate(2014, 11, 10)) },
		"Count":   func(a *asked) { a.Count = new(4) },
		"Odd":     func(a *asked) { a.Odd = new(true) },
		"Missing": func(a *asked) { a.Missing = new("x") },
	}
	for field, change := range tests {
		t.Run(field, func(t *testing.T) {
			request := good()
			change(&request)
			assert.Equal(t, []string{field}, wire.Differences(&request, &held))
		})
	}
}
