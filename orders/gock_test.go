package orders_test

import (
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/h2non/gock.v1"
)

// The tests of this file serve the documented samples through gock. They run
// one after the other, because gock is global, and prove what a sample becomes;
// what travels over a wire is proved by the others.

// intercept returns the options of a client whose innermost transport is gock.
// When the test ends, every mock must have been used and every request must
// have met one.
func intercept(t *testing.T) backoffice.Option {
	t.Helper()
	client := &http.Client{Transport: roundTripFunc(func(*http.Request) (*http.Response, error) {
		return nil, errors.New("a request left gock")
	})}
	gock.InterceptClient(client)
	t.Cleanup(func() {
		assert.True(t, gock.IsDone(), "a mock was not used")
		assert.False(t, gock.HasUnmatchedRequest(), "a request met no mock")
		gock.OffAll()
		gock.DisableNetworking()
	})
	return backoffice.WithHTTPClient(client)
}

// expect mocks one request, in every part that gock can see.
func expect(method, path, body string) *gock.Request {
	mock := gock.New(orders.DefaultBaseURL)
	mock.Method = method
	return mock.Path("^" + regexp.QuoteMeta(path) + "$").AddMatcher(func(r *http.Request, _ *gock.Request) (bool, error) {
		var got []byte
		if r.Body != nil {
			var err error
			if got, err = io.ReadAll(r.Body); err != nil {
				return false, err
			}
			r.Body = io.NopCloser(strings.NewReader(string(got)))
		}
		contentType := ""
		if body != "" {
			contentType = "application/json; charset=UTF-8"
		}
		return r.URL.Scheme+"://"+r.URL.Host == orders.DefaultBaseURL && r.URL.RawQuery == "" && string(got) == body &&
			r.Header.Get("Content-Type") == contentType &&
			len(r.Header["Cookie"]) == 1 && r.Header["Cookie"][0] == "OwnerId="+dummyOwner, nil
	})
}

// documented is a sample answer and what a call makes of it.
type documented struct {
	op      string
	status  int
	fixture string // the answer
	request string // a fixture that the call's body is compared with, if any
	fails   *backoffice.Error
}

var documentedAnswers = []documented{
	{op: "orders.SetAccountAttributes", status: 204},
	{op: "orders.SetAccountAttributes", status: 400, fixture: "field_map.400.json", fails: &backoffice.Error{
		Kind: backoffice.ErrInvalid, Message: "value: Required", Details: map[string]string{"value": "Required"},
	}},
	{op: "orders.SetAccountAttributes", status: 404, fails: &backoffice.Error{Kind: backoffice.ErrNotFound}},
	{op: "orders.SetAccountAttributes", status: 409, fixture: "exchange_mailbox.409.json", fails: &backoffice.Error{
		Kind: backoffice.ErrConflict, Code: "conflict", Message: "Cannot delete pending mailboxes",
	}},
	{op: "orders.SetAccountAttributes", status: 502, fails: &backoffice.Error{Kind: backoffice.ErrServer, Outcome: backoffice.OutcomeUnknown}},
	{op: "orders.AccountAttributes", status: 200, fixture: "account_attributes.200.json"},
	{op: "orders.AccountAttributes", status: 404, fixture: "account_attributes.404.json", fails: &backoffice.Error{
		Kind: backoffice.ErrNotFound, Code: "itemNotFound", RequestID: "0068a205-0c4c-4105-9a14-dafe313bfc3a",
		Message: "MetaData is missing. Make sure the account is set before querying attributes.",
	}},
	{op: "orders.Create", status: 409, fixture: "create.409.json", request: "create.request.json", fails: &backoffice.Error{
		Kind: backoffice.ErrConflict, Code: "conflict", Message: "A new order has already been created for this ownerID",
	}},
	{op: "orders.Delete", status: 401, fixture: "delete.401.txt", fails: &backoffice.Error{
		Kind:    backoffice.ErrUnauthorized,
		Message: "401 Unauthorized  This server could not verify that you are authorized to access the document you requested.",
	}},
	{op: "orders.Validate", status: 400, fixture: "validate.400.json", fails: &backoffice.Error{
		Kind: backoffice.ErrInvalid, Code: "badRequest", Message: "No {attribute_name} attribute set.",
	}},
	{op: "orders.SetAccount", status: 204, request: "set_account.request.json"},
	{op: "orders.SetProductPromotion", status: 204, request: "set_product_promotion.request.json"},
	{op: "orders.DeleteProductPromotion", status: 404, fixture: "delete_product_promotion.404.json", fails: &backoffice.Error{
		Kind: backoffice.ErrNotFound, Code: "itemNotFound", Message: "Resource not found",
	}},
	{op: "orders.AddNote", status: 400, fixture: "add_note.400.json", fails: &backoffice.Error{
		Kind: backoffice.ErrInvalid, Code: "badRequest", Message: "POST data error: note: Required",
		RequestID: "23bf964e-fb93-4bd6-816e-3dcb31b82755", Details: map[string]string{"note": "Required"},
	}},
	{op: "orders.DeleteNotes", status: 403, fixture: "delete_notes.403.json", fails: &backoffice.Error{
		Kind: backoffice.ErrForbidden, Code: "forbidden", Message: "Unauthorized: NotesView failed permission check",
	}},
}

func TestDocumentedAnswers(t *testing.T) {
	for _, test := range documentedAnswers {
		t.Run(test.op+"/"+http.StatusText(test.status)+"/"+test.fixture, func(t *testing.T) {
			call := find(test.op)
			client, err := orders.New(orders.DefaultBaseURL, intercept(t), single())
			require.NoError(t, err)
			mock := expect(call.method, strings.Replace(call.path, "{order}", ref.OrderID, 1), call.body).Reply(test.status)
			if test.fixture != "" {
				mock.SetHeader("Content-Type", "application/json; charset=UTF-8").BodyString(sample(t, test.fixture))
			}
			if test.request != "" {
				assert.Equal(t, compact(t, sample(t, test.request)), call.body)
			}
			got, err := call.do(t.Context(), client, ref)
			if test.fails == nil {
				require.NoError(t, err)
				assert.Equal(t, call.want, got)
				return
			}
			assert.Nil(t, got)
			want := *test.fails
			want.Op, want.Status, want.Attempts = test.op, test.status, 1
			if want.Outcome == backoffice.OutcomeNoEffect {
				want.Outcome = backoffice.OutcomeRejected
			}
			assert.Equal(t, &want, failure(t, err))
		})
	}
}

// TestDocumentedOrder goes through the samples of a whole order.
func TestDocumentedOrder(t *testing.T) {
	client, err := orders.New(orders.DefaultBaseURL, intercept(t), single())
	require.NoError(t, err)
	const id = "0000013ad6dd95746a399f90000a71384bf242cf"
	owner := orders.NewSecret(dummyOwner)

	expect("POST", "/orders", compact(t, sample(t, "create.request.json"))).Reply(201).
		SetHeader("Content-Type", "application/json; charset=UTF-8").
		SetHeader("Location", "https://api.hostway.com/orders/"+id).
		SetHeader("Set-Cookie", "OwnerId="+dummyOwner+"; Path=/").
		BodyString(sample(t, "create.201.json"))
	order, err := client.Create(t.Context(), orders.CreateRequest{OwnerID: owner})
	require.NoError(t, err)
	assert.Equal(t, &orders.Created{
		Ref: orders.Ref{OrderID: id, OwnerID: owner}, Location: "https://api.hostway.com/orders/" + id,
		Links: orders.Links{
			{Href: "https://api.hostway.com/orders/", Rel: "self"},
			{Href: "https://api.hostway.com/orders/" + id, Rel: "item"},
		},
	}, order)

	expect("GET", "/orders/"+id, "").Reply(200).
		SetHeader("Content-Type", "application/json; charset=UTF-8").BodyString(sample(t, "get.200.json"))
	got, err := client.Get(t.Context(), order.Ref)
	require.NoError(t, err)
	assert.Equal(t, &orders.Order{
		Status: orders.StatusNew, Account: "http://accounts/acc20130821",
		Links: orders.Links{{Href: "https://api.hostway.com/orders/{orderId}", Rel: "self"}},
	}, got)

	expect("POST", "/orders/"+id+"/action", compact(t, sample(t, "submit.request.json"))).Reply(202)
	progress, err := client.Submit(t.Context(), order.Ref, orders.ActionRequest{})
	require.NoError(t, err)
	assert.Equal(t, orders.Started, progress)
}
