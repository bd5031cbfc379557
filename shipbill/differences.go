package shipbill

import "github.com/backoffice-sdk/backoffice/internal/wire"

// Differences returns the names of the fields that the request sets and that
// found, as [Client.Get] returned it, holds with another value. There are none
// if found is what the request asked for. Text is compared without the blanks at
// its end.
//
// A program that was stopped before it saw the answer to an Add with a Link gets
// the address with that link and asks for the differences: none mean that the
// Add was done.
func (r *AddRequest) Differences(found *Address) []string { return wire.Differences(r, found) }
