package main

import (
	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
)

// outcome is what became of a link.
type outcome string

const (
	verified outcome = "verified" // done, and read back from the order history
	linked   outcome = "linked"   // done, says the OMS; not read back yet
	queued   outcome = "queued"   // accepted by the OMS, to be done later
	differs  outcome = "differs"  // done, said the OMS; the history shows another customer
	rejected outcome = "rejected" // refused by the OMS
	unknown  outcome = "unknown"  // sent, and no answer tells what became of it
	undone   outcome = "not done" // not sent, or refused for now by a rate limit
)

// outcomes are all of them, in the order of the summary.
var outcomes = []outcome{verified, linked, queued, differs, rejected, unknown, undone}

// accepted reports whether the OMS took the link, so that it is not sent again.
func (o outcome) accepted() bool {
	return o == verified || o == linked || o == queued || o == differs
}

// entry is what is known of a link. It is a line of the journal.
type entry struct {
	Order    string  `json:"order"`
	Customer string  `json:"customer"`
	Outcome  outcome `json:"outcome"`
	// Message says why, for people.
	Message string `json:"message,omitempty"`
}

func newEntry(link links.Link, what outcome, message string) entry {
	return entry{Order: link.Order, Customer: link.Customer, Outcome: what, Message: message}
}
