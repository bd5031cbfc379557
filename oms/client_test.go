package oms_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestUnmadeClients: a client that New did not make refuses each call, and does
// not panic.
func TestUnmadeClients(t *testing.T) {
	for name, client := range map[string]*oms.Client{"nil": nil, "zero": new(oms.Client)} {
		calls := map[string]func() error{
			"oms.LinkAccount": func() error {
				_, err := client.LinkAccount(t.Context(), link)
				return err
			},
			"oms.OrderHistory": func() error {
				_, err := client.OrderHistory(t.Context(), oms.HistoryRequest{CustomerID: new("7")})
				return err
			},
			"oms.Call": func() error {
				_, err := oms.Call[oms.Response](t.Context(), client, oms.Endpoint{Route: "api/X"}, nil)
				return err
			},
		}
		for op, call := range calls {
			assert.EqualError(t, call(), op+": invalid request: Client must be made by New; nothing was sent", name)
		}
		_, err := collect(t.Context(), client.Orders(oms.OrdersRequest{CustomerID: new("7")}), -1)
		assert.EqualError(t, err, "oms.OrderHistory: invalid request: Client must be made by New; nothing was sent", name)
		assert.NotPanics(t, client.CloseIdleConnections, name)
	}
}

func TestNewReportsEverything(t *testing.T) {
	_, err := oms.New("http://oms.example.com",
		oms.Credentials{SiteCode: " ", APIKey: "key\n", APIUsername: "\t"},
		oms.WithFormat("yaml"),
		oms.WithSigner(nil),
		oms.WithTimestampLayout("noon"),
		oms.WithTimestampLayout("PM"),
		oms.WithTimestampLayout("1/2/2006 15 PM"),
		oms.WithTimestampLayout("15:04\n"),
		oms.WithVerificationFailure(nil),
		oms.WithQueuedName("not a name"),
		oms.WithQueuedName("Success"),
		backoffice.WithRoute("oms.LinkAccount", backoffice.Route{Arguments: backoffice.Query}),
	)
	assert.ElementsMatch(t, []string{
		"credentials.SiteCode is required",
		"credentials.APIKey must be valid UTF-8 without control characters",
		"credentials.APIUsername must not be blank",
		"oms.WithFormat needs oms.JSON, oms.XML or oms.Form",
		"oms.WithSigner needs a function",
		"oms.WithTimestampLayout needs a layout of package time that tells the minute",
		"oms.WithTimestampLayout needs a layout of package time that tells the minute",
		"oms.WithTimestampLayout needs a layout of package time that tells the minute",
		"oms.WithTimestampLayout must be valid UTF-8 without control characters",
		"oms.WithVerificationFailure needs a function",
		"oms.WithQueuedName needs a name other than Success",
		"oms.WithQueuedName needs a name other than Success",
		"WithRoute(oms.LinkAccount) takes its arguments as json or form alone",
		"baseURL must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it",
	}, violationsOf(t, err))
}

func TestOptionsOfNewAreNoneOfACall(t *testing.T) {
	s := new(stub)
	client := newStubbed(t, s)
	_, err := client.LinkAccount(t.Context(), link,
		oms.WithFormat(oms.XML), oms.WithoutConnectorHeaders(), oms.WithQueuedName("Queued"))
	assert.ElementsMatch(t, []string{
		"oms.WithFormat is an option of New, not of a single call",
		"oms.WithoutConnectorHeaders is an option of New, not of a single call",
		"oms.WithQueuedName is an option of New, not of a single call",
	}, violationsOf(t, err))
	assert.Empty(t, s.bodies)
}

func TestHistoryTravelsAsJSON(t *testing.T) {
	_, err := newStubbed(t, new(stub)).OrderHistory(t.Context(), oms.HistoryRequest{CustomerID: new("7")},
		backoffice.WithRoute("oms.OrderHistory", backoffice.Route{Arguments: backoffice.Form}))
	assert.Equal(t, []string{"WithRoute(oms.OrderHistory) takes its arguments as json alone"}, violationsOf(t, err))
}

func TestLinkAccountChecksItsRequest(t *testing.T) {
	tests := []struct {
		name    string
		request oms.LinkAccountRequest
		want    []string
	}{
		{"empty", oms.LinkAccountRequest{}, []string{"OrderNumber is required", "CustomerID is required"}},
		{"blank", oms.LinkAccountRequest{OrderNumber: " \t", CustomerID: "\u00a0"}, []string{"OrderNumber is required", "CustomerID is required"}},
		{"control characters", oms.LinkAccountRequest{OrderNumber: "1\x00", CustomerID: "2\u0085"}, []string{
			"OrderNumber must be valid UTF-8 without control characters",
			"CustomerID must be valid UTF-8 without control characters",
		}},
		{"line break", oms.LinkAccountRequest{OrderNumber: "1\n", CustomerID: "2"}, []string{
			"OrderNumber must be valid UTF-8 without control characters",
		}},
		{"no UTF-8", oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "\xff"}, []string{
			"CustomerID must be valid UTF-8 without control characters",
		}},
		{"not in XML", oms.LinkAccountRequest{OrderNumber: "1\uFFFE", CustomerID: "2\uFFFF"}, []string{
			"OrderNumber must be valid UTF-8 without control characters",
			"CustomerID must be valid UTF-8 without control characters",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := new(stub)
			_, err := newStubbed(t, s).LinkAccount(t.Context(), test.request)
			assert.Equal(t, test.want, violationsOf(t, err))
			assert.Empty(t, s.bodies)
		})
	}
}

// TestLinkAccount runs against the server in each format, with values that each
// of them has to escape.
func TestLinkAccount(t *testing.T) {
	const number, customer = ` <1>&"2"'3'=+%/\ü€😀 `, "guest & co;{TimestampUTC}"
	for _, format := range []oms.Format{oms.JSON, oms.XML, oms.Form} {
		t.Run(string(format), func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			server.SeedDECK(backofficetest.DECKOrder{Number: number, CustomerID: oms.GuestCustomerID})
			result, err := newClient(t, server, oms.WithFormat(format)).
				LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: number, CustomerID: customer})
			require.NoError(t, err)
			assert.Equal(t, oms.Response{ResponseCode: oms.CodeSuccess, Message: "Success"}, result.Response)
			order, found := server.DECKOrder(number)
			require.True(t, found)
			assert.Equal(t, customer, order.CustomerID)
			require.Len(t, server.Commits("oms.LinkAccount"), 1)
			assert.Equal(t, number, server.Commits("oms.LinkAccount")[0].Key)
		})
	}
}

func TestLinkAccountByRoutedForm(t *testing.T) {
	server := backofficetest.NewServer(t)
	server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
	_, err := newClient(t, server).LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "2"},
		backoffice.WithRoute("oms.LinkAccount", backoffice.Route{Arguments: backoffice.Form}))
	require.NoError(t, err)
	assert.Equal(t, "application/x-www-form-urlencoded", server.Requests("oms.LinkAccount")[0].Header.Get("Content-Type"))
}

func TestLinkAccountQueued(t *testing.T) {
	for _, format := range []oms.Format{oms.JSON, oms.XML} {
		t.Run(string(format), func(t *testing.T) {
			server := backofficetest.NewServer(t, backofficetest.WithDECKQueue())
			server.SeedDECK(backofficetest.DECKOrder{Number: "1", CustomerID: "old"})
			result, err := newClient(t, server, oms.WithFormat(format), oms.WithQueuedName("SuccessfullyQueued")).
				LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "new"})
			require.NoError(t, err)
			assert.True(t, result.Queued())
			order, _ := server.DECKOrder("1")
			assert.Equal(t, "old", order.CustomerID)
			server.ProcessDECKQueue()
			order, _ = server.DECKOrder("1")
			assert.Equal(t, "new", order.CustomerID)
		})
	}
}

// TestUnknownName: without WithQueuedName nothing tells that the name of an XML
// answer is not that of queued, so the outcome is unknown.
func TestUnknownName(t *testing.T) {
	server := backofficetest.NewServer(t, backofficetest.WithDECKQueue())
	server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
	_, err := newClient(t, server, oms.WithFormat(oms.XML)).
		LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "2"})
	require.ErrorIs(t, err, backoffice.ErrInvalid)
	require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.Equal(t, "SuccessfullyQueued", errorOf(t, err).Code)
	assert.Len(t, server.Requests("oms.LinkAccount"), 1)
}

func TestLinkAccountUnknownOrder(t *testing.T) {
	server := backofficetest.NewServer(t, backofficetest.WithDECKCorrelationID(func() string { return "corr-1" }))
	_, err := newClient(t, server).LinkAccount(t.Context(), link)
	e := errorOf(t, err)
	assert.Equal(t, backoffice.Error{
		Op: "oms.LinkAccount", Kind: backoffice.ErrInvalid, Outcome: backoffice.OutcomeRejected, Status: 200,
		Code: "3", Message: "Order not found.", RequestID: "corr-1", Attempts: 1,
	}, *e)
}

func TestWrongKey(t *testing.T) {
	server := backofficetest.NewServer(t)
	credentials := credentialsOf(server)
	credentials.APIKey = "another-key-altogether"
	client, err := oms.New(server.DECKURL(), credentials)
	require.NoError(t, err)
	_, err = client.LinkAccount(t.Context(), link)
	require.ErrorIs(t, err, backoffice.ErrUnauthorized)
	assert.Equal(t, backoffice.OutcomeRejected, errorOf(t, err).Outcome)
	assert.Len(t, server.Requests("*"), 1, "the clocks agree, so nothing is to be corrected")
}

func TestUserKey(t *testing.T) {
	server := backofficetest.NewServer(t, backofficetest.WithDECKUser("clerk", "key of the clerk"))
	server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
	for _, format := range []oms.Format{oms.JSON, oms.XML, oms.Form} {
		client, err := oms.New(server.DECKURL(),
			oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: "key of the clerk", APIUsername: "clerk"},
			oms.WithFormat(format))
		require.NoError(t, err)
		_, err = client.LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "1", CustomerID: string(format)})
		require.NoError(t, err)
	}
}

// TestLostAnswer: linking sets a state, so it is repeated.
func TestLostAnswer(t *testing.T) {
	for _, fault := range []backofficetest.Fault{
		backofficetest.DropAfter(), backofficetest.ResetAfter(), backofficetest.StatusAfter(502),
		backofficetest.CutBody(5), backofficetest.CutUnframed(5), backofficetest.DropBefore(),
	} {
		t.Run(fault.String(), func(t *testing.T) {
			server := backofficetest.NewServer(t)
			server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
			server.Script("oms.LinkAccount", fault)
			var report backoffice.Report
			_, err := newClient(t, server).LinkAccount(t.Context(),
				oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "2"}, backoffice.WithReport(&report))
			require.NoError(t, err)
			assert.Equal(t, 2, report.Attempts)
			order, _ := server.DECKOrder("1")
			assert.Equal(t, "2", order.CustomerID)
		})
	}
}

func TestEveryAnswerLost(t *testing.T) {
	server := backofficetest.NewServer(t)
	server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
	server.Script("oms.LinkAccount", backofficetest.DropAfter(), backofficetest.DropAfter(), backofficetest.DropAfter())
	_, err := newClient(t, server).LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "2"})
	require.ErrorIs(t, err, backoffice.ErrNetwork)
	require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.Equal(t, 3, errorOf(t, err).Attempts)
}

// TestDryRun: what is printed is unsigned.
func TestDryRun(t *testing.T) {
	tests := map[oms.Format]string{
		oms.JSON: `POST /api/OmsOrderLinkAccount application/json` + "\n" +
			`{"SiteCode":"SITE","VerificationKey":"{VerificationKey}","TimestampUTC":"{TimestampUTC}","OrderNumber":"100000042","CustomerID":"C-7"}`,
		oms.XML: `POST /api/OmsOrderLinkAccount application/xml` + "\n" +
			strings.NewReplacer(linkKey, "{VerificationKey}", "3/7/2024 15:04 PM", "{TimestampUTC}").Replace(linkXML),
		oms.Form: `POST /api/OmsOrderLinkAccount application/x-www-form-urlencoded` + "\n" +
			`CustomerID=C-7&OrderNumber=100000042&SiteCode=SITE&TimestampUTC={TimestampUTC}&VerificationKey={VerificationKey}`,
	}
	for format, want := range tests {
		t.Run(string(format), func(t *testing.T) {
			s := new(stub)
			var printed bytes.Buffer
			_, err := newStubbed(t, s, oms.WithFormat(format)).LinkAccount(t.Context(), link, backoffice.WithDryRun(&printed))
			require.ErrorIs(t, err, backoffice.ErrNotSent)
			assert.Equal(t, want+"\n\n", printed.String())
			assert.Empty(t, s.bodies)
		})
	}
}

// TestRoute: a base URL may have a path, which is not part of what is signed; a
// path of WithRoute is.
func TestRoute(t *testing.T) {
	var signed []string
	server := backofficetest.NewServer(t, backofficetest.Lenient(), backofficetest.WithDECKSigner(
		func(route, timestamp, apiKey string) string {
			signed = append(signed, route)
			return oms.VerificationKey(route, timestamp, apiKey)
		}))
	server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
	client := newClient(t, server)
	request := oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "2"}
	_, err := client.LinkAccount(t.Context(), request)
	require.NoError(t, err)
	_, err = client.LinkAccount(t.Context(), request,
		backoffice.WithRoute("oms.LinkAccount", backoffice.Route{Path: "/API/omsorderLINKACCOUNT"}))
	require.NoError(t, err)
	assert.Equal(t, []string{"api/omsorderlinkaccount", "api/omsorderlinkaccount"}, signed)
	assert.Equal(t, "/deck/API/omsorderLINKACCOUNT", server.Requests("*")[1].URI)
}
