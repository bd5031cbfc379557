package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPageEscapes puts markup where a program puts names.
func TestPageEscapes(t *testing.T) {
	t.Parallel()
	s := start(t)
	customers, err := customer.New(s.settings["MANEX_URL"], s.settings["MANEX_KEY"])
	require.NoError(t, err)
	_, err = customers.Add(t.Context(), customer.AddRequest{Name: `<script>"a" & 'b'</script>`, Status: customer.StatusActive})
	require.NoError(t, err)
	_, err = customers.Get(t.Context(), `<img src="x">`)
	require.ErrorIs(t, err, backoffice.ErrNotFound)

	status, header, text := ask(t, "GET", s.page, "")
	assert.Equal(t, 200, status)
	assert.Equal(t, "text/html; charset=utf-8", header.Get("Content-Type"))
	assert.Equal(t, "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		header.Get("Content-Security-Policy"))
	assert.Equal(t, "no-store", header.Get("Cache-Control"))
	assert.Contains(t, text, `&lt;script&gt;&#34;a&#34; &amp; &#39;b&#39;&lt;/script&gt;`)
	assert.NotContains(t, text, "<script")
	assert.NotContains(t, text, "<img")
}

// TestPageShowsEverything looks for one thing of each kind.
func TestPageShowsEverything(t *testing.T) {
	t.Parallel()
	s := start(t, "-fault", "orders.SetAccountAttributes=delay(1ms)")
	carts, err := orders.New(s.settings["HOSTWAY_URL"])
	require.NoError(t, err)
	order, err := carts.Create(t.Context(), orders.CreateRequest{})
	require.NoError(t, err)
	require.NoError(t, carts.SetAccount(t.Context(), order.Ref, orders.AccountRequest{Currency: new("EUR"), Language: new("de-DE")}))
	require.NoError(t, carts.SetAccountAttributes(t.Context(), order.Ref, []orders.Attribute{
		{Name: orders.PartnerAccountID, Value: "P-4711"}, {Name: "api_key", Value: "DUMMY-VALUE"},
	}))
	ask(t, "GET", s.settings["MANEX_URL"]+"/api/nothing", "")

	_, _, text := ask(t, "GET", s.page, "")
	for what, part := range map[string]string{
		"customer":      `<td data-column="Name">Swilton Instruments</td>`,
		"address":       `<td data-column="Street">12 West St</td>`,
		"tax":           `<td data-column="Description">SANTA CLARA CNTY. USE TAX</td>`,
		"OMS order":     `<td data-column="Number">100002</td>`,
		"Hostway order": `<td data-column="Account">EUR de-DE</td>`,
		"attributes":    `<td data-column="Account attributes">partner_account_id = P-4711, api_key = [hidden]</td>`,
		"call":          `<td data-column="Call">orders.SetAccount</td>`,
		"fault":         `<td data-column="Answer">204, fault: delay 1ms</td>`,
		"lost call":     `<td data-column="Call">unknown route</td>`,
		"request":       `<td data-column="Request">GET /manex/api/[hidden]</td>`,
		"count":         `Taxes <b>2</b>`,
		"link":          `<a href="#Last-calls">`,
		"target":        `<section id="Last-calls">`,
	} {
		assert.Contains(t, text, part, what)
	}
	for _, secret := range []string{order.Ref.OwnerID.Reveal(), "DUMMY-VALUE", s.settings["MANEX_KEY"], s.settings["DECK_API_KEY"]} {
		require.NotEmpty(t, secret)
		assert.False(t, strings.Contains(text, secret), "the page holds a secret")
	}
}

func TestPageOnlyReads(t *testing.T) {
	t.Parallel()
	s := start(t)
	tests := []struct {
		method, path string
		status       int
	}{
		{"GET", "page.css", 200}, {"GET", "x", 404}, {"POST", "", 405}, {"HEAD", "", 200},
	}
	for _, test := range tests {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			status, _, _ := ask(t, test.method, s.page+test.path, "")
			assert.Equal(t, test.status, status)
		})
	}
}

func TestPageIsBounded(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	for range maxRows + 1 {
		server.SeedDECK(backofficetest.DECKOrder{Number: "n", CustomerID: "earlier"})
	}
	server.SeedDECK(backofficetest.DECKOrder{Number: "n", CustomerID: "latest"})
	shown := omsTable(server.DECKOrders())
	assert.Len(t, shown.Rows, maxRows)
	assert.Equal(t, maxRows+2, shown.Total)
	assert.Equal(t, []string{"n", "latest"}, shown.Rows[0])

	calls := newCallLog(newScreen(), false)
	calls.begin(server, nil)
	for i := range maxCalls + 1 {
		calls.observe(backofficetest.Observation{Status: i})
	}
	last, count := calls.calls()
	assert.Len(t, last, maxCalls)
	assert.Equal(t, maxCalls+1, count)
	assert.Equal(t, maxCalls, last[0].Status, "the latest first")
	var text strings.Builder
	require.NoError(t, pageTemplate.Execute(&text, view{Tables: []table{callTable(last, count)}}))
	assert.Contains(t, text.String(), "the latest 12 of 13")
}

func TestPageAnswersToItsOwnNames(t *testing.T) {
	t.Parallel()
	page := newPage(nil, nil)
	for host, status := range map[string]int{
		"127.0.0.1:8181": 200, "localhost": 200, "localhost:9000": 200,
		"evil.example:8181": 421, "localhost.evil.example": 421, "": 421,
	} {
		request, answer := httptest.NewRequest("GET", "/page.css", nil), httptest.NewRecorder()
		request.Host = host
		page.ServeHTTP(answer, request)
		assert.Equal(t, status, answer.Code, host)
	}
}
