package oms

import "github.com/backoffice-sdk/backoffice/internal/transport"

// Class says what sending a call a second time does, and so whether the client
// may repeat it after a lost answer.
type Class uint8

// The classes of calls.
const (
	// Once: the call does its work again each time it is sent, as
	// api/OmsRmaCreate does. It is repeated only if nothing reached the server.
	// This is the zero value, because it is always safe.
	Once Class = iota
	// Update: the call sets a state; setting it twice is setting it once.
	Update
	// Read: the call changes nothing.
	Read
)

var classes = map[Class]transport.Class{Once: transport.Once, Update: transport.Update, Read: transport.Read}
