package work_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

type (
	plainCustomer = work.Customer[string, *string]
	plainTax      = work.Tax[string, *string, float64]
)

// decode reads an answer as the standard library does.
func decode[P any](t *testing.T, item *work.Item) P {
	t.Helper()
	var answer work.Envelope[P]
	require.NoError(t, json.Unmarshal(item.Answer, &answer))
	return answer.ResponseObject
}

func TestTheAnswersHaveTheSizesOfTheEarlierMeasurements(t *testing.T) {
	assert.Len(t, work.CustomerPadded.Answer, 1271)
	assert.Len(t, work.CustomerPopulated.Answer, 1352)
	assert.Equal(t, 1, strings.Count(string(work.CustomerPopulated.Answer), `\`), "one text with an escape")
	assert.Len(t, decode[[]plainTax](t, work.TwoTaxes), 2)
	assert.Len(t, decode[[]plainTax](t, work.ThousandTaxes), 1000)
}

func TestFindKnowsEveryItem(t *testing.T) {
	for _, item := range work.Items() {
		assert.Same(t, item, work.Find(item.Name))
	}
	assert.Nil(t, work.Find("no such work"))
}

// taxAndMore has all columns of a tax and one that no answer has.
type taxAndMore struct {
	A any    `json:"ShipBill"`
	B string `json:"UNQSHIPTAX"`
	C string `json:"LINKADD"`
	D string `json:"CUSTNO"`
	E string `json:"ADDRESS1"`
	F string `json:"TAXDESC"`
	G string `json:"TAXTYPE"`
	H string `json:"TAX_RATE"`
	I string `json:"TAX_ID"`
	J string `json:"RECORDTYPE"`
	K bool   `json:"PTPROD"`
	L bool   `json:"PTFRT"`
	M bool   `json:"STPROD"`
	N bool   `json:"STFRT"`
	O bool   `json:"STTX"`
	P string `json:"ModifiedDate"`
	Q string `json:"More"`
}

func TestCheckFindsEveryDifference(t *testing.T) {
	customer := func(change func(*plainCustomer)) any {
		c := decode[*plainCustomer](t, work.CustomerPopulated)
		change(c)
		return c
	}
	taxes := func(change func([]plainTax) []plainTax) any {
		return change(decode[[]plainTax](t, work.TwoTaxes))
	}
	one := work.CustomerPopulated
	for name, test := range map[string]struct {
		item    *work.Item
		result  any
		returns work.Returns
		want    string
	}{
		"right":                  {one, customer(func(*plainCustomer) {}), work.Plain, ""},
		"right list":             {work.TwoTaxes, taxes(func(r []plainTax) []plainTax { return r }), work.Plain, ""},
		"a text":                 {one, customer(func(c *plainCustomer) { c.Name = "Other" }), work.Plain, "CUSTNAME"},
		"padding that is gone":   {one, customer(func(c *plainCustomer) { c.Phone = strings.TrimSpace(c.Phone) }), work.Plain, "PHONE"},
		"padding that is left":   {one, customer(func(*plainCustomer) {}), work.Trimmed, "CUSTNAME"},
		"a number":               {one, customer(func(c *plainCustomer) { c.HighestBalance += 0.01 }), work.Plain, "AR_HIGHBAL"},
		"a truth":                {one, customer(func(c *plainCustomer) { c.Taxable = false }), work.Plain, "ACTTAXABLE"},
		"a time that is lost":    {one, customer(func(c *plainCustomer) { c.InactiveDate = nil }), work.Plain, "INACTDT"},
		"a null that is filled":  {one, customer(func(c *plainCustomer) { c.UserID = new("x") }), work.Plain, "UserId"},
		"a list of nowhere":      {one, customer(func(c *plainCustomer) { c.LinkAddList = []string{"x"} }), work.Plain, "LinkAddList"},
		"a row that is lost":     {work.TwoTaxes, taxes(func(r []plainTax) []plainTax { return r[:1] }), work.Plain, "1 rows in place of 2"},
		"rows in another order":  {work.TwoTaxes, taxes(func(r []plainTax) []plainTax { return []plainTax{r[1], r[0]} }), work.Plain, "UNQSHIPTAX"},
		"no rows":                {work.TwoTaxes, []plainTax(nil), work.Plain, "0 rows in place of 2"},
		"no object":              {one, new("text"), work.Plain, "is not an object"},
		"a column without field": {one, &struct{}{}, work.Plain, "no field for LinkAddList"},
		"a field too many":       {work.TwoTaxes, []taxAndMore{{}, {}}, work.Plain, "17 fields in place of 16"},
	} {
		t.Run(name, func(t *testing.T) {
			err := test.item.Check(test.result, test.returns)
			if test.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, test.want)
		})
	}
}

const addPath = "/API/Customer/Add/" + work.Key

func TestRequestCheckFindsEveryDifference(t *testing.T) {
	body, err := json.Marshal(work.NewCustomer)
	require.NoError(t, err)
	changed := func(old, replacement string) string {
		require.Contains(t, string(body), old)
		return strings.Replace(string(body), old, replacement, 1)
	}
	getPath := "/API/Customer/Get/" + work.Key
	read, write := work.CustomerPadded.Request, work.CustomerAdded.Request
	for name, test := range map[string]struct {
		item              work.Request
		method, url, body string
		want              string
	}{
		"right read":           {read, "GET", getPath + "?CustNumOrName=0000000010", "", ""},
		"right write":          {write, "POST", addPath, string(body), ""},
		"another method":       {read, "POST", getPath + "?CustNumOrName=0000000010", "", "sent POST"},
		"another key":          {read, "GET", getPath + "x?CustNumOrName=0000000010", "", "in place of GET"},
		"no argument":          {read, "GET", getPath, "", "CustNumOrName"},
		"another argument":     {read, "GET", getPath + "?CustNumOrName=11", "", "[11]"},
		"an argument twice":    {read, "GET", getPath + "?CustNumOrName=0000000010&CustNumOrName=11", "", "CustNumOrName"},
		"an argument too many": {read, "GET", getPath + "?CustNumOrName=0000000010&x=1", "", "2 query parameters"},
		"a body with a read":   {read, "GET", getPath + "?CustNumOrName=0000000010", "{}", "where none belongs"},
		"no body":              {write, "POST", addPath, "", "no JSON object"},
		"a query with a write": {write, "POST", addPath + "?x=1", string(body), "1 query parameters"},
		"a member is lost":     {write, "POST", addPath, changed(`"Fax":"603-555-0101",`, ``), "Fax is missing"},
		"a member too many":    {write, "POST", addPath, changed(`{`, `{"x":1,`), "15 members"},
		"a member differs":     {write, "POST", addPath, changed(`18250.75`, `18250.7`), "Ar_highBal"},
	} {
		t.Run(name, func(t *testing.T) {
			request, err := http.NewRequest(test.method, "http://127.0.0.1"+test.url, nil)
			require.NoError(t, err)
			err = test.item.Check(request, []byte(test.body))
			if test.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestTextLosesItsPadding(t *testing.T) {
	for raw, want := range map[string]work.Text{
		`"Active  "`:     "Active",
		`"        "`:     "",
		`""`:             "",
		`"  in front"`:   "  in front",
		`"a\nb  "`:       "a\nb",
		`"Zürich  "`:     "Zürich",
		`"\u0041ctive "`: "Active",
		`null`:           "",
	} {
		t.Run(raw, func(t *testing.T) {
			var text work.Text
			require.NoError(t, json.Unmarshal([]byte(raw), &text))
			assert.Equal(t, want, text)
		})
	}
	assert.Error(t, json.Unmarshal([]byte(`5`), new(work.Text)))
}
