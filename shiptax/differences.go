package shiptax

import "github.com/backoffice-sdk/backoffice/internal/wire"

// Differences returns the names of the fields that the request sets and that
// found, as [Client.Get] returned it, holds with another value. There are none
// if found is what the request asked for. Text is compared without the blanks at
// its end. ModifiedDate is not compared, because the ERP overwrites it.
//
// A program that was stopped before it saw the answer to an Add with a Key gets
// the rows of the address, looks for the one with that key and asks for the
// differences: none mean that the Add was done.
func (r *AddRequest) Differences(found *Tax) []string { return wire.Differences(r, found) }
