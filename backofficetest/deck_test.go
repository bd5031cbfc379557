package backofficetest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var deckTime = time.Date(2024, 3, 7, 15, 4, 31, 0, time.UTC)

const (
	deckTimestamp = "3/7/2024 15:04 PM"
	linkAccount   = "/api/OmsOrderLinkAccount"
	orderHistory  = "/api/OmsOrderHistory"
)

// startDECK starts a server outside the test's own, so that its problems are
// looked at and do not fail the test.
func startDECK(t *testing.T, options ...backofficetest.Option) *backofficetest.Server {
	t.Helper()
	server, err := backofficetest.Start(append([]backofficetest.Option{
		backofficetest.WithClock(func() time.Time { return deckTime }),
	}, options...)...)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	server.SeedDECK(backofficetest.DECKOrder{Number: "1", CustomerID: "old", Details: map[string]any{"OrderStatus": "New"}})
	return server
}

// sign makes a key as the vendor's connector does, written anew.
func sign(route, timestamp, apiKey string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(route) + timestamp + apiKey))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

func key(server *backofficetest.Server, path string) string {
	return sign(strings.TrimPrefix(path, "/"), deckTimestamp, server.DECKAPIKey())
}

// post sends a request and returns status, header and body of the answer.
func post(t *testing.T, server *backofficetest.Server, path, body string, header ...string) (int, http.Header, string) {
	t.Helper()
	return send(t, http.MethodPost, server.DECKURL()+path, body, header...)
}

func send(t *testing.T, method, target, body string, header ...string) (int, http.Header, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, resp.Header, string(text)
}

func deckJSON(server *backofficetest.Server, change map[string]any) string {
	members := map[string]any{
		"SiteCode": server.DECKSiteCode(), "VerificationKey": key(server, linkAccount), "TimestampUTC": deckTimestamp,
		"OrderNumber": "1", "CustomerID": "new",
	}
	for name, value := range change {
		members[name] = value
	}
	text, err := json.Marshal(members)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func TestDECKLinksAnOrder(t *testing.T) {
	server := startDECK(t)
	status, header, body := post(t, server, linkAccount, deckJSON(server, nil),
		"Authorization", key(server, linkAccount), "apiVersion", "5")
	assert.Equal(t, 200, status)
	assert.Equal(t, "application/json; charset=utf-8", header.Get("Content-Type"))
	assert.Equal(t, deckTime.Format(http.TimeFormat), header.Get("Date"), "the date is that of the server's clock")
	assert.JSONEq(t, `{"ResponseCode":0,"Message":"Success"}`, body)
	order, found := server.DECKOrder("1")
	assert.True(t, found)
	assert.Equal(t, "new", order.CustomerID)
	commits := server.Commits("oms.LinkAccount")
	require.Len(t, commits, 1)
	assert.Equal(t, "1", commits[0].Key)
	assert.Empty(t, server.Problems())
	_, found = server.DECKOrder("2")
	assert.False(t, found)
}

// TestDECKRefuses: the codes and texts are the server's own.
func TestDECKRefuses(t *testing.T) {
	tests := []struct {
		name   string
		change map[string]any
		want   string
	}{
		{"site", map[string]any{"SiteCode": "OTHER"}, "Verification failed: unknown SiteCode."},
		{"key", map[string]any{"VerificationKey": "00"}, "Verification failed: wrong VerificationKey."},
		{"no key", map[string]any{"VerificationKey": nil}, "Verification failed: wrong VerificationKey."},
		{"key of another time", map[string]any{"TimestampUTC": "3/7/2024 15:05 PM"}, "Verification failed: wrong VerificationKey."},
		{"timestamp", map[string]any{"TimestampUTC": "2024-03-07T15:04:00Z"}, "Verification failed: TimestampUTC is not a time."},
		{"early", map[string]any{"TimestampUTC": "3/7/2024 14:54 PM"}, "Verification failed: TimestampUTC is out of range."},
		{"late", map[string]any{"TimestampUTC": "3/7/2024 15:15 PM"}, "Verification failed: TimestampUTC is out of range."},
		{"user", map[string]any{"APIUsername": "nobody"}, "Verification failed: unknown APIUsername."},
		{"user's key", map[string]any{"APIUsername": "clerk"}, "Verification failed: wrong VerificationKey."},
		{"order", map[string]any{"OrderNumber": "2"}, "Order not found."},
		{"no order", map[string]any{"OrderNumber": nil}, "OrderNumber and CustomerID are required."},
		{"no customer", map[string]any{"CustomerID": ""}, "OrderNumber and CustomerID are required."},
	}
	server := startDECK(t, backofficetest.WithDECKUser("clerk", "key of the clerk"))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			status, _, body := post(t, server, linkAccount, deckJSON(server, test.change))
			assert.Equal(t, 200, status)
			assert.Contains(t, body, fmt.Sprintf(`"Message":%q`, test.want))
			assert.NotContains(t, body, `"ResponseCode":0`)
		})
	}
	assert.Empty(t, server.Commits("*"))
}

// TestDECKBinds: what the framework's binder drops is lost here too, and told.
func TestDECKBinds(t *testing.T) {
	const (
		namespace = `xmlns="http://schemas.datacontract.org/2004/07/DECK.WebApi.Controllers.OMS"`
		form      = "application/x-www-form-urlencoded"
		ok        = `"Message":"Success"`
	)
	server := startDECK(t)
	signed := key(server, linkAccount)
	ordered := "<CustomerID>new</CustomerID><OrderNumber>1</OrderNumber><SiteCode>TESTSITE</SiteCode>" +
		"<TimestampUTC>" + deckTimestamp + "</TimestampUTC><VerificationKey>" + signed + "</VerificationKey>"
	document := func(attributes, members string) string {
		return "<OrderAssociationImportJson " + attributes + ">" + members + "</OrderAssociationImportJson>"
	}
	pairs := url.Values{
		"SiteCode": {"TESTSITE"}, "VerificationKey": {signed}, "TimestampUTC": {deckTimestamp}, "ORDERNUMBER": {"1"}, "CustomerID": {"n w"},
	}.Encode()
	tests := []struct {
		name, mediaType, body, want string
		problems                    []string
	}{
		{"JSON", "application/json", deckJSON(server, nil), ok, nil},
		{"text/json with a charset", "text/json; charset=utf-8", deckJSON(server, nil), ok, nil},
		{"numbers as text", "application/json", deckJSON(server, map[string]any{"OrderNumber": 1}), ok, nil},
		{"names in any case", "application/json", strings.Replace(deckJSON(server, nil), "OrderNumber", "orderNUMBER", 1), ok, nil},
		{"unknown member", "application/json", deckJSON(server, map[string]any{"Extra": 1}), ok, []string{"oms.LinkAccount: member Extra is not known and is lost"}},
		{"member twice", "application/json", strings.Replace(deckJSON(server, nil), "{", `{"SiteCode":"X",`, 1), ok, []string{"oms.LinkAccount: member SiteCode comes twice"}},
		{"no JSON", "application/json", "{", "The request is empty.", []string{"oms.LinkAccount: the body is no JSON object, so the whole request is null"}},
		{"trailing JSON", "application/json", deckJSON(server, nil) + "{}", "The request is empty.", []string{"oms.LinkAccount: the body is no JSON object, so the whole request is null"}},
		{"a list", "application/json", "[]", "The request is empty.", []string{"oms.LinkAccount: the body is no JSON object, so the whole request is null"}},
		{"bad member", "application/json", `{"SiteCode":}`, "The request is empty.", []string{"oms.LinkAccount: the body is no JSON object, so the whole request is null"}},
		{"bad name", "application/json", `{7:1}`, "The request is empty.", []string{"oms.LinkAccount: the body is no JSON object, so the whole request is null"}},
		{"XML", "application/xml", document(namespace, ordered), ok, nil},
		{"text/xml", "text/xml", document(namespace, ordered), ok, nil},
		{"XML nil", "text/xml", document(namespace+` xmlns:i="http://www.w3.org/2001/XMLSchema-instance"`, `<APIUsername i:nil="true"/>`+ordered), ok, nil},
		{
			"XML out of order", "application/xml", document(namespace, "<OrderNumber>1</OrderNumber>"+strings.Replace(ordered, "<OrderNumber>1</OrderNumber>", "", 1)),
			"OrderNumber and CustomerID are required.",
			[]string{"oms.LinkAccount: element CustomerID is not known, repeated, or late, and is lost"},
		},
		{
			"XML in the order of the table", "application/xml", document(namespace, "<VerificationKey>"+signed+"</VerificationKey><SiteCode>TESTSITE</SiteCode>"),
			"Verification failed",
			[]string{"oms.LinkAccount: element SiteCode is not known, repeated, or late, and is lost"},
		},
		{
			"XML without namespace", "application/xml", document("", ordered), "The request is empty.",
			[]string{"oms.LinkAccount: the body is no OrderAssociationImportJson in its namespace, so the whole request is null"},
		},
		{
			"XML member in another namespace", "application/xml", document(namespace, strings.Replace(ordered, "<SiteCode>", `<SiteCode xmlns="urn:x">`, 1)),
			"Verification failed",
			[]string{"oms.LinkAccount: element SiteCode is not known, repeated, or late, and is lost"},
		},
		{
			"no XML", "application/xml", "<", "The request is empty.",
			[]string{"oms.LinkAccount: the body is no OrderAssociationImportJson in its namespace, so the whole request is null"},
		},
		{"form", form, pairs, ok, nil},
		{"form with an unknown pair", form, pairs + "&Extra=1", ok, []string{"oms.LinkAccount: member Extra is not known and is lost"}},
		{"no form", form, "%zz", "The request is empty.", []string{"oms.LinkAccount: the body is no form, so the whole request is null"}},
	}
	told := 0
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, body := post(t, server, linkAccount, test.body, "Content-Type", test.mediaType)
			assert.Contains(t, body, test.want)
			problems := server.Problems()
			assert.Equal(t, test.problems, append([]string(nil), problems[told:]...))
			told = len(problems)
		})
	}
}

func TestDECKLenient(t *testing.T) {
	server := startDECK(t, backofficetest.Lenient())
	_, _, body := post(t, server, linkAccount, deckJSON(server, map[string]any{"Extra": 1}))
	assert.Contains(t, body, `"ResponseCode":0`)
	assert.Empty(t, server.Problems())
}

func TestDECKHeaders(t *testing.T) {
	server := startDECK(t)
	_, _, _ = post(t, server, linkAccount, deckJSON(server, nil), "Authorization", "Bearer x", "apiVersion", "4")
	assert.Equal(t, []string{
		"oms.LinkAccount: the Authorization header is not the VerificationKey",
		`oms.LinkAccount: apiVersion is "4", the connector sends 5`,
	}, server.Problems())
}

// TestDECKFramework: these errors come from below the API and have no
// ResponseCode.
func TestDECKFramework(t *testing.T) {
	server := startDECK(t)
	status, header, body := send(t, http.MethodGet, server.DECKURL()+linkAccount, "")
	assert.Equal(t, 405, status)
	assert.Equal(t, "POST", header.Get("Allow"))
	assert.Equal(t, `"The requested resource does not support http method 'GET'."`, body)

	status, _, body = post(t, server, "/api/OmsOrderCancel", "{}")
	assert.Equal(t, 404, status)
	assert.Equal(t, `{"Message":"No HTTP resource was found that matches the request URI '`+server.DECKURL()+`/api/OmsOrderCancel'."}`, body)

	status, _, body = post(t, server, linkAccount, "x", "Content-Type", "text/plain")
	assert.Equal(t, 500, status)
	assert.Contains(t, body, `"ExceptionType":"System.InvalidOperationException"`)
	assert.Contains(t, body, "media type 'text/plain'")

	status, header, body = post(t, server, linkAccount, "x", "Content-Type", "text/plain", "Accept", "text/xml")
	assert.Equal(t, 500, status)
	assert.Equal(t, "application/xml; charset=utf-8", header.Get("Content-Type"))
	assert.True(t, strings.HasPrefix(body, "<Error><Message>An error has occurred.</Message>"), body)

	requests := server.Requests("*")
	require.Len(t, requests, 4)
	assert.Equal(t, []string{"", "", "oms.LinkAccount", "oms.LinkAccount"},
		[]string{requests[0].Op, requests[1].Op, requests[2].Op, requests[3].Op})
}

// TestDECKAnswersXML compares with the vendor's sample, but for the blanks.
func TestDECKAnswersXML(t *testing.T) {
	server := startDECK(t, backofficetest.WithDECKCorrelationID(func() string { return "corr-1" }))
	_, header, body := post(t, server, linkAccount, deckJSON(server, nil), "Accept", "application/xml")
	assert.Equal(t, "application/xml; charset=utf-8", header.Get("Content-Type"))
	assert.Equal(t, `<GenericResponse xmlns="http://schemas.datacontract.org/2004/07/DECK.Core.Common.Contracts.API">`+
		`<CorrelationId>corr-1</CorrelationId><Message>Success</Message><ResponseCode>Success</ResponseCode></GenericResponse>`, body)
	_, _, body = post(t, server, linkAccount, deckJSON(server, nil))
	assert.JSONEq(t, `{"ResponseCode":0,"Message":"Success","CorrelationId":"corr-1"}`, body)
}

func TestDECKOptions(t *testing.T) {
	server := startDECK(t,
		backofficetest.WithDECKWindow(time.Minute),
		backofficetest.WithDECKTimestampLayout(time.RFC3339),
		backofficetest.WithDECKSigner(func(route, timestamp, _ string) string { return route + " at " + timestamp }),
		backofficetest.WithDECKQueue())
	at := func(offset time.Duration) string {
		timestamp := deckTime.Add(offset).Format(time.RFC3339)
		_, _, body := post(t, server, linkAccount, deckJSON(server, map[string]any{
			"TimestampUTC": timestamp, "VerificationKey": "api/omsorderlinkaccount at " + timestamp,
		}))
		return body
	}
	assert.Contains(t, at(-time.Minute), `"ResponseCode":15`)
	assert.Contains(t, at(time.Minute+time.Second), "out of range")
	order, _ := server.DECKOrder("1")
	assert.Equal(t, "old", order.CustomerID)
	assert.Len(t, server.Commits("oms.LinkAccount"), 1)
	server.ProcessDECKQueue()
	order, _ = server.DECKOrder("1")
	assert.Equal(t, "new", order.CustomerID)
}

func TestDECKHistory(t *testing.T) {
	server := startDECK(t, backofficetest.WithDECKMaxPageSize(2))
	server.SeedDECK(
		backofficetest.DECKOrder{Number: "2", CustomerID: "other"},
		backofficetest.DECKOrder{Number: "3", CustomerID: "old"},
		backofficetest.DECKOrder{Number: "4", CustomerID: "old"},
	)
	ask := func(members map[string]any) string {
		members["SiteCode"], members["TimestampUTC"] = "TESTSITE", deckTimestamp
		members["VerificationKey"] = key(server, orderHistory)
		text, err := json.Marshal(members)
		require.NoError(t, err)
		_, _, body := post(t, server, orderHistory, string(text))
		return body
	}
	tests := []struct {
		name    string
		members map[string]any
		want    string
	}{
		{"by customer", map[string]any{"CustomerID": "old", "PageNumber": 1, "PageSize": 9}, `{"ResponseCode":0,"Message":"Success","TotalRecordsAvailable":3,
			"OrderDetails":[{"OrderNumber":"1","CustomerID":"old","OrderStatus":"New"},{"OrderNumber":"3","CustomerID":"old"}]}`},
		{"second page", map[string]any{"CustomerID": "old", "PageNumber": "2", "PageSize": 2}, `{"ResponseCode":0,"Message":"Success","TotalRecordsAvailable":3,
			"OrderDetails":[{"OrderNumber":"4","CustomerID":"old"}]}`},
		{"behind the end", map[string]any{"CustomerID": "old", "PageNumber": 9, "PageSize": 2}, `{"ResponseCode":0,"Message":"Success","TotalRecordsAvailable":3,"OrderDetails":[]}`},
		{"by number", map[string]any{"OrderNumber": "2", "PageNumber": 1, "PageSize": 1}, `{"ResponseCode":0,"Message":"Success","TotalRecordsAvailable":1,
			"OrderDetails":[{"OrderNumber":"2","CustomerID":"other"}]}`},
		{"no page", map[string]any{"OrderNumber": "2", "PageSize": 1}, `{"ResponseCode":4,"Message":"PageNumber and PageSize must be positive."}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { assert.JSONEq(t, test.want, ask(test.members)) })
	}
	assert.Empty(t, server.Problems())
}

func TestDECKHandler(t *testing.T) {
	server := startDECK(t)
	server.HandleDECK("api/OmsRmaCreate", func(members map[string]any) backofficetest.DECKReply {
		return backofficetest.DECKReply{Code: 7, Message: "No.", Members: map[string]any{"Seen": members["Items"]}}
	})
	body := deckJSON(server, map[string]any{"VerificationKey": key(server, "/api/OmsRmaCreate"), "Items": []int{1}})
	_, _, answer := post(t, server, "/API/omsRMAcreate", body)
	assert.JSONEq(t, `{"ResponseCode":7,"Message":"No.","Seen":[1]}`, answer)
	require.Len(t, server.Commits("oms.Call"), 1)
	assert.Equal(t, "api/omsrmacreate", server.Commits("oms.Call")[0].Key)
	_, _, answer = post(t, server, "/api/OmsRmaCreate", deckJSON(server, nil))
	assert.Contains(t, answer, "wrong VerificationKey", "a handler is not asked about a request that is not verified")
	assert.Len(t, server.Commits("oms.Call"), 1)
}

func TestDECKHandlerWithoutJSON(t *testing.T) {
	server := startDECK(t)
	server.HandleDECK("api/X", func(map[string]any) backofficetest.DECKReply {
		return backofficetest.DECKReply{Members: map[string]any{"Bad": func() {}}}
	})
	status, _, body := post(t, server, "/api/X", deckJSON(server, map[string]any{"VerificationKey": key(server, "/api/X")}))
	assert.Equal(t, 200, status)
	assert.JSONEq(t, `{"ResponseCode":0,"Message":""}`, body)
	assert.Equal(t, []string{"oms.Call: the test gave a member that is no JSON: json: unsupported type: func()"}, server.Problems())
}

func TestDECKKeysDiffer(t *testing.T) {
	one, two := startDECK(t), startDECK(t)
	assert.NotEqual(t, one.DECKAPIKey(), two.DECKAPIKey())
}

func TestDECKOrders(t *testing.T) {
	t.Parallel()
	server := startDECK(t)
	server.SeedDECK(backofficetest.DECKOrder{Number: "2"})
	orders := server.DECKOrders()
	require.Len(t, orders, 2)
	assert.Equal(t, "1", orders[0].Number)
	assert.Equal(t, "2", orders[1].Number)
	orders[0].Details["OrderStatus"] = "changed"
	again, _ := server.DECKOrder("1")
	assert.Equal(t, "New", again.Details["OrderStatus"], "the copy shares nothing")
}

func TestDECKKeyOfTheCaller(t *testing.T) {
	server := startDECK(t, backofficetest.WithDECKKey("dummy-key"))
	assert.Equal(t, "dummy-key", server.DECKAPIKey())
	_, _, body := post(t, server, linkAccount, deckJSON(server, nil))
	assert.JSONEq(t, `{"ResponseCode":0,"Message":"Success"}`, body)
}
