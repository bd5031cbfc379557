package customer

import (
	"strings"

	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// Differences returns the names of the fields that the request sets and that
// found, as [Client.Get] returned it, holds with another value. There are none
// if found is what the request asked for. Text is compared without the blanks at
// its end, a number without the zeros that fill it, and a date by its day.
//
// A program that was stopped before it saw the answer to an Add with a Number
// gets the customer with that number and asks for the differences: none mean
// that the Add was done.
func (r *AddRequest) Differences(found *Customer) []string {
	asked := *r
	if r.Number != nil && sameNumber(*r.Number, found.Number) {
		asked.Number = &found.Number
	}
	return wire.Differences(&asked, found)
}

// sameNumber compares customer numbers, which the ERP fills with zeros.
func sameNumber(a, b string) bool {
	return strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0")
}
