package customer_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/apitest"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newClient returns a client and its server.
func newClient(t *testing.T, options ...backofficetest.Option) (*customer.Client, *backofficetest.Server) {
	t.Helper()
	server := backofficetest.NewServer(t, options...)
	client, err := customer.New(server.ManExURL(), server.ManExKey())
	require.NoError(t, err)
	return client, server
}

// everyColumn is a customer with a value in every column, and what it becomes.
var everyColumn = map[string]any{
	"CUSTNO": "0000000042", "CUSTNAME": "Müller  & Söhne", "PHONE": "1", "FAX": "2", "BLINKADD": "BILL", "SLINKADD": "SHIP",
	"TERRITORY": "WEST", "TERMS": "NET 30/2% 10", "CREDLIMIT": 999_999_999, "PROFILE": "a profile", "CUSTNOTE": "a note",
	"ACCTSTATUS": "Prospect", "DIVISION": "division", "SREPS": "reps", "CREDITOK": "HOLD", "RESL_NO": "resale",
	"AR_CALDATE": time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC), "AR_CALTIME": "10:00", "AR_CALBY": "by", "AR_CALNOTE": "call",
	"AR_HIGHBAL": json.Number("9999999999.99"), "CREDITNOTE": "credit", "ACCT_DATE": time.Date(2016, 2, 29, 23, 59, 0, 0, time.UTC),
	"SAVEINIT": "JD", "OUT_MARGIN": json.Number("1.01"), "TL_MARGIN": json.Number("2.02"), "MAT_MARGIN": json.Number("3.03"),
	"LAB_MARGIN": json.Number("4.04"), "MIN_ORDAMT": json.Number("5.05"), "SCRAP_FACT": json.Number("-6.06"), "COMMITEM": 7,
	"CUSTSPEC": 8888, "LABOR": true, "MATERIAL": true, "SPLIT1": 1, "SPLIT2": 2, "SPLITAMT": json.Number("3.5"),
	"SPLITPERC": json.Number("50"), "TOOLING": true, "SIC_CODE": "12345", "SIC_DESC": "industry", "DELIVTIME": "now",
	"STATUS": "Inactive", "SERIFLAG": true, "OVERHEAD": json.Number("0.1"), "IS_EDITED": "yes", "SALEDSCTID": "_4560WJU2L",
	"CUSTPFX": "PFX", "ACTTAXABLE": true, "INACTDT": time.Date(2026, 5, 6, 7, 8, 0, 0, time.UTC), "INACTINIT": "XY",
	"modifiedDate": time.Date(2026, 9, 10, 11, 12, 13, 140_000_000, time.UTC),
}

var everyField = customer.Customer{
	Number: "0000000042", Name: "Müller  & Söhne", Phone: "1", Fax: "2", BillToLink: "BILL", ShipToLink: "SHIP",
	Territory: customer.TerritoryWest, Terms: customer.TermsNet30Percent10, CreditLimit: backoffice.MustDecimal("999999999"),
	Profile: "a profile", Note: "a note", AccountStatus: "Prospect", Division: "division", SalesReps: "reps",
	CreditStatus: customer.CreditHold, ResaleNumber: "resale", ReceivablesCallDate: apitest.Moment("2026-01-02T03:04:00"),
	ReceivablesCallTime: "10:00", ReceivablesCallBy: "by", ReceivablesCallNote: "call",
	HighestBalance: backoffice.MustDecimal("9999999999.99"), CreditNote: "credit", AccountDate: apitest.Moment("2016-02-29T23:59:00"),
	SavedBy: "JD", OutMargin: backoffice.MustDecimal("1.01"), TLMargin: backoffice.MustDecimal("2.02"),
	MaterialMargin: backoffice.MustDecimal("3.03"), LaborMargin: backoffice.MustDecimal("4.04"),
	MinimumOrderAmount: backoffice.MustDecimal("5.05"), ScrapFactor: backoffice.MustDecimal("-6.06"), CommItem: 7, CustSpec: 8888,
	Labor: true, Material: true, Split1: 1, Split2: 2, SplitAmount: backoffice.MustDecimal("3.5"),
	SplitPercent: backoffice.MustDecimal("50"), Tooling: true, SICCode: "12345", SICDescription: "industry", DeliveryTime: "now",
	Status: customer.StatusInactive, SerialFlag: true, Overhead: backoffice.MustDecimal("0.1"), IsEdited: "yes",
	SalesDiscountID: "_4560WJU2L", Prefix: "PFX", Taxable: true, InactiveDate: apitest.Moment("2026-05-06T07:08:00"), InactiveBy: "XY",
	ModifiedDate: apitest.Moment("2026-09-10T11:12:13.14"),
}

// TestEveryColumn reads a customer from servers that write it in different ways.
func TestEveryColumn(t *testing.T) {
	t.Parallel()
	tests := map[string][]backofficetest.Option{
		"as documented":       nil,
		"without padding":     {backofficetest.WithoutPadding()},
		"quoted scalars":      {backofficetest.WithQuotedScalars()},
		"without nulls":       {backofficetest.WithoutNulls()},
		"newer columns":       {backofficetest.WithNewerColumns()},
		"decimals with zeros": {backofficetest.WithDecimalZeros()},
		"all of it": {
			backofficetest.WithQuotedScalars(), backofficetest.WithoutNulls(), backofficetest.WithNewerColumns(),
			backofficetest.WithDecimalZeros(), backofficetest.WithForbiddenStatus(),
		},
	}
	for name, options := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, server := newClient(t, options...)
			server.SeedCustomer(everyColumn)
			got, err := client.Get(t.Context(), "0000000042")
			require.NoError(t, err)
			assert.Equal(t, &everyField, got)
		})
	}
}

// TestAddThenGet compares what Add tells with what Get tells: the account date
// has a zone first and none later, everything else is the same.
func TestAddThenGet(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 20, 29, 31, 123_456_700, time.FixedZone("", -5*60*60))
	client, server := newClient(t, backofficetest.WithClock(func() time.Time { return now }))
	added, err := client.Add(t.Context(), customer.AddRequest{Name: "CustomerName", Status: "aCTIVE", Terms: new(customer.TermsCOD)})
	require.NoError(t, err)
	assert.Equal(t, "0000000001", added.Number)
	assert.Equal(t, customer.StatusActive, added.Status)
	assert.Equal(t, apitest.Moment("2026-11-21T20:29:31.1234567-05:00"), added.AccountDate)
	assert.True(t, added.AccountDate.HasZone())
	assert.True(t, added.AccountDate.In(time.UTC).Equal(now))

	got, err := client.Get(t.Context(), added.Number)
	require.NoError(t, err)
	assert.Equal(t, apitest.Moment("2026-11-21T20:30:00"), got.AccountDate)
	assert.False(t, got.AccountDate.HasZone())
	got.AccountDate = added.AccountDate
	assert.Equal(t, added, got)
	assert.Len(t, server.Commits("customer.Add"), 1)
}

// TestNumberTaken adds a customer with a number that another one has.
func TestNumberTaken(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	server.SeedCustomer(map[string]any{"CUSTNO": "0000000042"})
	_, err := client.Add(t.Context(), customer.AddRequest{Number: new("0000000042"), Name: "a", Status: customer.StatusActive})
	require.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.NotErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.Len(t, server.Customers(), 1)
}

// TestEditSendsWhatIsSet changes one field and looks that nothing else travels.
func TestEditSendsWhatIsSet(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	server.SeedCustomer(everyColumn)
	before := server.Customer("0000000042")
	require.NoError(t, client.Edit(t.Context(), customer.EditRequest{
		Number: "0000000042", CreditLimit: new(backoffice.MustDecimal("2500")), Phone: new(""), Taxable: new(false),
	}))
	assert.Equal(t, `{"Custno":"0000000042","Phone":"","Credlimit":2500,"Acctaxable":false,"ACTTAXABLE":false}`,
		string(server.Requests("customer.Edit")[0].Body))
	after := server.Customer("0000000042")
	before["CREDLIMIT"], before["PHONE"], before["ACTTAXABLE"] = json.Number("2500"), "", false
	before["modifiedDate"] = after["modifiedDate"]
	assert.Equal(t, before, after)
}

// TestStatusIsSentAsDocumented sends each status in another case.
func TestStatusIsSentAsDocumented(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	for given, want := range map[customer.Status]string{"active": "Active", "INACTIVE": "Inactive", "qUOTE": "Quote"} {
		added, err := client.Add(t.Context(), customer.AddRequest{Name: "a", Status: given})
		require.NoError(t, err)
		assert.Equal(t, want, string(added.Status))
		require.NoError(t, client.Edit(t.Context(), customer.EditRequest{Number: added.Number, Status: &given}))
		assert.Equal(t, want, server.Customer(added.Number)["STATUS"])
	}
}

// TestGetByName takes a name in another case, with what a URL would change.
func TestGetByName(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	number := server.SeedCustomer(map[string]any{"CUSTNAME": `A+B & "C" = 100%/D?#`})
	got, err := client.Get(t.Context(), `a+b & "c" = 100%/d?#`)
	require.NoError(t, err)
	assert.Equal(t, number, got.Number)
}

// TestLinkAddList reads addresses and bare links, which no document shows.
func TestLinkAddList(t *testing.T) {
	t.Parallel()
	client, server := newClient(t)
	server.SeedCustomer(map[string]any{"CUSTNAME": "a"})
	server.Script("customer.Get", backofficetest.Rewrite(func(body string) string {
		return strings.Replace(body, `"LinkAddList":null`,
			`"LinkAddList":["_4560WJU2L",{"$id":"3","LINKADD":"056RU7J15B","CITY":"Swilton   "},null]`, 1)
	}))
	got, err := client.Get(t.Context(), "a")
	require.NoError(t, err)
	assert.Equal(t, []*shipbill.Address{{Link: "_4560WJU2L"}, {Link: "056RU7J15B", City: "Swilton"}, nil}, got.LinkAddList)
}

// TestNumbersAreExact reads numbers that a binary float would change, and
// refuses one that does not fit.
func TestNumbersAreExact(t *testing.T) {
	t.Parallel()
	tests := []struct {
		wire string
		want string // "" for an error
	}{
		{"100.0", "100"},
		{`"8.2500"`, "8.25"},
		{"0.1", "0.1"},
		{"1e2", "100"},
		{"90071992547409.93", "90071992547409.93"},
		{"12345678901234567890123456789012345678", "12345678901234567890123456789012345678"},
		{"123456789012345678901234567890123456789", ""},
		{`"abc"`, ""},
		{`""`, ""},
		{"true", ""},
		{"[1]", ""},
	}
	for _, test := range tests {
		t.Run(test.wire, func(t *testing.T) {
			t.Parallel()
			client, server := newClient(t)
			server.SeedCustomer(map[string]any{"CUSTNAME": "a"})
			server.Script("customer.Get", backofficetest.Rewrite(func(body string) string {
				return strings.Replace(body, `"CREDLIMIT":0`, `"CREDLIMIT":`+test.wire, 1)
			}))
			got, err := client.Get(t.Context(), "a")
			if test.want == "" {
				require.ErrorIs(t, err, backoffice.ErrProtocol)
				assert.ErrorContains(t, err, "member CREDLIMIT")
				assert.Nil(t, got)
				return
			}
			require.NoError(t, err)
			assert.True(t, backoffice.MustDecimal(test.want).Equal(got.CreditLimit), got.CreditLimit)
		})
	}
}

// TestRawResponse reads a column that has no field.
func TestRawResponse(t *testing.T) {
	t.Parallel()
	client, server := newClient(t, backofficetest.WithNewerColumns())
	server.SeedCustomer(map[string]any{"CUSTNAME": "a", "WebSite": "www.example.com"})
	var raw []byte
	_, err := client.Get(t.Context(), "a", backoffice.WithRawResponse(&raw))
	require.NoError(t, err)
	var answer struct{ ResponseObject struct{ WebSite string } }
	require.NoError(t, json.Unmarshal(raw, &answer))
	assert.Equal(t, "www.example.com", answer.ResponseObject.WebSite)
}

func TestKnownValues(t *testing.T) {
	t.Parallel()
	for _, known := range []interface{ Known() bool }{
		customer.StatusActive, customer.StatusInactive, customer.StatusQuote,
		customer.TerritorySouthernCA, customer.TerritoryNorthernCA, customer.TerritoryEast, customer.TerritoryWest,
		customer.TerritoryMidwest, customer.TerritoryNewEngland, customer.TerritorySouth, customer.TerritoryGreatLakes,
		customer.TerritoryMexico, customer.TerritoryCanada, customer.TerritoryUnitedKingdom,
		customer.TermsNet10, customer.TermsNet15, customer.TermsNet30, customer.TermsNet30Percent10, customer.TermsNet45,
		customer.TermsCOD, customer.TermsNone,
		customer.CreditOK, customer.CreditHold, customer.CreditReject,
	} {
		assert.True(t, known.Known(), known)
	}
	for _, unknown := range []interface{ Known() bool }{
		customer.Status("active"), customer.Status(""), customer.Territory("NORTH"), customer.Terms("NET 30/2%"),
		customer.CreditStatus("ok"),
	} {
		assert.False(t, unknown.Known(), unknown)
	}
}

// TestParallel uses one client from many goroutines.
func TestParallel(t *testing.T) {
	t.Parallel()
	const goroutines = 16
	client, server := newClient(t)
	done := make(chan error)
	for range goroutines {
		go func() {
			added, err := client.Add(t.Context(), customer.AddRequest{Name: "a", Status: customer.StatusActive})
			if err == nil {
				err = client.Edit(t.Context(), customer.EditRequest{Number: added.Number, Phone: &added.Number})
			}
			done <- err
		}()
	}
	for range goroutines {
		require.NoError(t, <-done)
	}
	require.Len(t, server.Customers(), goroutines)
	for _, record := range server.Customers() {
		assert.Equal(t, record["CUSTNO"], record["PHONE"])
	}
}
