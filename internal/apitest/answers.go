package apitest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
)

// testBadAnswers serves answers that prove nothing, with HTTP status 200. None
// may become a success, and a write that got one has an unknown outcome.
func (s Suite) testBadAnswers(t *testing.T) {
	const page = "<!DOCTYPE html><html><head><title>Log in</title></head><body></body></html>"
	tests := []struct {
		name string
		body string
		// needsPayload marks answers that only a call with a payload refuses.
		needsPayload bool
		message      string
		cause        string
	}{
		{name: "page of HTML", body: page, message: "Log in", cause: "the body is an HTML page"},
		{name: "nothing", body: "", cause: "the body is empty"},
		{name: "blanks", body: " \r\n\t", cause: "the body is empty"},
		{name: "null", body: "null", cause: "the body is not a JSON object"},
		{name: "a list", body: `[{"Code":200}]`, cause: "the body is not a JSON object"},
		{name: "a string", body: `"Code 200"`, cause: "the body is not a JSON object"},
		{name: "plain text", body: "OK", cause: "the body is not valid JSON"},
		{name: "empty object", body: "{}", cause: "the answer has no Code"},
		{name: "null Code", body: `{"Code":null,"IsValidUser":true}`, cause: "the answer has no Code"},
		{name: "framework error", body: `{"Message":"An error has occurred."}`, message: "An error has occurred.", cause: "the answer has no Code"},
		{name: "cut in the middle", body: `{"Code":200,"Message":"x","ResponseObject":{"CUSTNO":"1","LINKADD":"a`, cause: "the body is cut off"},
		{name: "cut before the end", body: `{"Code":200,"IsValidUser":true`, cause: "the body is cut off"},
		{name: "no JSON", body: `{"Code":200,}`, cause: "the body is not valid JSON"},
		{name: "bytes after the end", body: `{"Code":200,"IsValidUser":true}<html>`, cause: "the body goes on after its end"},
		{name: "second object", body: `{"Code":200}{"Code":403}`, cause: "the body goes on after its end"},
		{name: "success, then refusal", body: `{"Code":200,"code":403}`, cause: "the body holds two different members Code"},
		{name: "refusal, then success", body: `{"CODE":403,"Code":200}`, cause: "the body holds two different members Code"},
		{name: "valid and invalid user", body: `{"Code":200,"IsValidUser":true,"isvaliduser":false}`, cause: "the body holds two different members IsValidUser"},
		{name: "two payloads", body: `{"Code":200,"ResponseObject":{"CUSTNO":"1"},"ResponseObject":{"CUSTNO":"2"}}`, cause: "the body holds two different members ResponseObject", needsPayload: true},
		{name: "success with a wrong key", body: `{"Code":200,"IsValidUser":false}`, cause: "the answer says success and wrong key at once"},
		{name: "Code of no meaning", body: `{"Code":302,"Message":"moved"}`, message: "moved", cause: "the Code is neither the documented success nor an error"},
		{name: "Code 0", body: `{"Code":0}`, cause: "the Code is neither the documented success nor an error"},
		{name: "Code that is no number", body: `{"Code":"OK"}`, cause: "member Code: not a decimal number"},
		{name: "Code beyond 64 bits", body: `{"Code":20000000000000000000}`, cause: "member Code: is not a whole number of 64 bits"},
		{name: "Code that is an object", body: `{"Code":{"Value":200}}`, cause: "member Code: is not a single value"},
		{name: "Code that is true", body: `{"Code":true}`, cause: "member Code: is not a number"},
		{name: "no Code, and a number that is none", body: `{"ResponseObject":{"CREDLIMIT":"much","TRANSDAY":"soon","LINKADD":[]}}`, cause: "the answer has no Code"},
		{name: "valid user of no meaning", body: `{"Code":200,"IsValidUser":"maybe"}`, cause: "member IsValidUser: is not true or false"},
		{name: "no payload", body: `{"Code":200,"IsValidUser":true}`, needsPayload: true},
		{name: "null payload", body: `{"Code":200,"IsValidUser":true,"ResponseObject":null}`, needsPayload: true},
		{name: "empty payload", body: `{"Code":200,"IsValidUser":true,"ResponseObject":{}}`, needsPayload: true},
		{name: "payload of blanks", body: `{"Code":200,"ResponseObject":{"CUSTNO":"    ","LINKADD":"    "}}`, needsPayload: true},
		{name: "list of nothing", body: `{"Code":200,"ResponseObject":[null]}`, needsPayload: true},
		{name: "list of an empty row", body: `{"Code":200,"ResponseObject":[{}]}`, needsPayload: true},
		{name: "payload of another type", body: `{"Code":200,"ResponseObject":"1"}`, needsPayload: true},
		{name: "number that is none", body: `{"Code":200,"ResponseObject":{"CUSTNO":"1","CREDLIMIT":"much","LINKADD":"a","TRANSDAY":"soon"}}`, needsPayload: true},
		{name: "longer than allowed", body: `{"Code":200,"Message":"` + strings.Repeat("x", limit) + `"}`, cause: "the body is longer than 4096 bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := s.server(t)
			calls := s.calls(t, server.ManExURL(), server.ManExKey(), once(), backoffice.WithMaxResponseBytes(limit))
			for _, call := range calls {
				if test.needsPayload && !call.HasPayload {
					continue
				}
				server.Script(call.Op, backofficetest.Answer(200, http.Header{"Content-Type": {"application/json"}}, test.body))
				got, err := call.Do(t.Context())
				failed := failure(t, err)
				assert.Equal(t, backoffice.ErrProtocol, failed.Kind, call.Op)
				assert.Equal(t, call.outcomeOfNothing(), failed.Outcome, call.Op)
				assert.Equal(t, 200, failed.Status, call.Op)
				assert.Empty(t, got, call.Op)
				if test.cause != "" {
					assert.EqualError(t, failed.Cause, test.cause, call.Op)
					assert.Equal(t, test.message, failed.Message, call.Op)
				}
			}
		})
	}
}

// limit is the longest body the calls take in testBadAnswers.
const limit = 4096

// outcomeOfNothing is the outcome of a call whose answer proves nothing.
func (c Call) outcomeOfNothing() backoffice.Outcome {
	if c.Writes {
		return backoffice.OutcomeUnknown
	}
	return backoffice.OutcomeNoEffect
}

// testBadTransfers cuts or disguises the answer to a request that was carried
// out.
func (s Suite) testBadTransfers(t *testing.T) {
	tests := []struct {
		name  string
		fault backofficetest.Fault
		kind  backoffice.Kind
	}{
		{"dropped", backofficetest.DropAfter(), backoffice.ErrNetwork},
		{"reset", backofficetest.ResetAfter(), backoffice.ErrNetwork},
		{"cut by length", backofficetest.CutBody(30), backoffice.ErrProtocol},
		{"cut in a chunk", backofficetest.CutChunked(30), backoffice.ErrProtocol},
		{"cut without framing", backofficetest.CutUnframed(30), backoffice.ErrProtocol},
		{"cut gzip", backofficetest.CutGzip(), backoffice.ErrProtocol},
		{"gzip bomb", backofficetest.GzipBomb(1 << 20), backoffice.ErrProtocol},
		{"unknown encoding", backofficetest.Encoded("br"), backoffice.ErrProtocol},
		{"no HTTP", backofficetest.Raw("220 mail.example.com ESMTP\r\n"), backoffice.ErrProtocol},
		{"gateway gave up", backofficetest.StatusAfter(504), backoffice.ErrServer},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, op := range s.ops(t) {
				server := s.server(t)
				server.Script(op, test.fault)
				call := s.call(t, op, server.ManExURL(), server.ManExKey(), once(), backoffice.WithMaxResponseBytes(64<<10))
				got, err := call.Do(t.Context())
				failed := failure(t, err)
				assert.Equal(t, test.kind, failed.Kind, op)
				assert.Equal(t, call.outcomeOfNothing(), failed.Outcome, op)
				assert.NotContains(t, err.Error(), "last answer", "%s: there was no other", op)
				assert.Equal(t, call.Writes, len(server.Commits(op)) == 1, "%s: the server has done it all the same", op)
				assert.Empty(t, got, op)
			}
		})
	}
}
