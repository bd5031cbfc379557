package faults_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answerRows are the faults of answers that arrive whole.
var answerRows = []row{
	{
		number: 24, fault: "HTTP 200 with a page of HTML", note: "the title of the page is in the error",
		script: same(backofficetest.HTML(200)),
		want:   prooflessBefore("protocol"),
		check: func(t testing.TB, tr *trial) {
			assert.Equal(t, "Runtime Error", failureOf(t, tr).Message)
		},
	},
	{
		number: 25, letter: "a", fault: "HTTP 200 without a body", note: "Hostway answers its PUT and DELETE with 204 alone, and a Submit with 200 as well",
		script: same(backofficetest.AnswerAfter(200, nil, "")),
		want: append(askedOnceMore(), line{
			groups: []string{order},
			read:   "2: done / 2: protocol, no effect",
			update: "1: protocol, unknown, 1 commit",
			delete: "1: protocol, unknown, 1 commit",
			once:   "1: protocol, unknown, 1 commit",
		}, line{
			groups: []string{cart},
			read:   "2: done / 2: protocol, no effect",
			update: "1: protocol, unknown, 1 commit",
			delete: "1: protocol, unknown, 1 commit",
			once:   "1: done, 1 commit",
		}),
	},
	{
		number: 25, letter: "b", fault: "HTTP 200 with null", note: "not repeated: an action that returns null does so again",
		script: same(backofficetest.AnswerAfter(200, jsonHeader, "null")),
		want:   proofless("protocol"),
	},
	{
		number: 26, letter: "a", fault: "HTTP 200 that says the credential is wrong",
		script: byVendor(map[string]backofficetest.Fault{
			manex: backofficetest.Answer(200, jsonHeader, `{"Code":401,"Message":"No.","IsValidUser":true}`),
			deck:  backofficetest.Answer(200, jsonHeader, `{"ResponseCode":2,"Message":"Verification failed: wrong VerificationKey."}`),
		}),
		want: append(refused("unauthorized"), missing("the HTTP status decides", hostway)),
	},
	{
		number: 26, letter: "b", fault: "HTTP 200 that says the user is invalid",
		script: same(backofficetest.Answer(200, jsonHeader, `{"Code":403,"Message":"Invalid API Key.","IsValidUser":false}`)),
		want:   append(refused("unauthorized"), missing("the envelope has no such member", deck, hostway)),
	},
	{
		number: 27, fault: "HTTP 200 that refuses the arguments",
		script: byVendor(map[string]backofficetest.Fault{
			manex: backofficetest.Answer(200, jsonHeader, `{"Code":403,"Message":"The value is not allowed.","IsValidUser":true}`),
			deck:  backofficetest.Answer(200, jsonHeader, `{"ResponseCode":7,"Message":"No."}`),
		}),
		want: append(refused("invalid"), missing("the HTTP status decides", hostway)),
		check: func(t testing.TB, tr *trial) {
			assert.NotEmpty(t, failureOf(t, tr).Code)
			assert.NotEmpty(t, failureOf(t, tr).Message)
		},
	},
	{
		number: 28, fault: "HTTP 200 that says busy",
		script: same(backofficetest.Answer(200, jsonHeader, `{"Code":500,"Message":"busy","IsValidUser":true}`)),
		want: append(lostBefore("server"), missing("every code but 0 and 15 is a refusal: the others are not published", deck),
			missing("the HTTP status decides", hostway)),
	},
	{
		number: 29, letter: "a", fault: "success in the body under a status of failure", note: "ManEx: the body decides, whatever the status; DECK: a contradiction",
		script: same(backofficetest.RewriteHeader(func(int, http.Header) int { return 500 })),
		want: []line{
			{groups: []string{manex}, read: "1: done", update: "1: done, 1 commit", delete: "1: done, 1 commit", once: "1: done, 1 commit"},
			{groups: []string{deck}, read: "1: protocol, no effect", update: "1: protocol, unknown, 1 commit", once: "1: protocol, unknown, 1 commit"},
			missing("the HTTP status decides: row 46", hostway),
		},
	},
	{
		number: 29, letter: "b", fault: "failure in the body under a status of success",
		script: func(s *subject) []backofficetest.Fault {
			return []backofficetest.Fault{backofficetest.AnswerAfter(successStatus(s), jsonHeader,
				`{"conflict":{"guid":"g","message":"Data conflict","code":409,"details":""}}`)}
		},
		want: []line{
			{groups: []string{hostway}, read: "1: protocol, no effect", update: noBody, delete: noBody, once: "1: protocol, unknown, 1 commit"},
			missing("this is how they refuse: rows 26 to 28"),
		},
	},
	{
		number: 30, letter: "a", fault: "the member that decides is missing",
		script: func(s *subject) []backofficetest.Fault {
			return []backofficetest.Fault{backofficetest.AnswerAfter(successStatus(s), jsonHeader, `{"Message":"Success"}`)}
		},
		want: undecided(line{read: "1: protocol, no effect", once: "1: protocol, unknown, 1 commit"}, line{read: "1: protocol, no effect"}),
	},
	decidedTwice("b", "comes twice, success last", inFront, rivals),
	decidedTwice("c", "comes twice, success first", behind, rivals),
	decidedTwice("d", "comes twice, in different letters, success last", inFront, rivalsInOtherLetters),
	decidedTwice("e", "comes twice, in different letters, success first", behind, rivalsInOtherLetters),
	decidedBy("f", "is an object", `{}`, line{read: "1: protocol, no effect", once: "1: protocol, unknown, 1 commit"}, line{read: "- it is an object"}),
	decidedBy("g", "is a list", `[]`, line{read: "- it is a list", once: "1: protocol, unknown, 1 commit"}, line{read: "1: protocol, no effect"}),
	decidedByWord("h", "is a text that is no number", `"Pending"`),
	decidedBy("i", "is true", `true`, line{read: "1: protocol, no effect", once: "1: protocol, unknown, 1 commit"}, line{read: "1: protocol, no effect"}),
	{
		number: 31, fault: "a byte order mark in front of the body",
		script: same(rewriteBody(func(body string) string { return "\uFEFF" + body })),
		want:   unharmed(),
	},
	{
		number: 32, fault: "bytes after the end of the body",
		script: same(rewriteBody(func(body string) string { return body + "<!-- served by a cache -->" })),
		want:   prooflessBody("protocol"),
	},
	{
		number: 33, letter: "a", fault: "a number beyond 2^53", note: "read exactly; Hostway writes its numbers as texts",
		script: func(s *subject) []backofficetest.Fault {
			return []backofficetest.Fault{rewriteNumber(s, "9007199254740993")}
		},
		want: []line{
			{groups: []string{manex}, read: "1: done", update: noNumber, delete: noNumber, once: noNumber},
			{groups: []string{deck}, read: "1: done", update: noNumber, once: noNumber},
			missing("no call has a number that a test could spoil", hostway),
		},
		check: func(t testing.TB, tr *trial) {
			const exact = "9007199254740993"
			switch got := tr.result.(type) {
			case *customer.Customer:
				assert.Equal(t, exact, got.CreditLimit.String())
			case []shiptax.Tax:
				assert.Equal(t, exact, got[0].Rate.String())
			case *oms.HistoryPage:
				assert.Equal(t, 9007199254740993, *got.Total)
			default:
				require.Fail(t, "nothing was read")
			}
		},
	},
	{
		number: 33, letter: "b", fault: "a code beyond 64 bits",
		script: same(rewriteCode("99999999999999999999")),
		want:   append(proofless("protocol"), missing("the HTTP status decides", hostway)),
	},
	{
		number: 33, letter: "c", fault: "a code with an exponent", note: "2e2 is 200; of the OMS's codes it is none",
		script: same(rewriteCode("2e2")),
		want: []line{
			{groups: []string{manex}, read: "1: done", update: "1: done, 1 commit", delete: "1: done, 1 commit", once: "1: done, 1 commit"},
			{groups: []string{deck}, read: "1: protocol, no effect", update: "1: protocol, unknown, 1 commit", once: "1: protocol, unknown, 1 commit"},
			missing("the HTTP status decides", hostway),
		},
	},
	{
		number: 34, fault: "NUL, invalid UTF-8 and half a surrogate in a text", note: "each bad byte becomes U+FFFD; an id with a NUL is refused when it is used",
		script: same(rewriteText("\\u0000\xff\\ud800")),
		want:   unharmed(),
		check: func(t testing.TB, tr *trial) {
			const read = "\x00\uFFFD\uFFFD"
			switch got := tr.result.(type) {
			case *customer.Customer:
				if tr.subject.class == transport.Read {
					assert.Equal(t, read, got.Name)
				}
			case []orders.Attribute:
				assert.Equal(t, read, got[0].Value)
			case *orders.ContactInfo:
				assert.Equal(t, read, got.Name.FirstName)
			}
		},
	},
	{
		number: 35, fault: "JSON that is called text/html",
		script: same(backofficetest.RewriteHeader(func(status int, header http.Header) int {
			header.Set("Content-Type", "text/html; charset=utf-8")
			return status
		})),
		want: unharmed(),
	},
	{
		number: 36, letter: "a", fault: "XML with a document type and an entity", note: "nothing outside of the answer is looked up",
		script: same(backofficetest.AnswerAfter(200, http.Header{"Content-Type": {"application/xml"}},
			`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>`+xmlSuccess("<Message>&x;</Message>"))),
		want: proofless("protocol"),
	},
	{
		number: 36, letter: "b", fault: "XML in another character set",
		script: same(backofficetest.AnswerAfter(200, http.Header{"Content-Type": {"application/xml"}},
			`<?xml version="1.0" encoding="windows-1252"?>`+xmlSuccess(""))),
		want: proofless("protocol"),
	},
	{
		number: 37, fault: "204 where no body is needed",
		script: same(backofficetest.StatusAfter(204)),
		want: []line{
			{groups: []string{order}, read: "- row 38", update: "1: done, 1 commit", delete: "1: done, 1 commit", once: "- row 38"},
			{groups: []string{cart}, read: "- row 38", update: "1: done, 1 commit", delete: "1: done, 1 commit", once: "1: done, 1 commit"},
			missing("every answer has an envelope: row 38"),
		},
	},
	{
		number: 38, fault: "204 where a body is needed", note: "judged as the empty body it is: asked once more, where no page of Hostway lists the status not even that",
		script: same(backofficetest.StatusAfter(204)),
		want: append(askedOnceMore(), line{
			groups: []string{order}, read: "1: protocol, no effect", update: "- row 37", delete: "- row 37", once: "1: protocol, unknown, 1 commit",
		}, line{
			groups: []string{cart}, read: "1: protocol, no effect", update: "- row 37", delete: "- row 37", once: "- row 37",
		}),
	},
}

const (
	noBody   = "- a 204 has no body"
	noNumber = "- the answer has no number"
)

var jsonHeader = http.Header{"Content-Type": {"application/json; charset=utf-8"}}

// askedOnceMore: the request was carried out and the answer is empty, which one
// more attempt may mend.
func askedOnceMore() []line {
	return []line{
		{
			read:   "2: done / 2: protocol, no effect",
			update: "2: done, 2 commits / 2: protocol, unknown, 2 commits",
			delete: "2: settled, 1 commit / 2: protocol, unknown, 1 commit",
			once:   "1: protocol, unknown, 1 commit",
		},
		{
			groups: []string{taxes},
			read:   "2: done / 2: protocol, no effect",
			update: "2: done, 2 commits / 2: protocol, unknown, 2 commits",
			delete: "2: done, 1 commit / 2: protocol, unknown, 1 commit",
			once:   "1: protocol, unknown, 1 commit",
		},
	}
}

func failureOf(t testing.TB, tr *trial) *backoffice.Error {
	t.Helper()
	failed, ok := tr.err.(*backoffice.Error)
	require.True(t, ok)
	return failed
}

// byVendor is a script of one fault for each vendor.
func byVendor(faults map[string]backofficetest.Fault) func(*subject) []backofficetest.Fault {
	return func(s *subject) []backofficetest.Fault { return []backofficetest.Fault{faults[vendorOf(s.group)]} }
}

// successStatus returns the status of a subject's success.
func successStatus(s *subject) int {
	switch s.op {
	case "orders.Create":
		return http.StatusCreated
	case "orders.Submit":
		return http.StatusAccepted
	}
	return http.StatusOK
}

// rewriteBody changes a body, if there is one.
func rewriteBody(change func(string) string) backofficetest.Fault {
	return backofficetest.Rewrite(func(body string) string {
		if body == "" {
			return ""
		}
		return change(body)
	})
}

// rewriteMember replaces the value of the named members.
func rewriteMember(value string, names ...string) backofficetest.Fault {
	return rewriteBody(func(body string) string {
		for _, name := range names {
			before, after, found := strings.Cut(body, `"`+name+`":`)
			if !found {
				continue
			}
			var old json.RawMessage
			decoder := json.NewDecoder(strings.NewReader(after))
			if decoder.Decode(&old) == nil {
				body = before + `"` + name + `":` + value + after[decoder.InputOffset():]
			}
		}
		return body
	})
}

func rewriteNumber(s *subject, value string) backofficetest.Fault {
	names := map[string]string{"customer.Get": "CREDLIMIT", "shiptax.Get": "TAX_RATE", "oms.OrderHistory": "TotalRecordsAvailable"}
	return rewriteMember(value, names[s.op])
}

func rewriteCode(value string) backofficetest.Fault {
	return rewriteMember(value, "Code", "ResponseCode")
}

func rewriteText(text string) backofficetest.Fault {
	return rewriteMember(`"`+text+`"`, "Message", "CUSTNAME", "value", "firstName")
}

// xmlSuccess is an XML answer of the OMS.
func xmlSuccess(elements string) string {
	return `<GenericResponse xmlns="http://schemas.datacontract.org/2004/07/DECK.Core.Common.Contracts.API">` + elements +
		`<ResponseCode>Success</ResponseCode></GenericResponse>`
}
