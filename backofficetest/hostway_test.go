package backofficetest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostwayRequest is a request to the Hostway API, by a client of no library.
type hostwayRequest struct {
	method, path, body string
	header             http.Header
}

// hostwayJSON is what the pages require of a body.
const hostwayJSON = "application/json; charset=UTF-8"

// send sends the request with the cookie and the type that the pages ask for,
// unless its header says otherwise.
func (r hostwayRequest) send(t *testing.T, server *backofficetest.Server) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), r.method, server.HostwayURL()+r.path, strings.NewReader(r.body))
	require.NoError(t, err)
	request.Header.Set("Cookie", "OwnerId=dummy-owner")
	if r.body != "" {
		request.Header.Set("Content-Type", hostwayJSON)
	}
	for name, values := range r.header {
		request.Header[name] = values
	}
	transport := &http.Transport{DisableKeepAlives: true}
	answer, err := transport.RoundTrip(request)
	require.NoError(t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer, string(body)
}

func startHostway(t *testing.T, options ...backofficetest.Option) *backofficetest.Server {
	t.Helper()
	server, err := backofficetest.Start(options...)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	server.SeedHostwayOrder(backofficetest.HostwayOrder{ID: "o1", OwnerID: "dummy-owner", Account: &backofficetest.HostwayAccount{
		Currency: "USD", Language: "en-US",
		Products: []*backofficetest.HostwayProduct{{ID: "p1", Services: []*backofficetest.HostwayService{{ID: "s1"}}}},
	}})
	return server
}

func TestHostwayIsStrict(t *testing.T) {
	t.Parallel()
	const attributes = "/orders/o1/account/attributes"
	tests := map[string]struct {
		request hostwayRequest
		status  int
		problem string
	}{
		"good":                 {hostwayRequest{method: "PUT", path: attributes, body: `[{"name":"a","value":"b"}]`}, 204, ""},
		"empty list":           {hostwayRequest{method: "PUT", path: attributes, body: `[]`}, 204, ""},
		"null":                 {hostwayRequest{method: "PUT", path: attributes, body: `null`}, 400, ""},
		"object":               {hostwayRequest{method: "PUT", path: attributes, body: `{"a":"b"}`}, 400, ""},
		"no value":             {hostwayRequest{method: "PUT", path: attributes, body: `[{"name":"a"}]`}, 400, ""},
		"null value":           {hostwayRequest{method: "PUT", path: attributes, body: `[{"name":"a","value":null}]`}, 400, ""},
		"no name":              {hostwayRequest{method: "PUT", path: attributes, body: `[{"name":"","value":"b"}]`}, 400, ""},
		"unknown in a list":    {hostwayRequest{method: "PUT", path: attributes, body: `[{"name":"a","value":"b","type":"c"}]`}, 204, "unknown members in attribute 0"},
		"repeated name":        {hostwayRequest{method: "PUT", path: attributes, body: `[{"name":"a","value":"b"},{"name":"a","value":"c"}]`}, 204, "repeats the name of attribute 1"},
		"long value":           {hostwayRequest{method: "PUT", path: attributes, body: `[{"name":"a","value":"` + strings.Repeat("ü", 201) + `"}]`}, 400, ""},
		"long partner id":      {hostwayRequest{method: "PUT", path: attributes, body: `[{"name":"partner_account_id","value":"` + strings.Repeat("a", 101) + `"}]`}, 400, ""},
		"wrong type":           {hostwayRequest{"PUT", attributes, `[]`, http.Header{"Content-Type": {"application/json"}}}, 415, "Content-Type"},
		"type in another case": {hostwayRequest{"PUT", attributes, `[]`, http.Header{"Content-Type": {"application/json; charset=utf-8"}}}, 415, "Content-Type"},
		"two cookies":          {hostwayRequest{"GET", "/orders/o1", "", http.Header{"Cookie": {"OwnerId=dummy-owner; Path=/"}}}, 200, "more than one cookie"},
		"two cookie lines":     {hostwayRequest{"GET", "/orders/o1", "", http.Header{"Cookie": {"OwnerId=dummy-owner", "OwnerId=x"}}}, 200, "more than one cookie"},
		"another cookie":       {hostwayRequest{"GET", "/orders/o1", "", http.Header{"Cookie": {"theme=dark"}}}, 401, "not OwnerId"},
		"no cookie":            {hostwayRequest{"GET", "/orders/o1", "", http.Header{"Cookie": nil}}, 401, ""},
		"wrong owner":          {hostwayRequest{"GET", "/orders/o1", "", http.Header{"Cookie": {"OwnerId=x"}}}, 401, ""},
		"wrong credentials":    {hostwayRequest{"GET", "/orders/o1", "", http.Header{"Authorization": {"Basic eDp5"}}}, 401, ""},
		"unknown order":        {hostwayRequest{method: "GET", path: "/orders/o2"}, 404, ""},
		"unknown route":        {hostwayRequest{method: "GET", path: "/orders/o1/checkout"}, 404, ""},
		"trailing slash":       {hostwayRequest{method: "GET", path: "/orders/o1/"}, 404, ""},
		"unknown method":       {hostwayRequest{method: "PATCH", path: "/orders/o1", body: "{}"}, 405, ""},
		"body of a read":       {hostwayRequest{method: "GET", path: "/orders/o1", body: "{}"}, 200, "has a body"},
		"unknown member":       {hostwayRequest{method: "PUT", path: "/orders/o1/account", body: `{"currency":"USD","language":"en","x":1}`}, 200, `unknown field "x"`},
		"account of nothing":   {hostwayRequest{method: "PUT", path: "/orders/o1/account", body: `{}`}, 400, ""},
		"other currency":       {hostwayRequest{method: "PUT", path: "/orders/o1/account", body: `{"currency":"EUR","language":"de"}`}, 409, ""},
		"broken body":          {hostwayRequest{method: "PUT", path: "/orders/o1/account", body: `{"currency":`}, 400, ""},
		"unknown action":       {hostwayRequest{method: "POST", path: "/orders/o1/action", body: `{"action":"cancel"}`}, 400, ""},
		"no action":            {hostwayRequest{method: "POST", path: "/orders/o1/action", body: `{}`}, 400, ""},
		"old quote":            {hostwayRequest{method: "POST", path: "/orders/o1/action", body: `{"action":"validate","quoteHash":"x"}`}, 200, "names a quote"},
		"billing cycle":        {hostwayRequest{method: "PUT", path: "/orders/o1/account/products/p1", body: `{"billingCycle":121}`}, 400, ""},
		"unknown product":      {hostwayRequest{method: "GET", path: "/orders/o1/account/products/p2"}, 404, ""},
		"unknown service":      {hostwayRequest{method: "GET", path: "/orders/o1/account/products/p1/services/s2"}, 404, ""},
		"contact without name": {hostwayRequest{method: "PUT", path: "/orders/o1/account/contactInfo/billing", body: `{"name":{"firstName":"a"}}`}, 400, ""},
		"no promotion":         {hostwayRequest{method: "DELETE", path: "/orders/o1/account/products/p1/promotion"}, 404, ""},
		"attributes of text":   {hostwayRequest{method: "PUT", path: "/orders/o1/account/products/p1/services/s1/attributes", body: `"x"`}, 400, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := startHostway(t)
			answer, body := test.request.send(t, server)
			assert.Equal(t, test.status, answer.StatusCode, body)
			if test.problem == "" {
				assert.Empty(t, server.Problems())
				return
			}
			require.Len(t, server.Problems(), 1)
			assert.Contains(t, server.Problems()[0], test.problem)
		})
	}
}

func TestHostwayErrorBodies(t *testing.T) {
	t.Parallel()
	server := startHostway(t, backofficetest.WithHostwayAttributeNames("a"))
	answer, body := hostwayRequest{method: "GET", path: "/orders/o2"}.send(t, server)
	assert.Equal(t, hostwayJSON, answer.Header.Get("Content-Type"))
	var envelope map[string]struct {
		GUID, Message string
		Code          int
		Details       any
	}
	require.NoError(t, json.Unmarshal([]byte(body), &envelope))
	assert.Len(t, envelope["itemNotFound"].GUID, 36)
	assert.Equal(t, "Resource not found", envelope["itemNotFound"].Message)
	assert.Equal(t, 404, envelope["itemNotFound"].Code)
	assert.Equal(t, "", envelope["itemNotFound"].Details)

	_, body = hostwayRequest{method: "POST", path: "/orders/o1/account/products", body: `{}`}.send(t, server)
	assert.Contains(t, body, `"details":{"offering":"Required"}`)

	answer, body = hostwayRequest{"GET", "/orders/o1", "", http.Header{"Cookie": nil}}.send(t, server)
	assert.Equal(t, "text/plain; charset=UTF-8", answer.Header.Get("Content-Type"))
	assert.True(t, strings.HasPrefix(body, "401 Unauthorized\n"))

	_, body = hostwayRequest{method: "PUT", path: "/orders/o1/account/attributes", body: `[{"name":"b","value":""}]`}.send(t, server)
	assert.Contains(t, body, "Not allowed or not existing MetaData Type")

	answer, _ = hostwayRequest{method: "PATCH", path: "/orders/o1", body: "{}"}.send(t, server)
	assert.Equal(t, "GET, DELETE", answer.Header.Get("Allow"))
	assert.Empty(t, server.Commits("*"))
}

func TestHostwayYears(t *testing.T) {
	t.Parallel()
	tests := []struct {
		year                                  int
		account, validate, user, delete       int
		cookie, ownerInBody, urlBody, product bool
	}{
		{2013, 200, 200, 204, 409, true, false, false, false},
		{2014, 204, 204, 200, 405, true, false, true, false},
		{2016, 204, 204, 200, 405, false, true, true, true},
	}
	for _, test := range tests {
		server := startHostway(t, backofficetest.WithHostwayYear(test.year))
		answer, _ := hostwayRequest{method: "PUT", path: "/orders/o1/account", body: `{"currency":"USD","language":"en"}`}.send(t, server)
		assert.Equal(t, test.account, answer.StatusCode)
		answer, _ = hostwayRequest{method: "POST", path: "/orders/o1/action", body: `{"action":"validate"}`}.send(t, server)
		assert.Equal(t, test.validate, answer.StatusCode)
		answer, _ = hostwayRequest{method: "PUT", path: "/orders/o1/account/user", body: `{"userName":"a","password":"dummy"}`}.send(t, server)
		assert.Equal(t, test.user, answer.StatusCode)

		answer, body := hostwayRequest{method: "POST", path: "/orders", body: `{}`, header: http.Header{"Cookie": nil}}.send(t, server)
		assert.Equal(t, 201, answer.StatusCode)
		assert.Equal(t, test.cookie, answer.Header.Get("Set-Cookie") != "")
		assert.Equal(t, test.ownerInBody, strings.Contains(body, `"ownerId"`))

		answer, body = hostwayRequest{method: "POST", path: "/orders/o1/account/products", body: `{"offering":"o"}`}.send(t, server)
		assert.Contains(t, answer.Header.Get("Location"), "/orders/o1/account/products/")
		assert.Equal(t, test.urlBody, strings.Contains(body, `"url"`))
		assert.Equal(t, test.product, strings.Contains(body, `"productId"`))

		answer, _ = hostwayRequest{method: "POST", path: "/orders/o1/action", body: `{"action":"submit"}`}.send(t, server)
		assert.Equal(t, 202, answer.StatusCode)
		answer, _ = hostwayRequest{method: "DELETE", path: "/orders/o1"}.send(t, server)
		assert.Equal(t, test.delete, answer.StatusCode)
		answer, _ = hostwayRequest{method: "PUT", path: "/orders/o1/account/attributes", body: `[]`}.send(t, server)
		assert.Equal(t, 405, answer.StatusCode, "a submitted order can't change")

		var ops []string
		for _, commit := range server.Commits("*") {
			ops = append(ops, commit.Op)
		}
		assert.Equal(t, []string{"orders.SetAccount", "orders.SetUser", "orders.Create", "orders.AddProduct", "orders.Submit"}, ops)
		assert.Equal(t, "o1", server.Commits("orders.Submit")[0].Key)
		assert.Empty(t, server.Problems())
	}
}

func TestHostwayCompleteness(t *testing.T) {
	t.Parallel()
	server := startHostway(t,
		backofficetest.WithHostwayRequiredAttributes("partner_account_id"),
		backofficetest.WithHostwayRequiredContacts("billing"),
		backofficetest.WithHostwayAccountFirst())
	bare := server.SeedHostwayOrder(backofficetest.HostwayOrder{OwnerID: "other-owner"})
	other := http.Header{"Cookie": {"OwnerId=other-owner"}}
	validate := hostwayRequest{method: "POST", path: "/orders/" + bare.ID + "/action", body: `{"action":"validate"}`, header: other}
	steps := []struct {
		missing string
		remedy  hostwayRequest
	}{
		{"Account has not been set", hostwayRequest{"PUT", "/account", `{"accountNumber":"7"}`, other}},
		{"No partner_account_id attribute set.", hostwayRequest{"PUT", "/account/attributes", `[{"name":"partner_account_id","value":"x"}]`, other}},
		{"Contact info type billing is not set", hostwayRequest{"PUT", "/account/contactInfo/billing", `{"name":{"firstName":"a","lastName":"b"}}`, other}},
	}
	answer, body := hostwayRequest{"PUT", "/orders/" + bare.ID + "/account/attributes", `[]`, other}.send(t, server)
	assert.Equal(t, 404, answer.StatusCode)
	assert.Contains(t, body, "MetaData is missing")
	for _, step := range steps {
		answer, body := validate.send(t, server)
		assert.Equal(t, 400, answer.StatusCode)
		assert.Contains(t, body, step.missing)
		step.remedy.path = "/orders/" + bare.ID + step.remedy.path
		answer, body = step.remedy.send(t, server)
		assert.Less(t, answer.StatusCode, 300, body)
	}
	answer, _ = validate.send(t, server)
	assert.Equal(t, 200, answer.StatusCode)
	assert.Equal(t, "orders.Validate", server.Requests("orders.Validate")[0].Op)
	assert.Empty(t, server.Problems())
}

func TestHostwayBeforeThereIsAnAccount(t *testing.T) {
	t.Parallel()
	server := startHostway(t)
	server.SeedHostwayOrder(backofficetest.HostwayOrder{ID: "bare", OwnerID: "other-owner"})
	other := http.Header{"Cookie": {"OwnerId=other-owner"}}
	tests := map[string]struct {
		status int
		text   string
	}{
		"/account":                     {404, "Resource not found"},
		"/account/attributes":          {404, "MetaData is missing. Make sure the account is set before querying attributes."},
		"/attributes":                  {404, "MetaData is missing."},
		"/account/contactInfo":         {404, "AccountNumber is missing. Make sure the account is set before querying."},
		"/account/contactInfo/billing": {404, "Resource not found"},
		"/account/user":                {404, "An account was not set for the order."},
		"/account/products":            {404, "Resource not found"},
		"/account/products/p1":         {404, "Resource not found"},
		"/quote":                       {200, `"Total":"0.00"`},
	}
	for path, test := range tests {
		answer, body := hostwayRequest{"GET", "/orders/bare" + path, "", other}.send(t, server)
		assert.Equal(t, test.status, answer.StatusCode, path)
		assert.Contains(t, body, test.text, path)
	}
	answer, _ := hostwayRequest{"POST", "/orders/bare/account/products", `{"offering":"o"}`, other}.send(t, server)
	assert.Equal(t, 201, answer.StatusCode)
	order, found := server.HostwayOrder("bare")
	assert.True(t, found)
	assert.Equal(t, "USD", order.Account.Currency, "the first product brings an account")
	_, found = server.HostwayOrder("unknown")
	assert.False(t, found)
}

func TestHostwayUniqueUserNames(t *testing.T) {
	t.Parallel()
	server := startHostway(t)
	server.SeedHostwayOrder(backofficetest.HostwayOrder{Account: &backofficetest.HostwayAccount{UserName: "taken"}})
	answer, body := hostwayRequest{method: "PUT", path: "/orders/o1/account/user", body: `{"userName":"taken","password":"dummy"}`}.send(t, server)
	assert.Equal(t, 409, answer.StatusCode)
	assert.Contains(t, body, "Data conflict")
}

// TestHostwaySeedsAreCopies proves that a test can't reach into the server.
func TestHostwaySeedsAreCopies(t *testing.T) {
	t.Parallel()
	server := startHostway(t)
	got, _ := server.HostwayOrder("o1")
	got.Account.Currency = "changed"
	got.Account.Products[0].ID = "changed"
	again, _ := server.HostwayOrder("o1")
	assert.Equal(t, "USD", again.Account.Currency)
	assert.Equal(t, "p1", again.Account.Products[0].ID)
	assert.Len(t, server.HostwayOrders(), 1)
	assert.Panics(t, func() { server.SeedHostwayOrder(backofficetest.HostwayOrder{ID: "o1"}) })
	assert.Panics(t, func() { server.SeedHostwayOrder(backofficetest.HostwayOrder{OwnerID: "dummy-owner"}) })
}
