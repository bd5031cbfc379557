package faults_test

import (
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/assert"
)

// The member that decides is the code of the ERP and of the OMS. A status of
// Hostway decides, but an answer that is to bring something must hold it.

// rivals are members that decide otherwise than a success does, by the operation
// or by the vendor.
var rivals = map[string]string{
	manex: `"Code":403`, deck: `"ResponseCode":7`,
	"orders.AccountAttributes": `"list":[]`, "orders.Create": `"orderId":"another"`, "orders.ContactInfo": `"contactInfo":{}`,
}

// rivalsInOtherLetters are what a reader that tells letters apart takes for
// members of no meaning.
var rivalsInOtherLetters = map[string]string{
	manex: `"code":403`, deck: `"responsecode":7`,
	"orders.AccountAttributes": `"List":[]`, "orders.Create": `"OrderID":"another"`, "orders.ContactInfo": `"CONTACTINFO":{}`,
}

func inFront(body, member string) string { return "{" + member + "," + strings.TrimPrefix(body, "{") }

func behind(body, member string) string { return strings.TrimSuffix(body, "}") + "," + member + "}" }

// decidedTwice is a row of two members that decide, with different values.
func decidedTwice(letter, how string, join func(body, member string) string, rivals map[string]string) row {
	return row{
		number: 30, letter: letter, fault: "the member that decides " + how,
		script: func(s *subject) []backofficetest.Fault {
			member, ok := rivals[s.op]
			if !ok {
				member = rivals[vendorOf(s.group)]
			}
			return []backofficetest.Fault{rewriteBody(func(body string) string { return join(body, member) })}
		},
		want: undecided(line{read: "1: protocol, no effect", once: "1: protocol, unknown, 1 commit"}, line{read: "1: protocol, no effect"}),
		check: func(t testing.TB, tr *trial) {
			assert.ErrorContains(t, tr.err, "two different members", "the body is good but for that")
		},
	}
}

// decidedBy is a row of a member that decides and has a value of the wrong type.
// The lines are those of Hostway, where the types differ.
func decidedBy(letter, how, value string, ofOrder, ofCart line) row {
	return row{
		number: 30, letter: letter, fault: "the member that decides " + how,
		script: same(rewriteMember(value, "Code", "ResponseCode", "list", "orderId", "contactInfo")),
		want:   undecided(ofOrder, ofCart),
		check: func(t testing.TB, tr *trial) {
			assert.NotContains(t, tr.err.Error(), wire.ErrSyntax.Error(), "the body is good but for the type")
		},
	}
}

// decidedByWord is decidedBy for a text. The OMS has names for its codes: one
// that is not known is an error and leaves open whether anything was done.
func decidedByWord(letter, how, word string) row {
	r := decidedBy(letter, how, word, line{read: "1: protocol, no effect", once: "- an id is a text"}, line{read: "1: protocol, no effect"})
	r.note = "DECK has names for its codes, so this is an error; it may be the unpublished name of *queued*"
	r.want = append(r.want, line{
		groups: []string{deck}, read: "1: invalid, no effect", update: "1: invalid, unknown, 1 commit", once: "1: invalid, unknown, 1 commit",
	})
	return r
}

// undecided: the request was carried out and the answer does not say so. What
// Hostway answers without a body is not touched.
func undecided(ofOrder, ofCart line) []line {
	ofOrder.groups, ofOrder.update, ofOrder.delete = []string{order}, noBody, noBody
	ofCart.groups, ofCart.update, ofCart.delete, ofCart.once = []string{cart}, noBody, noBody, "- the status alone decides"
	return except(proofless("protocol"), ofOrder, ofCart)
}
