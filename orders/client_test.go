package orders_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNew(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		baseURL string
		options []backoffice.Option
		want    string
	}{
		"no URL":      {"", nil, "baseURL is required"},
		"plain HTTP":  {"http://api.hostway.com", nil, "baseURL must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it"},
		"all at once": {"ftp://x", []backoffice.Option{orders.WithBasicAuth("", "x"), backoffice.WithTimeout(-1)}, "WithBasicAuth needs a user and a password\nWithTimeout needs a positive value\nbaseURL must begin with https://"},
		"user with a colon": {
			orders.DefaultBaseURL, []backoffice.Option{orders.WithBasicAuth("a:b", "x")}, "WithBasicAuth needs a user without a colon",
		},
		"password with a line break": {
			orders.DefaultBaseURL, []backoffice.Option{orders.WithBasicAuth("a", "x\ny")}, "WithBasicAuth needs a user and a password without control characters",
		},
		"route without the order": {
			orders.DefaultBaseURL,
			[]backoffice.Option{backoffice.WithRoute("orders.Get", backoffice.Route{Path: "/order"})},
			"WithRoute(orders.Get) needs a path with {orderId} in it, once",
		},
		"arguments in a form": {
			orders.DefaultBaseURL,
			[]backoffice.Option{backoffice.WithRoute("orders.SetAccount", backoffice.Route{Arguments: backoffice.Form})},
			"WithRoute(orders.SetAccount) takes its arguments as json alone",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, err := orders.New(test.baseURL, test.options...)
			assert.Nil(t, client)
			assert.Equal(t, test.want, violations(t, err))
		})
	}
	client, err := orders.New(orders.DefaultBaseURL)
	require.NoError(t, err)
	assert.NotNil(t, client)
}

// TestEveryCall makes every call succeed against a server that keeps state.
func TestEveryCall(t *testing.T) {
	t.Parallel()
	for _, year := range []int{2013, 2014, 2016} {
		for _, links := range []backofficetest.HostwayLinkForm{backofficetest.HostwayLinkList, backofficetest.HostwayLinkObject} {
			for _, call := range calls {
				t.Run(call.op, func(t *testing.T) {
					t.Parallel()
					server := backofficetest.NewServer(t, backofficetest.WithHostwayYear(year), backofficetest.WithHostwayLinks(links))
					seed(server)
					address := ref
					switch call.op {
					case "orders.Create":
						address = orders.Ref{}
					case "orders.Validate", "orders.Submit": // they name a quote of another order
						server = backofficetest.NewServer(t, backofficetest.Lenient())
						seed(server)
					}
					got, err := call.do(t.Context(), newClient(t, server), address)
					require.NoError(t, err)
					assert.Equal(t, call.want == nil, got == nil)
					assert.Len(t, server.Requests(call.op), 1)
					writes := 1
					if call.class == read {
						writes = 0
					}
					assert.Len(t, server.Commits(call.op), writes)
				})
			}
		}
	}
}

// TestOrderOfSeptember2013 fills an order from beginning to end.
func TestOrderOfSeptember2013(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t, backofficetest.WithHostwayRequiredAttributes(orders.PartnerAccountID))
	client := newClient(t, server)
	ctx := t.Context()

	order, err := client.Create(ctx, orders.CreateRequest{})
	require.NoError(t, err)
	require.NoError(t, client.SetAccount(ctx, order.Ref, orders.AccountRequest{Currency: new("USD"), Language: new("en-US")}))

	_, err = client.Validate(ctx, order.Ref, orders.ActionRequest{})
	assert.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.Equal(t, "No partner_account_id attribute set.", failure(t, err).Message)

	attributes := []orders.Attribute{{Name: orders.PartnerAccountID, Value: " paccid "}}
	require.NoError(t, client.SetAccountAttributes(ctx, order.Ref, attributes))
	got, err := client.AccountAttributes(ctx, order.Ref)
	require.NoError(t, err)
	assert.Equal(t, attributes, got, "values keep their blanks")

	product, err := client.AddProduct(ctx, order.Ref, orders.AddProductRequest{Offering: api + "/o"})
	require.NoError(t, err)
	products, err := client.Products(ctx, order.Ref)
	require.NoError(t, err)
	require.Len(t, products, 1)
	assert.Equal(t, product.ID, products[0].ID)

	service, err := client.AddService(ctx, order.Ref, product.ID, orders.AddServiceRequest{
		Name: "mailbox", ServiceSpecification: api + "/s", BillingCycle: 1,
	})
	require.NoError(t, err)
	services, err := client.Services(ctx, order.Ref, product.ID)
	require.NoError(t, err)
	require.Len(t, services, 1)
	assert.Equal(t, service.ID, services[0].ID)

	quote, err := client.Quote(ctx, order.Ref)
	require.NoError(t, err)
	assert.Equal(t, "10", quote.Total.String())
	assert.Equal(t, -1, *quote.Products[0].Fees[0].NumCharges)
	assert.True(t, *quote.Products[0].Fees[0].ProrationAllowed)
	progress, err := client.Validate(ctx, order.Ref, orders.ActionRequest{QuoteHash: &quote.Hash})
	require.NoError(t, err)
	assert.Equal(t, orders.Finished, progress)
	progress, err = client.Submit(ctx, order.Ref, orders.ActionRequest{QuoteHash: &quote.Hash})
	require.NoError(t, err)
	assert.Equal(t, orders.Started, progress)

	placed, err := client.Get(ctx, order.Ref)
	require.NoError(t, err)
	assert.NotEqual(t, orders.StatusNew, placed.Status)
	assert.False(t, placed.Status.Known())
	assert.ErrorIs(t, client.Delete(ctx, order.Ref), backoffice.ErrConflict)
	assert.Len(t, server.Commits("orders.Submit"), 1)
}

func TestDeleteOfASubmittedOrder(t *testing.T) {
	t.Parallel()
	for year, status := range map[int]int{2013: http.StatusConflict, 2014: http.StatusMethodNotAllowed} {
		server := backofficetest.NewServer(t, backofficetest.WithHostwayYear(year))
		server.SeedHostwayOrder(backofficetest.HostwayOrder{ID: "o1", OwnerID: dummyOwner, Status: "Processing"})
		err := newClient(t, server).Delete(t.Context(), ref)
		assert.ErrorIs(t, err, backoffice.ErrConflict)
		assert.Equal(t, status, failure(t, err).Status)
		assert.Equal(t, backoffice.OutcomeRejected, failure(t, err).Outcome)
	}
}

func TestOneOpenOrderForAnOwner(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	client := newClient(t, server)
	first, err := client.Create(t.Context(), orders.CreateRequest{})
	require.NoError(t, err)

	_, err = client.Create(t.Context(), orders.CreateRequest{OwnerID: first.Ref.OwnerID})
	assert.ErrorIs(t, err, backoffice.ErrConflict)
	assert.Equal(t, "A new order has already been created for this ownerID", failure(t, err).Message)

	second, err := client.Create(t.Context(), orders.CreateRequest{})
	require.NoError(t, err)
	assert.NotEqual(t, first.Ref.OwnerID, second.Ref.OwnerID)
	assert.NotEqual(t, first.Ref.OrderID, second.Ref.OrderID)

	require.NoError(t, client.Delete(t.Context(), first.Ref))
	third, err := client.Create(t.Context(), orders.CreateRequest{OwnerID: first.Ref.OwnerID})
	require.NoError(t, err)
	assert.Equal(t, first.Ref.OwnerID, third.Ref.OwnerID)
}

func TestWrongOwner(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	other := orders.Ref{OrderID: ref.OrderID, OwnerID: orders.NewSecret("dummy-other-owner-42")}
	err := newClient(t, server).SetAccountAttributes(t.Context(), other, nil)
	failed := failure(t, err)
	assert.ErrorIs(t, err, backoffice.ErrUnauthorized)
	assert.Equal(t, backoffice.OutcomeRejected, failed.Outcome)
	assert.True(t, strings.HasPrefix(failed.Message, "401 Unauthorized"), failed.Message)
	assert.NotContains(t, failed.Message, "\n")
	assert.Empty(t, server.Commits("*"))
}

func TestUniquePartnerAccountID(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	server.SeedHostwayOrder(backofficetest.HostwayOrder{AccountAttributes: []backofficetest.HostwayAttribute{
		{Name: orders.PartnerAccountID, Value: "taken"},
	}})
	seed(server)
	client := newClient(t, server)
	err := client.SetAccountAttributes(t.Context(), ref, []orders.Attribute{{Name: orders.PartnerAccountID, Value: "taken"}})
	failed := failure(t, err)
	assert.ErrorIs(t, err, backoffice.ErrConflict)
	assert.Equal(t, backoffice.OutcomeRejected, failed.Outcome)
	assert.Equal(t, "conflict", failed.Code)
	assert.Len(t, failed.RequestID, 36, "the guid")
	require.NoError(t, client.SetAccountAttributes(t.Context(), ref, []orders.Attribute{{Name: "other", Value: "taken"}}))
}

// TestCharactersOf2014 shows that the client leaves to the server what the page
// of 2013 does not say.
func TestCharactersOf2014(t *testing.T) {
	t.Parallel()
	umlaut := []orders.Attribute{{Name: orders.PartnerAccountID, Value: "Müller & Söhne"}}
	server := backofficetest.NewServer(t)
	seed(server)
	require.NoError(t, newClient(t, server).SetAccountAttributes(t.Context(), ref, umlaut))
	order, _ := server.HostwayOrder(ref.OrderID)
	assert.Equal(t, "Müller & Söhne", order.AccountAttributes[0].Value)

	server = backofficetest.NewServer(t, backofficetest.WithHostwayYear(2014))
	seed(server)
	err := newClient(t, server).SetAccountAttributes(t.Context(), ref, umlaut)
	assert.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.Equal(t, "POST data error", failure(t, err).Message)
}

func TestReplaceOrMergeIsTheServersChoice(t *testing.T) {
	t.Parallel()
	added := []orders.Attribute{{Name: "new", Value: "1"}}
	tests := map[string]struct {
		options []backofficetest.Option
		want    []orders.Attribute
	}{
		"replace": {nil, added},
		"merge":   {[]backofficetest.Option{backofficetest.WithHostwayMergedAttributes()}, append([]orders.Attribute{{Name: "other", Value: "old"}}, added...)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t, test.options...)
			seed(server)
			client := newClient(t, server)
			require.NoError(t, client.SetAccountAttributes(t.Context(), ref, added))
			got, err := client.AccountAttributes(t.Context(), ref)
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

// TestEmptyListIsSent proves that nil becomes [], and never null.
func TestEmptyListIsSent(t *testing.T) {
	t.Parallel()
	for name, list := range map[string][]orders.Attribute{"nil": nil, "empty": {}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			seed(server)
			client := newClient(t, server)
			require.NoError(t, client.SetAccountAttributes(t.Context(), ref, list))
			require.NoError(t, client.SetServiceAttributes(t.Context(), ref, "p1", "s1", nil))
			require.NoError(t, client.SetNotes(t.Context(), ref, "p1", "s1", nil))
			assert.Equal(t, "[]", string(server.Requests("orders.SetAccountAttributes")[0].Body))
			assert.Equal(t, "{}", string(server.Requests("orders.SetServiceAttributes")[0].Body))
			assert.Equal(t, `{"notes":[]}`, string(server.Requests("orders.SetNotes")[0].Body))
		})
	}
}

// TestNotesMayHaveLines proves that a note keeps its line breaks, and that other
// control characters are refused.
func TestNotesMayHaveLines(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	client := newClient(t, server)
	const note = "call first:\r\n\t555-0100\n"
	require.NoError(t, client.AddNote(t.Context(), ref, "p1", "s1", note))
	assert.Equal(t, `{"note":"call first:\r\n\t555-0100\n"}`, string(server.Requests("orders.AddNote")[0].Body))
	require.NoError(t, client.SetNotes(t.Context(), ref, "p1", "s1", []string{note}))
	got, err := client.Notes(t.Context(), ref, "p1", "s1")
	require.NoError(t, err)
	assert.Equal(t, []string{note}, got)
	const rule = "must be valid UTF-8 without control characters other than tabs and line breaks"
	assert.Equal(t, "Note "+rule, violations(t, client.AddNote(t.Context(), ref, "p1", "s1", "a\u009b")))
	assert.Equal(t, "Notes[0] "+rule, violations(t, client.SetNotes(t.Context(), ref, "p1", "s1", []string{"a\x00"})))
}

// TestContactGoesThereAndBack proves that a contact can be read and set again
// with nothing lost.
func TestContactGoesThereAndBack(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	client := newClient(t, server)
	require.NoError(t, client.SetContactInfo(t.Context(), ref, orders.Technical, contact))
	got, err := client.ContactInfo(t.Context(), ref, orders.Technical)
	require.NoError(t, err)
	assert.Equal(t, contact, *got)
	all, err := client.AllContactInfo(t.Context(), ref)
	require.NoError(t, err)
	assert.Len(t, all, 2)
	require.NoError(t, client.DeleteContactInfo(t.Context(), ref, orders.Technical))
	_, err = client.ContactInfo(t.Context(), ref, orders.Technical)
	assert.ErrorIs(t, err, backoffice.ErrNotFound)
	assert.ErrorIs(t, client.DeleteContactInfo(t.Context(), ref, orders.Technical), backoffice.ErrNotFound)
}

func TestUserWithoutAnAccount(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	order := server.SeedHostwayOrder(backofficetest.HostwayOrder{OwnerID: dummyOwner})
	address := orders.Ref{OrderID: order.ID, OwnerID: orders.NewSecret(dummyOwner)}
	client := newClient(t, server, fast())
	request := orders.UserRequest{UserName: "ann", Password: orders.NewSecret(dummyPassword)}
	assert.ErrorIs(t, client.SetUser(t.Context(), address, request), backoffice.ErrServer)
	assert.Len(t, server.Requests("orders.SetUser"), 3, "a 502 is repeated")

	require.NoError(t, client.SetAccount(t.Context(), address, orders.AccountRequest{Number: new("100023")}))
	require.NoError(t, client.SetUser(t.Context(), address, request))
	stored, _ := server.HostwayOrder(order.ID)
	assert.Equal(t, dummyPassword, stored.Account.Password, "the password arrives as it is")
	assert.Equal(t, "100023", stored.Account.Number)
	user, err := client.User(t.Context(), address)
	require.NoError(t, err)
	assert.Equal(t, "ann", user.UserName)
}

func TestServiceWithoutAttributes(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	server.SeedHostwayOrder(backofficetest.HostwayOrder{ID: "o1", OwnerID: dummyOwner, Account: &backofficetest.HostwayAccount{
		Products: []*backofficetest.HostwayProduct{{ID: "p1", Services: []*backofficetest.HostwayService{{ID: "s1", WithoutAttributes: true}}}},
	}})
	err := newClient(t, server).SetServiceAttributes(t.Context(), ref, "p1", "s1", nil)
	assert.ErrorIs(t, err, backoffice.ErrConflict)
	assert.Equal(t, http.StatusMethodNotAllowed, failure(t, err).Status)
}

// TestRouteOfAnotherServer sends a call elsewhere.
func TestRouteOfAnotherServer(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	client := newClient(t, server, backoffice.WithRoute("orders.Get", backoffice.Route{Method: "PATCH"}))
	_, err := client.Get(t.Context(), ref)
	assert.ErrorIs(t, err, backoffice.ErrRoute)
	assert.Equal(t, []string{"GET", "DELETE"}, failure(t, err).Allow)
}

func TestCancelledContext(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, call := range calls {
		_, err := call.do(ctx, newClient(t, server), ref)
		assert.ErrorIs(t, err, context.Canceled, call.op)
		assert.ErrorIs(t, err, backoffice.ErrNotSent, call.op)
	}
	assert.Empty(t, server.Requests("*"))
}

// TestUnmadeClients: a client that New did not make refuses each call, and does
// not panic.
func TestUnmadeClients(t *testing.T) {
	t.Parallel()
	for name, client := range map[string]*orders.Client{"nil": nil, "zero": new(orders.Client)} {
		for _, call := range calls {
			_, err := call.do(t.Context(), client, ref)
			assert.EqualError(t, err, call.op+": invalid request: Client must be made by New; nothing was sent", name)
		}
		assert.NotPanics(t, client.CloseIdleConnections, name)
	}
}
