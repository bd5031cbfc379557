package oms_test

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/h2non/gock.v1"
)

const gockURL = "https://tenant.example.invalid"

// gockClient returns a client whose innermost http.Client gock serves, and
// whose clock stands at the time of the test vectors. When the test ends, each
// mock must have been used and no request may have missed.
//
// gock keeps one list of mocks for the process, so these tests are not parallel.
func gockClient(t *testing.T, options ...backoffice.Option) *oms.Client {
	t.Helper()
	inner := new(http.Client)
	gock.DisableNetworking()
	gock.InterceptClient(inner)
	t.Cleanup(func() {
		assert.True(t, gock.IsDone(), "a mock was not used")
		assert.False(t, gock.HasUnmatchedRequest(), "a request met no mock")
		gock.OffAll()
		gock.RestoreClient(inner)
	})
	client, err := oms.New(gockURL, oms.Credentials{SiteCode: "SITE", APIKey: "test-api-key"},
		append([]backoffice.Option{
			fast(), backoffice.WithHTTPClient(inner), backoffice.WithClock(newClock(vectorTime).Now),
		}, options...)...)
	require.NoError(t, err)
	return client
}

// expect registers a POST to route that has this body, byte for byte.
func expect(route, mediaType, body string) *gock.Request {
	exact := func(r *http.Request, _ *gock.Request) (bool, error) {
		sent, err := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(sent))
		return string(sent) == body && r.URL.RawQuery == "", err
	}
	return gock.New(gockURL).
		Post("^/"+regexp.QuoteMeta(route)+"$").
		MatchHeader("Content-Type", "^"+regexp.QuoteMeta(mediaType)+"$").
		AddMatcher(exact)
}

const (
	linkKey    = "6A303E8F3E19BE3DB729AE96AA1FC97BF682D0AEBF1E191D8D6A53DBD522A9E9"
	historyKey = "22EE4C7BDFD66751B3A014A7CD5B771D401A4B65B38BB143506D0281D725D85F"
	linkBody   = `{"SiteCode":"SITE","VerificationKey":"` + linkKey +
		`","TimestampUTC":"3/7/2024 15:04 PM","OrderNumber":"100000042","CustomerID":"C-7"}`
	linkXML = `<OrderAssociationImportJson xmlns:i="http://www.w3.org/2001/XMLSchema-instance"` +
		` xmlns="http://schemas.datacontract.org/2004/07/DECK.WebApi.Controllers.OMS">` +
		`<CustomerID>C-7</CustomerID><OrderNumber>100000042</OrderNumber><SiteCode>SITE</SiteCode>` +
		`<TimestampUTC>3/7/2024 15:04 PM</TimestampUTC><VerificationKey>` + linkKey +
		`</VerificationKey></OrderAssociationImportJson>`
	linkForm = `CustomerID=C-7&OrderNumber=100000042&SiteCode=SITE&TimestampUTC=3%2F7%2F2024%2015%3A04%20PM` +
		`&VerificationKey=` + linkKey
)

func TestGockLinkAccountJSON(t *testing.T) {
	client := gockClient(t)
	expect("api/OmsOrderLinkAccount", "application/json", linkBody).
		MatchHeader("Authorization", "^"+linkKey+"$").
		MatchHeader("apiVersion", "^5$").
		MatchHeader("Accept", "^application/json$").
		Reply(200).SetHeader("Content-Type", "application/json; charset=utf-8").
		BodyString(readFile(t, "docs", "link_account_answer.json"))
	result, err := client.LinkAccount(t.Context(), link)
	require.NoError(t, err)
	assert.Equal(t, oms.CodeSuccess, result.ResponseCode)
	assert.Equal(t, "sample string 1", result.Message)
}

func TestGockLinkAccountXML(t *testing.T) {
	client := gockClient(t, oms.WithFormat(oms.XML))
	expect("api/OmsOrderLinkAccount", "application/xml", linkXML).
		MatchHeader("Accept", "^application/xml$").
		Reply(200).SetHeader("Content-Type", "application/xml; charset=utf-8").
		BodyString(readFile(t, "docs", "link_account_answer.xml"))
	result, err := client.LinkAccount(t.Context(), link)
	require.NoError(t, err)
	assert.Equal(t, oms.CodeSuccess, result.ResponseCode)
}

func TestGockLinkAccountForm(t *testing.T) {
	client := gockClient(t, oms.WithFormat(oms.Form))
	expect("api/OmsOrderLinkAccount", "application/x-www-form-urlencoded", linkForm).
		MatchHeader("Accept", "^application/json$").
		Reply(200).BodyString(readFile(t, "docs", "link_account_answer.json"))
	_, err := client.LinkAccount(t.Context(), link)
	require.NoError(t, err)
}

func TestGockQueued(t *testing.T) {
	client := gockClient(t)
	expect("api/OmsOrderLinkAccount", "application/json", linkBody).
		Reply(200).BodyString(`{"ResponseCode":15,"Message":"Queued","CorrelationId":"0b5e6b1c"}`)
	result, err := client.LinkAccount(t.Context(), link)
	require.NoError(t, err)
	assert.True(t, result.Queued())
	assert.Equal(t, "0b5e6b1c", result.CorrelationID)
}

func TestGockRefusal(t *testing.T) {
	client := gockClient(t)
	expect("api/OmsOrderLinkAccount", "application/json", linkBody).
		Reply(200).BodyString(`{"ResponseCode":7,"Message":"Duplicate OrderNumber","CorrelationId":"0b5e6b1c"}`)
	_, err := client.LinkAccount(t.Context(), link)
	require.ErrorIs(t, err, backoffice.ErrInvalid)
	require.EqualError(t, err, "oms.LinkAccount: invalid request: Duplicate OrderNumber (HTTP 200, code 7, request id 0b5e6b1c)")
}

func TestGockRetry(t *testing.T) {
	client := gockClient(t)
	expect("api/OmsOrderLinkAccount", "application/json", linkBody).Reply(502)
	expect("api/OmsOrderLinkAccount", "application/json", linkBody).Reply(200).BodyString(success)
	_, err := client.LinkAccount(t.Context(), link)
	require.NoError(t, err)
}

func TestGockOrderHistory(t *testing.T) {
	client := gockClient(t)
	expect("api/OmsOrderHistory", "application/json", `{"SiteCode":"SITE","VerificationKey":"`+historyKey+
		`","TimestampUTC":"3/7/2024 15:04 PM","PageNumber":2,"PageSize":10,"CustomerID":"C-7"}`).
		Reply(200).BodyString(`{"ResponseCode":0,"Message":"","TotalRecordsAvailable":11,"OrderDetails":[{"OrderNumber":"100000042"}]}`)
	page, err := client.OrderHistory(t.Context(), oms.HistoryRequest{PageNumber: 2, PageSize: 10, CustomerID: new("C-7")})
	require.NoError(t, err)
	assert.Equal(t, &oms.HistoryPage{Orders: []oms.Order{{Number: "100000042"}}, Total: new(11)}, page)
}
