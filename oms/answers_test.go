package oms_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const namespace = "http://schemas.datacontract.org/2004/07/DECK.Core.Common.Contracts.API"

// xmlAnswer returns a GenericResponse with the given elements.
func xmlAnswer(elements string) string {
	return `<GenericResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="` + namespace + `">` +
		elements + `</GenericResponse>`
}

func TestGoodAnswers(t *testing.T) {
	const bom = "\uFEFF"
	tests := []struct {
		name, body string
		want       oms.Response
	}{
		{"null members", `{"ResponseCode":0,"Message":null,"CorrelationId":null}`, oms.Response{ResponseCode: "0"}},
		{"no message", `{"ResponseCode":0}`, oms.Response{ResponseCode: "0"}},
		{"quoted code", `{"ResponseCode":"0"}`, oms.Response{ResponseCode: "0"}},
		{"name in JSON", `{"ResponseCode":"Success"}`, oms.Response{ResponseCode: "0"}},
		{"camel-case name", `{"responseCode":"success"}`, oms.Response{ResponseCode: "0"}},
		{"queued", `{"ResponseCode":15,"CorrelationId":"c"}`, oms.Response{ResponseCode: "15", CorrelationID: "c"}},
		{"BOM", bom + `{"ResponseCode":0}`, oms.Response{ResponseCode: "0"}},
		{"the same code twice", `{"ResponseCode":0,"ResponseCode":0}`, oms.Response{ResponseCode: "0"}},
		{"unknown members", `{"ResponseCode":0,"More":{"ResponseCode":7}}`, oms.Response{ResponseCode: "0"}},
		{"XML in any order", xmlAnswer("<ResponseCode>Success</ResponseCode><Message>m</Message>"), oms.Response{ResponseCode: "0", Message: "m"}},
		{"XML with declaration and comments", `<?xml version="1.0" encoding="utf-8"?><!-- a -->` +
			xmlAnswer("<!-- b --><Message>a<!-- c -->b&amp;c</Message><ResponseCode>Success</ResponseCode>") + "<!-- d -->\n", oms.Response{ResponseCode: "0", Message: "ab&c"}},
		{"XML with BOM", bom + xmlAnswer("<ResponseCode>Success</ResponseCode>"), oms.Response{ResponseCode: "0"}},
		{"XML nil", xmlAnswer(`<CorrelationId i:nil="true"/><Message i:nil="true"/><ResponseCode>Success</ResponseCode>`), oms.Response{ResponseCode: "0"}},
		{"XML nil by a digit", xmlAnswer(`<Message i:nil="1">not there</Message><ResponseCode>Success</ResponseCode>`), oms.Response{ResponseCode: "0"}},
		{"XML nil that is not", xmlAnswer(`<Message i:nil="false">there</Message><ResponseCode>Success</ResponseCode>`), oms.Response{ResponseCode: "0", Message: "there"}},
		{"XML number", xmlAnswer("<ResponseCode>15</ResponseCode>"), oms.Response{ResponseCode: "15"}},
		{"XML known by its option", xmlAnswer("<ResponseCode> QueuedByUs </ResponseCode>"), oms.Response{ResponseCode: "15"}},
		{"XML base class in another namespace", xmlAnswer(`<CorrelationId xmlns="urn:base">c</CorrelationId><ResponseCode>Success</ResponseCode>`), oms.Response{ResponseCode: "0", CorrelationID: "c"}},
		{"XML of another contract", xmlAnswer(`<ResponseCode xmlns="urn:other">Bad</ResponseCode><Message xmlns="urn:other">x</Message><Deep><ResponseCode>7</ResponseCode></Deep><ResponseCode>Success</ResponseCode>`), oms.Response{ResponseCode: "0"}},
		{"the same XML code twice", xmlAnswer("<ResponseCode>Success</ResponseCode><ResponseCode>Success</ResponseCode>"), oms.Response{ResponseCode: "0"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &stub{script: []answer{{status: 200, body: test.body}}}
			result, err := newStubbed(t, s, oms.WithQueuedName("QueuedByUs")).LinkAccount(t.Context(), link)
			require.NoError(t, err)
			assert.Equal(t, test.want, result.Response)
			assert.Equal(t, test.want.ResponseCode == oms.CodeQueued, result.Queued())
		})
	}
}

// TestBadAnswers: what proves nothing is never a success, and a write whose
// answer proves nothing may have happened.
func TestBadAnswers(t *testing.T) {
	tests := []struct {
		name, body, cause string
		attempts          int
	}{
		{"HTML", "<!DOCTYPE html><html><head><title>Sign in</title></head></html>", "the body is an HTML page", 1},
		{"HTML without a doctype", "<html><body>0</body></html>", "the body is an HTML page", 1},
		{"empty", "", "the body is empty", 2},
		{"blank", " \r\n", "the body is empty", 2},
		{"null", "null", "the body is not a JSON object", 1},
		{"list", `[{"ResponseCode":0}]`, "the body is not a JSON object", 1},
		{"string", `"Success"`, "the body is not a JSON object", 1},
		{"no members", "{}", "the answer has no ResponseCode", 1},
		{"null code", `{"ResponseCode":null}`, "the answer has no ResponseCode", 1},
		{"code is an object", `{"ResponseCode":{"Value":0}}`, "member ResponseCode: is not a single value", 1},
		{"no code, and a message that is none", `{"Message":{"a":1}}`, "the answer has no ResponseCode", 1},
		{"truncated", `{"ResponseCode":0,"Mess`, "the body is cut off", 3},
		{"trailing", `{"ResponseCode":0}<html>`, "the body goes on after its end", 1},
		{"second value", `{"ResponseCode":0}{"ResponseCode":7}`, "the body goes on after its end", 1},
		{"two codes", `{"ResponseCode":0,"ResponseCode":7}`, "the body holds two different members ResponseCode", 1},
		{"two codes in two cases", `{"responsecode":7,"ResponseCode":0}`, "the body holds two different members ResponseCode", 1},
		{"code is a truth value", `{"ResponseCode":true}`, "the ResponseCode is neither a number nor a name", 1},
		{"code is a fraction", `{"ResponseCode":0.5}`, "the ResponseCode is neither a number nor a name", 1},
		{"code with zeros in front", `{"ResponseCode":"00"}`, "the ResponseCode is neither a number nor a name", 1},
		{"code is too large", `{"ResponseCode":4294967296}`, "the ResponseCode is neither a number nor a name", 1},
		{"code is a sentence", `{"ResponseCode":"not a name"}`, "the ResponseCode is neither a number nor a name", 1},
		{"message is no text", `{"ResponseCode":0,"Message":{"a":1}}`, "member Message: is not a single value", 1},
		{"no JSON", `{"ResponseCode":0,}`, "the body is not valid JSON", 1},
		{"UTF-16", "\xff\xfe{\x00", "the body is not valid JSON", 1},

		{"XML truncated", strings.TrimSuffix(xmlAnswer("<ResponseCode>Success</ResponseCode>"), "Response>"), "the body is cut off", 3},
		{"XML without a root", "<!-- nothing -->", "the body is cut off", 3},
		{"XML trailing root", xmlAnswer("<ResponseCode>Success</ResponseCode>") + xmlAnswer("<ResponseCode>Bad</ResponseCode>"), "the body goes on after its end", 1},
		{"XML trailing text", xmlAnswer("<ResponseCode>Success</ResponseCode>") + "x", "the body goes on after its end", 1},
		{"XML trailing rubbish", xmlAnswer("<ResponseCode>Success</ResponseCode>") + "<", "the body is not valid XML in UTF-8", 1},
		{"XML text between members", xmlAnswer("x<ResponseCode>Success</ResponseCode>"), "the body is not valid XML in UTF-8", 1},
		{"XML document type", `<!DOCTYPE GenericResponse [<!ENTITY x "Success">]>` + xmlAnswer("<ResponseCode>&x;</ResponseCode>"), "the XML declares a document type", 1},
		{"XML document type inside", xmlAnswer("<ResponseCode><!DOCTYPE x>Success</ResponseCode>"), "the XML declares a document type", 1},
		{"XML external entity", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + xmlAnswer("<ResponseCode>Success</ResponseCode><Message>&x;</Message>"), "the XML declares a document type", 1},
		{"XML entity", xmlAnswer("<ResponseCode>&success;</ResponseCode>"), "the body is not valid XML in UTF-8", 1},
		{"XML other charset", `<?xml version="1.0" encoding="windows-1252"?>` + xmlAnswer("<ResponseCode>Success</ResponseCode>"), "the body is not valid XML in UTF-8", 1},
		{"XML other bytes", xmlAnswer("<ResponseCode>Success</ResponseCode><Message>\xe4</Message>"), "the body is not valid XML in UTF-8", 1},
		{"XML other root", "<Other xmlns=\"" + namespace + "\"><ResponseCode>Success</ResponseCode></Other>", "the XML is not a GenericResponse", 1},
		{"XML without namespace", "<GenericResponse><ResponseCode>Success</ResponseCode></GenericResponse>", "the XML is not a GenericResponse", 1},
		{"XML code in no namespace", xmlAnswer(`<ResponseCode xmlns="">Success</ResponseCode>`), "the answer has no ResponseCode", 1},
		{"XML nil code", xmlAnswer(`<ResponseCode i:nil="true"/>`), "the answer has no ResponseCode", 1},
		{"XML empty code", xmlAnswer(`<ResponseCode/>`), "the ResponseCode is neither a number nor a name", 1},
		{"XML code with elements", xmlAnswer("<ResponseCode>Success<x/></ResponseCode>"), "the ResponseCode is neither a number nor a name", 1},
		{"XML two codes", xmlAnswer("<ResponseCode>Success</ResponseCode><ResponseCode>Bad</ResponseCode>"), "the body holds two different members ResponseCode", 1},
		{"XML error page of the framework", "<Error><Message>An error has occurred.</Message></Error>", "the answer has no ResponseCode", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bad := answer{status: 200, body: test.body}
			s := &stub{script: []answer{bad, bad, bad}}
			result, err := newStubbed(t, s).LinkAccount(t.Context(), link)
			require.ErrorIs(t, err, backoffice.ErrProtocol)
			require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			assert.ErrorContains(t, err, test.cause)
			assert.Nil(t, result)
			assert.Len(t, s.bodies, test.attempts)
		})
	}
}

// FuzzAnswer: whatever comes, a success has a code and a status of it, and all else
// is an error of a known kind.
func FuzzAnswer(f *testing.F) {
	for _, file := range []string{"docs/link_account_answer.json", "docs/link_account_answer.xml", "history_page.json"} {
		text, err := os.ReadFile("testdata/" + file)
		require.NoError(f, err)
		f.Add(200, string(text))
		f.Add(500, string(text))
	}
	for _, body := range []string{"", "{}", "null", `{"ResponseCode":15}`, "<Error/>", "<html>", xmlAnswer("<ResponseCode/>")} {
		f.Add(200, body)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		s := &stub{script: []answer{{status: status, body: body}}}
		once := backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1})
		result, err := newStubbed(t, s, once).LinkAccount(t.Context(), link)
		if err != nil {
			assert.Contains(t, []backoffice.Kind{
				backoffice.ErrInvalid, backoffice.ErrUnauthorized, backoffice.ErrForbidden, backoffice.ErrNotFound,
				backoffice.ErrConflict, backoffice.ErrRateLimited, backoffice.ErrServer, backoffice.ErrRoute,
				backoffice.ErrProtocol, backoffice.ErrNetwork,
			}, errorOf(t, err).Kind)
			return
		}
		assert.True(t, status >= 200 && status <= 299)
		assert.True(t, result.ResponseCode.Known())
	})
}

// TestStatus: the HTTP status decides about what is no success, whatever the
// body says.
func TestStatus(t *testing.T) {
	const refused = `{"ResponseCode":7,"Message":"No."}`
	const unverified = `{"ResponseCode":7,"Message":"Verification failed."}`
	tests := []struct {
		name     string
		status   int
		body     string
		kind     backoffice.Kind
		outcome  backoffice.Outcome
		attempts int
	}{
		{"accepted", 202, refused, backoffice.ErrInvalid, backoffice.OutcomeRejected, 1},
		{"no content", 204, "", backoffice.ErrProtocol, backoffice.OutcomeUnknown, 2},
		{"redirect", 302, refused, backoffice.ErrProtocol, backoffice.OutcomeUnknown, 1},
		{"redirect with success", 302, success, backoffice.ErrProtocol, backoffice.OutcomeUnknown, 1},
		{"bad request", 400, refused, backoffice.ErrInvalid, backoffice.OutcomeRejected, 1},
		{"bad request, unverified", 400, unverified, backoffice.ErrUnauthorized, backoffice.OutcomeRejected, 1},
		{"bad request with success", 400, success, backoffice.ErrProtocol, backoffice.OutcomeUnknown, 1},
		{"bad request with queued", 400, `{"ResponseCode":15}`, backoffice.ErrProtocol, backoffice.OutcomeUnknown, 1},
		{"unauthorized", 401, refused, backoffice.ErrUnauthorized, backoffice.OutcomeRejected, 1},
		{"forbidden", 403, refused, backoffice.ErrForbidden, backoffice.OutcomeRejected, 1},
		{"forbidden, unverified", 403, unverified, backoffice.ErrUnauthorized, backoffice.OutcomeRejected, 1},
		{"not found by the API", 404, refused, backoffice.ErrNotFound, backoffice.OutcomeRejected, 1},
		{"not found by the framework", 404, `{"Message":"No HTTP resource was found."}`, backoffice.ErrRoute, backoffice.OutcomeRejected, 1},
		{"not found by XML", 404, "<Error><Message>No.</Message></Error>", backoffice.ErrRoute, backoffice.OutcomeRejected, 1},
		{"not found by nobody", 404, "", backoffice.ErrRoute, backoffice.OutcomeRejected, 1},
		{"not found by a page", 404, "<html></html>", backoffice.ErrRoute, backoffice.OutcomeRejected, 1},
		{"wrong method", 405, `"The requested resource does not support http method 'POST'."`, backoffice.ErrRoute, backoffice.OutcomeRejected, 1},
		{"conflict", 409, refused, backoffice.ErrConflict, backoffice.OutcomeRejected, 1},
		{"too many", 429, refused, backoffice.ErrRateLimited, backoffice.OutcomeRejected, 3},
		{"too many with success", 429, success, backoffice.ErrProtocol, backoffice.OutcomeUnknown, 1},
		{"server error", 500, refused, backoffice.ErrServer, backoffice.OutcomeUnknown, 3},
		{"server error with success", 500, success, backoffice.ErrProtocol, backoffice.OutcomeUnknown, 1},
		{"gateway error with success", 504, success, backoffice.ErrProtocol, backoffice.OutcomeUnknown, 1},
		{"server error, unverified", 500, unverified, backoffice.ErrServer, backoffice.OutcomeUnknown, 3},
		{"bad gateway", 502, "", backoffice.ErrServer, backoffice.OutcomeUnknown, 3},
		{"bad gateway with a page", 502, "<html></html>", backoffice.ErrServer, backoffice.OutcomeUnknown, 3},
		{"strange", 599, refused, backoffice.ErrServer, backoffice.OutcomeUnknown, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			same := answer{status: test.status, body: test.body}
			s := &stub{script: []answer{same, same, same}}
			_, err := newStubbed(t, s).LinkAccount(t.Context(), link)
			e := errorOf(t, err)
			assert.Equal(t, test.kind, e.Kind)
			assert.Equal(t, test.outcome, e.Outcome)
			assert.Equal(t, test.status, e.Status)
			assert.Equal(t, test.attempts, e.Attempts)
			if strings.Contains(test.body, "ResponseCode") {
				assert.Contains(t, test.body, `"ResponseCode":`+e.Code)
				assert.Contains(t, test.body, e.Message)
			}
		})
	}
}

func TestFrameworkError(t *testing.T) {
	for name, body := range map[string]string{
		"JSON": `{"Message":"An error has occurred.","MessageDetail":"In detail.","ExceptionMessage":"No formatter.","ExceptionType":"System.InvalidOperationException","StackTrace":"   at X"}`,
		"XML":  "<Error><Message>An error has occurred.</Message><MessageDetail>In detail.</MessageDetail><ExceptionMessage>No formatter.</ExceptionMessage><ExceptionType>System.InvalidOperationException</ExceptionType><StackTrace>   at X</StackTrace></Error>",
	} {
		t.Run(name, func(t *testing.T) {
			s := &stub{script: []answer{{status: 500, body: body}}}
			_, err := newStubbed(t, s, backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1})).LinkAccount(t.Context(), link)
			require.EqualError(t, err, "oms.LinkAccount: server error: An error has occurred. In detail. No formatter. "+
				"(HTTP 500, code System.InvalidOperationException); outcome unknown, look before repeating")
		})
	}
}

// TestWording: the vendor publishes no texts, so these are made up on both
// sides of the line.
func TestWording(t *testing.T) {
	tests := map[string]backoffice.Kind{
		"Invalid VerificationKey":                backoffice.ErrUnauthorized,
		"The verification key is wrong.":         backoffice.ErrUnauthorized,
		"Verification failed":                    backoffice.ErrUnauthorized,
		" failed verification for site":          backoffice.ErrUnauthorized,
		"TimestampUTC is out of range":           backoffice.ErrUnauthorized,
		"Timestamp expired":                      backoffice.ErrUnauthorized,
		"invalid timestamp":                      backoffice.ErrUnauthorized,
		"Unauthorized":                           backoffice.ErrUnauthorized,
		"Not authorized.":                        backoffice.ErrUnauthorized,
		"unauthorized: wrong site":               backoffice.ErrUnauthorized,
		"No API key for user":                    backoffice.ErrUnauthorized,
		"Bad ApiKey":                             backoffice.ErrUnauthorized,
		"Authentication failed.":                 backoffice.ErrUnauthorized,
		"":                                       backoffice.ErrInvalid,
		"Duplicate OrderNumber":                  backoffice.ErrInvalid,
		"On hold: payment not authorized":        backoffice.ErrInvalid,
		"The card was unauthorized":              backoffice.ErrInvalid,
		"Unauthorizedly long":                    backoffice.ErrInvalid,
		"No API keyword":                         backoffice.ErrInvalid,
		"Order failed the address verification.": backoffice.ErrInvalid,
		"The address verification failed.":       backoffice.ErrInvalid,
		"The order has no timestamp":             backoffice.ErrInvalid,
	}
	for message, kind := range tests {
		t.Run(message, func(t *testing.T) {
			text, err := json.Marshal(message)
			require.NoError(t, err)
			s := &stub{script: []answer{{status: 200, body: `{"ResponseCode":7,"Message":` + string(text) + `}`}}}
			_, err = newStubbed(t, s).LinkAccount(t.Context(), link)
			e := errorOf(t, err)
			assert.Equal(t, kind, e.Kind)
			assert.Equal(t, backoffice.OutcomeRejected, e.Outcome)
			assert.Equal(t, strings.TrimSpace(message), e.Message)
			assert.Len(t, s.bodies, 1)
		})
	}
}

func TestOwnWording(t *testing.T) {
	own := oms.WithVerificationFailure(func(code oms.ResponseCode, message string) bool {
		return code == "7" && message == "Nein."
	})
	s := &stub{script: []answer{
		{status: 200, body: `{"ResponseCode":7,"Message":"Nein."}`},
		{status: 200, body: `{"ResponseCode":8,"Message":"Verification failed"}`},
	}}
	client := newStubbed(t, s, own)
	_, err := client.LinkAccount(t.Context(), link)
	require.ErrorIs(t, err, backoffice.ErrUnauthorized)
	_, err = client.LinkAccount(t.Context(), link)
	require.ErrorIs(t, err, backoffice.ErrInvalid)
}

func TestResponseCodeJSON(t *testing.T) {
	var v struct{ Code oms.ResponseCode }
	for text, want := range map[string]oms.ResponseCode{
		`{"Code":7}`: "7", `{"Code":"7"}`: "7", `{"Code":-1}`: "-1", `{"Code":"OrderNotFound"}`: "OrderNotFound", `{"Code":"Success"}`: "0",
	} {
		v.Code = ""
		require.NoError(t, json.Unmarshal([]byte(text), &v))
		assert.Equal(t, want, v.Code)
	}
	require.NoError(t, json.Unmarshal([]byte(`{"Code":null}`), &v))
	assert.NotEmpty(t, v.Code, "null changes nothing")
	require.Error(t, json.Unmarshal([]byte(`{"Code":{}}`), &v))
}

// TestRequestID: the CorrelationId identifies the call, in errors and in
// reports of a success.
func TestRequestID(t *testing.T) {
	s := &stub{script: []answer{
		{status: 200, body: `{"ResponseCode":0,"CorrelationId":"c-1"}`},
		{status: 200, body: `{"ResponseCode":7,"CorrelationId":"c-2"}`},
		{status: 200, header: http.Header{"X-Correlation-Id": {"c-3"}}, body: `{"ResponseCode":7}`},
	}}
	client := newStubbed(t, s)
	var report backoffice.Report
	_, err := client.LinkAccount(t.Context(), link, backoffice.WithReport(&report))
	require.NoError(t, err)
	assert.Equal(t, "c-1", report.RequestID)
	for _, want := range []string{"c-2", "c-3"} {
		_, err := client.LinkAccount(t.Context(), link)
		assert.Equal(t, want, errorOf(t, err).RequestID)
	}
}
