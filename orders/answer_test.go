package orders_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// desk is a server that gives out answers one by one, and a client of it.
type desk struct {
	server *backofficetest.Server
	client *orders.Client
}

func newDesk(t testing.TB) desk {
	t.Helper()
	server := backofficetest.NewServer(t)
	return desk{server, newClient(t, server, single())}
}

// answered makes a call get one answer.
func (d desk) answered(t testing.TB, c call, status int, header http.Header, body string, options ...backoffice.Option) (any, error) {
	t.Helper()
	d.server.Script(c.op, backofficetest.Answer(status, header, body))
	return c.do(t.Context(), d.client, ref, options...)
}

func answered(t testing.TB, c call, status int, header http.Header, body string, options ...backoffice.Option) (any, error) {
	t.Helper()
	return newDesk(t).answered(t, c, status, header, body, options...)
}

func find(op string) call {
	for _, call := range calls {
		if call.op == op {
			return call
		}
	}
	panic("no call " + op)
}

func jsonHeader() http.Header {
	return http.Header{"Content-Type": {"application/json; charset=UTF-8"}}
}

// lost is the outcome of a call that was sent and got no proof of anything.
func (c *call) lost() backoffice.Outcome {
	if c.class == read {
		return backoffice.OutcomeNoEffect
	}
	return backoffice.OutcomeUnknown
}

func TestDocumentedSuccesses(t *testing.T) {
	t.Parallel()
	for _, call := range calls {
		t.Run(call.op, func(t *testing.T) {
			t.Parallel()
			got, err := answered(t, call, call.status, call.header(), call.answer)
			require.NoError(t, err)
			assert.Equal(t, call.want, got)
			for _, status := range call.also {
				_, err := answered(t, call, status, nil, "")
				assert.NoError(t, err, status)
				if status != http.StatusNoContent {
					_, err = answered(t, call, status, jsonHeader(), "{}")
					assert.NoError(t, err, status)
				}
			}
		})
	}
}

func TestProgressOfAnAction(t *testing.T) {
	t.Parallel()
	for _, op := range []string{"orders.Validate", "orders.Submit"} {
		for status, want := range map[int]orders.Progress{200: orders.Finished, 204: orders.Finished, 202: orders.Started} {
			got, err := answered(t, find(op), status, nil, "")
			require.NoError(t, err)
			assert.Equal(t, want, got, "%s %d", op, status)
		}
	}
}

// TestOtherSuccessesProveNothing tries every status that is a success somewhere.
func TestOtherSuccessesProveNothing(t *testing.T) {
	t.Parallel()
	for _, call := range calls {
		t.Run(call.op, func(t *testing.T) {
			t.Parallel()
			good := map[int]bool{call.status: true}
			for _, status := range call.also {
				good[status] = true
			}
			if call.op == "orders.Submit" || call.op == "orders.Validate" {
				good[200], good[202], good[204] = true, true, true
			}
			desk := newDesk(t)
			for _, status := range []int{200, 201, 202, 203, 204, 205, 206, 207} {
				if good[status] {
					continue
				}
				body := call.answer
				if status == 204 {
					body = ""
				}
				got, err := desk.answered(t, call, status, call.header(), body)
				assert.Nil(t, got, status)
				failed := failure(t, err)
				assert.Equal(t, backoffice.ErrProtocol, failed.Kind, status)
				assert.Equal(t, call.lost(), failed.Outcome, status)
			}
		})
	}
}

// TestBadBodies proves that no answer passes for a success that is none.
func TestBadBodies(t *testing.T) {
	t.Parallel()
	const html = "<!DOCTYPE html><html><head><title>Log in</title></head></html>"
	envelope := `{"itemNotFound":{"guid":"","message":"Resource not found","code":404,"details":""}}`
	for _, call := range calls {
		bodies := map[string]string{
			"HTML": html, "HTML page": "<p>maintenance</p>", "text": "OK", "null": "null", "list": "[]", "envelope": envelope,
			"truncated": `{"list":[{"name":"a","va`, "trailing": call.answer + "{}x", "broken": `{"a" 1}`,
		}
		if call.entity() && call.op != "orders.AddProduct" && call.op != "orders.AddService" {
			bodies["empty"], bodies["object of nothing"], bodies["null members"] = "", "{}", `{"order":null,"list":null,"quote":null,"contactInfo":null,"notes":null}`
		}
		if call.op == "orders.ServiceAttributes" { // a dictionary may hold anything, or nothing
			delete(bodies, "envelope")
			delete(bodies, "object of nothing")
			delete(bodies, "null members")
		}
		if call.op == "orders.AddProduct" { // its body adds nothing to the Location
			delete(bodies, "envelope")
		}
		status := call.status
		if status == http.StatusNoContent { // a body needs a status that can have one
			if len(call.also) == 0 {
				continue
			}
			status = call.also[0]
		}
		header := http.Header{}
		if call.op != "orders.Create" && call.location != "" {
			header.Set("Location", call.location)
		}
		for name, body := range bodies {
			t.Run(call.op+"/"+name, func(t *testing.T) {
				t.Parallel()
				got, err := answered(t, call, status, header, body)
				require.Error(t, err)
				assert.Nil(t, got)
				failed := failure(t, err)
				assert.Equal(t, backoffice.ErrProtocol, failed.Kind)
				assert.Equal(t, call.lost(), failed.Outcome)
				if name == "HTML" {
					assert.Equal(t, "Log in", failed.Message)
				}
			})
		}
	}
}

func TestElementsMustBeWhatTheyAre(t *testing.T) {
	t.Parallel()
	tests := []struct{ op, answer, problem string }{
		{"orders.AccountAttributes", `{"list":[{"name":"a","value":"b"},{}]}`, "an attribute without a name"},
		{"orders.AccountAttributes", `{"list":[null]}`, "an attribute without a name"},
		{"orders.AccountAttributes", `{"list":[{"name":["a"]}]}`, "member name: is not a single value"},
		{"orders.AccountAttributes", `{"list":[],"list":[]}`, "two different members list"},
		{"orders.Products", `{"list":[{"offering":"x"}]}`, "a product without a status"},
		{"orders.Services", `{"list":[{"name":"x"}]}`, "a service without a status"},
		{"orders.Get", `{"order":{"Account":"x"}}`, "no order with a Status"},
		{"orders.Account", `{"language":"en"}`, "no account with a status"},
		{"orders.User", `{"userName":""}`, "no userName"},
		{"orders.ContactInfo", `{"contactInfo":{"name":{}}}`, "no contact"},
		{"orders.Quote", `{"quote":{"Currency":"USD","Total":"1"}}`, "no quote with a Hash, a Currency and a Total"},
		{"orders.Quote", `{"quote":{"Hash":"h","Total":"1"}}`, "no quote with a Hash, a Currency and a Total"},
		{"orders.Quote", `{"quote":{"Hash":"h","Currency":"USD"}}`, "no quote with a Hash, a Currency and a Total"},
		{"orders.Quote", `{"quote":{"Hash":"h","Currency":"USD","Total":"ten"}}`, "member Total: not a decimal number"},
	}
	for _, test := range tests {
		t.Run(test.op+"/"+test.answer, func(t *testing.T) {
			t.Parallel()
			_, err := answered(t, find(test.op), 200, jsonHeader(), test.answer)
			assert.ErrorIs(t, err, backoffice.ErrProtocol)
			assert.ErrorContains(t, err, test.problem)
		})
	}
}

// TestRefusals proves that the status decides, with every kind of body.
func TestRefusals(t *testing.T) {
	t.Parallel()
	statuses := map[int]backoffice.Kind{
		400: backoffice.ErrInvalid, 401: backoffice.ErrUnauthorized, 403: backoffice.ErrForbidden,
		404: backoffice.ErrNotFound, 405: backoffice.ErrRoute, 406: backoffice.ErrInvalid, 408: backoffice.ErrNetwork,
		409: backoffice.ErrConflict, 415: backoffice.ErrInvalid, 422: backoffice.ErrInvalid, 429: backoffice.ErrRateLimited,
		500: backoffice.ErrServer, 502: backoffice.ErrServer, 503: backoffice.ErrServer, 504: backoffice.ErrServer,
		501: backoffice.ErrServer, 520: backoffice.ErrServer, 599: backoffice.ErrServer, 303: backoffice.ErrProtocol, 301: backoffice.ErrProtocol,
	}
	bodies := []string{
		"", "text", "{", "null", "[]", "<html></html>", `{"value":"Required"}`,
		`{"itemNotFound":{"guid":"g","message":"m","code":200,"details":""}}`,
	}
	for _, call := range calls {
		t.Run(call.op, func(t *testing.T) {
			t.Parallel()
			desk := newDesk(t)
			for status, expected := range statuses {
				for _, body := range bodies {
					kind := expected
					if status == 405 && (call.closes || call.changesAnOrder() && strings.Contains(body, "guid")) {
						kind = backoffice.ErrConflict
					}
					got, err := desk.answered(t, call, status, nil, body)
					assert.Nil(t, got)
					failed := failure(t, err)
					assert.Equal(t, kind, failed.Kind, "%d %s", status, body)
					assert.Equal(t, status, failed.Status)
					rejected := status >= 400 && status < 500 && status != 408
					switch {
					case rejected:
						assert.Equal(t, backoffice.OutcomeRejected, failed.Outcome, "%d", status)
					default:
						assert.Equal(t, call.lost(), failed.Outcome, "%d", status)
					}
				}
			}
		})
	}
}

// changesAnOrder reports whether the call acts on an order that exists.
func (c *call) changesAnOrder() bool {
	return c.op != "orders.Create" && (c.class != read || c.op == "orders.Validate")
}

// TestSubmittedTwice: the vendor's own 405 tells of the state of the order, one
// of a framework or a gateway of the route.
func TestSubmittedTwice(t *testing.T) {
	t.Parallel()
	const own = `{"methodNotAllowed":{"guid":"g","message":"Method not allowed","code":405,"details":""}}`
	tests := map[string]struct {
		op, body string
		kind     backoffice.Kind
	}{
		"submit again":             {"orders.Submit", own, backoffice.ErrConflict},
		"validate what is placed":  {"orders.Validate", own, backoffice.ErrConflict},
		"set what is placed":       {"orders.SetAccountAttributes", own, backoffice.ErrConflict},
		"read":                     {"orders.Get", own, backoffice.ErrRoute},
		"create":                   {"orders.Create", own, backoffice.ErrRoute},
		"no words":                 {"orders.Submit", "", backoffice.ErrRoute},
		"page":                     {"orders.Submit", "<html><title>405</title></html>", backoffice.ErrRoute},
		"framework":                {"orders.Submit", `{"Message":"The requested resource does not support http method 'POST'."}`, backoffice.ErrRoute},
		"no words, but documented": {"orders.Delete", "", backoffice.ErrConflict},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := answered(t, find(test.op), http.StatusMethodNotAllowed, jsonHeader(), test.body)
			failed := failure(t, err)
			assert.Equal(t, test.kind, failed.Kind)
			assert.Equal(t, backoffice.OutcomeRejected, failed.Outcome)
		})
	}
}

func TestWordsOfARefusal(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		body, contentType        string
		code, message, requestID string
		details                  map[string]string
		cause                    string
	}{
		"empty": {},
		"envelope": {
			body: `{"itemNotFound":{"guid":"0068a205","message":"Resource not found","code":404,"details":""}}`,
			code: "itemNotFound", message: "Resource not found", requestID: "0068a205",
		},
		"envelope without a guid": {
			body: `{"anything":{"message":"m","code":1,"details":null}}`, code: "anything", message: "m",
		},
		"empty guid": {
			body: `{"badRequest":{"guid":"","message":"m","code":400}}`, code: "badRequest", message: "m", requestID: "from-the-header",
		},
		"details by field": {
			body: `{"badRequest":{"guid":"23bf964e","message":"POST data error","code":400,"details":{"note":"Required","count":3,"list":["a"],"none":null}}}`,
			code: "badRequest", message: `POST data error: count: 3; list: ["a"]; none; note: Required`, requestID: "23bf964e",
			details: map[string]string{"note": "Required", "count": "3", "list": `["a"]`, "none": ""},
		},
		"details alone": {
			body: `{"badRequest":{"code":400,"details":"the value is too long"}}`, code: "badRequest", message: "the value is too long",
			details: map[string]string{"": "the value is too long"},
		},
		"details that repeat": {
			body: `{"badRequest":{"message":"m","details":"m"}}`, code: "badRequest", message: "m",
			details: map[string]string{"": "m"},
		},
		"details as a text": {
			body: `{"badRequest":{"message":"m","details":"look again"}}`, code: "badRequest", message: "m: look again",
			details: map[string]string{"": "look again"},
		},
		"message that is no text": {
			body: `{"badRequest":{"message":{"a":1}}}`, code: "badRequest", message: `{"a":1}`,
		},
		"envelope beside other members": {
			body: `{"version":2,"data":{},"conflict":{"code":409}}`, code: "conflict",
		},
		"map of fields":    {body: `{"value":"Required"}`, message: "value: Required", details: map[string]string{"value": "Required"}},
		"plain text":       {body: "401 Unauthorized\n\nThis server could not verify.", contentType: "text/plain; charset=UTF-8", message: "401 Unauthorized  This server could not verify."},
		"JSON of no shape": {body: `"text"`, message: `"text"`},
		"BOM":              {body: "\uFEFF" + `{"badRequest":{"message":"m"}}`, code: "badRequest", message: "m"},
		"truncated":        {body: `{"badRequest":{"message":"m`, cause: "the body is cut off"},
		"trailing":         {body: `{"badRequest":{"message":"m"}} x`, cause: "the body goes on after its end"},
		"HTML":             {body: "<html><title>Bad  Gateway</title></html>", message: "Bad Gateway", cause: "the body is an HTML page"},
		"XML":              {body: "<error/>", cause: "the body is not valid JSON"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			header := http.Header{}
			if test.contentType != "" {
				header.Set("Content-Type", test.contentType)
			}
			if test.requestID == "from-the-header" {
				header.Set("X-Request-Id", test.requestID)
			}
			_, err := answered(t, find("orders.SetAccountAttributes"), 400, header, test.body)
			failed := failure(t, err)
			assert.Equal(t, backoffice.ErrInvalid, failed.Kind)
			assert.Equal(t, test.code, failed.Code)
			assert.Equal(t, test.message, failed.Message)
			assert.Equal(t, test.requestID, failed.RequestID)
			assert.Equal(t, test.details, failed.Details)
			if test.cause == "" {
				assert.NoError(t, failed.Cause)
			} else {
				assert.EqualError(t, failed.Cause, test.cause)
			}
		})
	}
}

// TestCauseOfTheStatus comes before that of a body nobody can read.
func TestCauseOfTheStatus(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "{", "<html></html>"} {
		_, err := answered(t, find("orders.Get"), http.StatusRequestTimeout, nil, body)
		assert.EqualError(t, failure(t, err).Cause, "the server gave up waiting for the request")
	}
}

func TestDetailsAreBounded(t *testing.T) {
	t.Parallel()
	var fields []string
	for i := range 1000 {
		fields = append(fields, fmt.Sprintf(`"f%d":"x"`, i))
	}
	_, err := answered(t, find("orders.Get"), 400, nil, "{"+strings.Join(fields, ",")+"}")
	assert.Len(t, failure(t, err).Details, 100)
}

// TestCreateIsUsable goes through the places the two ids may stand in.
func TestCreateIsUsable(t *testing.T) {
	t.Parallel()
	const owner = "b0000000-0000-0000-0000-dummy0owner0"
	cookie := "OwnerId=" + owner + "; Path=/"
	tests := map[string]struct {
		sent     string
		location string
		cookies  []string
		body     string
		want     orders.Ref
		problem  string
		details  map[string]string
	}{
		"page of 2013": {
			location: api + "/orders/o1", cookies: []string{cookie},
			body: `{"orderId":"o1","links":[{"href":"https://api.hostway.com/orders/","rel":"self"}]}`,
			want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)},
		},
		"page of 2016":          {body: `{"orderId":"o1","ownerId":"` + owner + `"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"Location alone":        {location: "http://elsewhere.invalid:8100/orders/a%2Fb/", cookies: []string{cookie}, want: orders.Ref{OrderID: "a/b", OwnerID: orders.NewSecret(owner)}},
		"relative Location":     {location: "/orders/o1", cookies: []string{cookie}, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"owner that was sent":   {sent: dummyOwner, body: `{"orderId":"o1"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(dummyOwner)}},
		"owner of the answer":   {sent: dummyOwner, cookies: []string{cookie}, body: `{"orderId":"o1"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"other cookies":         {cookies: []string{"theme=dark", "ownerid=no", cookie, "bad cookie"}, body: `{"orderId":"o1"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"the same owner twice":  {cookies: []string{cookie, cookie}, body: `{"orderId":"o1","ownerId":"` + owner + `"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"deleted cookie first":  {cookies: []string{"OwnerId=deleted; Path=/; Max-Age=0", cookie}, body: `{"orderId":"o1"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"deleted cookie last":   {cookies: []string{cookie, "OwnerId=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}, body: `{"orderId":"o1"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"only a deleted cookie": {cookies: []string{"OwnerId=deleted; Max-Age=0"}, body: `{"orderId":"o1"}`, problem: "no usable owner id", details: map[string]string{"OrderID": "o1"}},
		"Location below":        {location: api + "/orders/o1/account", cookies: []string{cookie}, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"Location with a root":  {location: "http://elsewhere.invalid/orders/api/orders/o1/", cookies: []string{cookie}, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"Location elsewhere":    {location: "https://gateway.invalid/v2/order/o1", cookies: []string{cookie}, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"Location of orders":    {location: api + "/orders/orders", cookies: []string{cookie}, want: orders.Ref{OrderID: "orders", OwnerID: orders.NewSecret(owner)}},
		"cookie that lives":     {cookies: []string{"OwnerId=" + owner + "; Expires=Fri, 31 Dec 9999 23:59:59 GMT"}, body: `{"orderId":"o1"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"Max-Age comes first":   {cookies: []string{"OwnerId=" + owner + "; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60"}, body: `{"orderId":"o1"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
		"Location of the list":  {location: api + "/orders/", cookies: []string{cookie}, problem: "no usable order id"},
		"no owner":              {location: api + "/orders/o1", body: `{"orderId":"o1"}`, problem: "no usable owner id", details: map[string]string{"OrderID": "o1"}},
		"empty cookie":          {cookies: []string{"OwnerId=; Path=/"}, body: `{"orderId":"o1"}`, problem: "no usable owner id", details: map[string]string{"OrderID": "o1"}},
		"owner no cookie holds": {body: `{"orderId":"o1","ownerId":"4;2"}`, problem: "no usable owner id", details: map[string]string{"OrderID": "o1"}},
		"two owners":            {cookies: []string{cookie}, body: `{"orderId":"o1","ownerId":"other"}`, problem: "names two owners", details: map[string]string{"OrderID": "o1"}},
		"two cookies":           {cookies: []string{cookie, "OwnerId=other"}, body: `{"orderId":"o1"}`, problem: "names two owners", details: map[string]string{"OrderID": "o1"}},
		"two orders":            {location: api + "/orders/o2", cookies: []string{cookie}, body: `{"orderId":"o1"}`, problem: "names two orders", details: map[string]string{"OrderID": "o1"}},
		"two ids in the body":   {cookies: []string{cookie}, body: `{"orderId":"o1","orderId":"o2"}`, problem: "two different members orderId"},
		"no order":              {cookies: []string{cookie}, body: `{}`, problem: "no usable order id"},
		"order of dots":         {cookies: []string{cookie}, body: `{"orderId":".."}`, problem: "no usable order id", details: map[string]string{"OrderID": ".."}},
		"Location of no use":    {location: "https://api.hostway.com/", cookies: []string{cookie}, problem: "no usable order id"},
		"broken Location":       {location: "http://a b/%zz", cookies: []string{cookie}, body: `{"orderId":"o1"}`, want: orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(owner)}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			header := http.Header{"Set-Cookie": test.cookies}
			if test.location != "" {
				header.Set("Location", test.location)
			}
			server.Script("orders.Create", backofficetest.Answer(http.StatusCreated, header, test.body))
			got, err := newClient(t, server).Create(t.Context(), orders.CreateRequest{OwnerID: orders.NewSecret(test.sent)})
			if test.problem == "" {
				require.NoError(t, err)
				assert.Equal(t, test.want, got.Ref)
				assert.Equal(t, test.location, got.Location)
				return
			}
			assert.Nil(t, got)
			assert.ErrorIs(t, err, backoffice.ErrProtocol)
			assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			assert.ErrorContains(t, err, test.problem)
			failed := failure(t, err)
			assert.Equal(t, test.details, failed.Details)
			assert.NotContains(t, fmt.Sprintf("%+v %#v", failed, *failed), owner)
			assert.Equal(t, 1, failed.Attempts, "a Create is not repeated")
		})
	}
}

func TestAddedIsUsable(t *testing.T) {
	t.Parallel()
	const there = api + "/orders/o1/account/products/p1"
	tests := map[string]struct {
		op, location, body string
		want               *orders.Added
		problem            string
	}{
		"product of 2013":          {"orders.AddProduct", there, "", &orders.Added{ID: "p1", Location: there}, ""},
		"product of 2014":          {"orders.AddProduct", there + "/", `{"url":"` + there + `"}`, &orders.Added{ID: "p1", Location: there + "/"}, ""},
		"product without Location": {"orders.AddProduct", "", `{"url":"` + there + `","productId":"p1"}`, &orders.Added{ID: "p1"}, ""},
		"two products":             {"orders.AddProduct", there, `{"productId":"p2"}`, nil, "names two new resources"},
		"two URLs":                 {"orders.AddProduct", there, `{"url":"` + there + `2"}`, nil, "names two new resources"},
		"no product":               {"orders.AddProduct", "", `{}`, nil, "holds no usable id"},
		"service":                  {"orders.AddService", there + "/services/s1", "", &orders.Added{ID: "s1", Location: there + "/services/s1"}, ""},
		"service with a body":      {"orders.AddService", there + "/services/s1", `{"any":"thing"}`, &orders.Added{ID: "s1", Location: there + "/services/s1"}, ""},
		"no service":               {"orders.AddService", "", "", nil, "holds no usable id"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			header := http.Header{}
			if test.location != "" {
				header.Set("Location", test.location)
			}
			got, err := answered(t, find(test.op), http.StatusCreated, header, test.body)
			if test.problem == "" {
				require.NoError(t, err)
				assert.Equal(t, test.want, got)
				return
			}
			assert.Nil(t, got)
			assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			assert.ErrorContains(t, err, test.problem)
		})
	}
}

// TestIDOfAnElement: a link that is not the product's own tells no id. Some
// links in the vendor's pages are wrong.
func TestIDOfAnElement(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"https://api.hostway.com/orders/o1/account/products/p1":  "p1",
		"https://api.hostway.com/orders/o1/account/products/p1/": "p1",
		"/orders/o1/account/products/a%2Fb":                      "a/b",
		"https://api.hostway.com/orders/o1/account/user/":        "",
		"https://api.hostway.com/orders/o1/account/product/p1":   "",
		"https://api.hostway.com/orders/o1/account/products/":    "",
		"https://api.hostway.com/":                               "",
		"http://%zz":                                             "",
	}
	for href, want := range tests {
		answer := `{"list":[{"status":"new","links":[{"href":"` + href + `","rel":"self"}]}]}`
		got, err := answered(t, find("orders.Products"), 200, jsonHeader(), answer)
		require.NoError(t, err)
		assert.Equal(t, want, got.([]orders.Product)[0].ID, href)
	}
}

// TestUnknownMembersAreReachable reads a member that has no field.
func TestUnknownMembersAreReachable(t *testing.T) {
	t.Parallel()
	var raw []byte
	body := `{"order":{"Status":"Processing","Volatile":7},"links":"none"}`
	got, err := answered(t, find("orders.Get"), 200, jsonHeader(), body, backoffice.WithRawResponse(&raw))
	require.NoError(t, err)
	assert.Equal(t, &orders.Order{Status: "Processing"}, got)
	assert.Equal(t, body, string(raw))
}
