package transport

import (
	"strings"
	"sync/atomic"
)

// Clean returns text without the secrets of the client and of the call, for
// vendor text that leaves the library other than in an error.
//
// It runs for every success, and finds nothing in nearly all of them. To look
// for the call's own secrets costs much less than to get ready to remove them.
func (c *Call) Clean(text string) string {
	if c.Secrets == nil || !c.client.holdsAny(text, c.Secrets()) {
		return c.client.scrub.clean(text)
	}
	return c.scrubber().clean(text)
}

// holdsAny reports whether text holds a piece of a secret that a scrubber would
// remove.
func (c *Client) holdsAny(text string, secrets []string) bool {
	lower := foldASCII(text)
	for _, secret := range secrets {
		if len(lower) < min(len(secret), minPiece) {
			continue // too short to hold a piece worth removing
		}
		for _, form := range c.forms.of(secret) {
			if holdsPiece(lower, form) {
				return true
			}
		}
	}
	return false
}

// lastForms remembers the forms of the secret that was asked for last. A
// signature is the same for all calls of a minute, and its forms cost more than
// the rest of the call. They are kept in a closure, out of sight of printers.
type lastForms struct {
	known atomic.Pointer[func() (secret string, forms []string)]
}

func (l *lastForms) of(secret string) []string {
	if known := l.known.Load(); known != nil {
		if last, forms := (*known)(); last == secret {
			return forms
		}
	}
	forms := encodings(secret)
	known := func() (string, []string) { return secret, forms }
	l.known.Store(&known)
	return forms
}

func holdsPiece(lower, form string) bool {
	if len(form) < minPiece {
		return strings.Contains(lower, form)
	}
	for at := 0; at+minPiece <= len(lower); at++ {
		if strings.Contains(form, lower[at:at+minPiece]) {
			return true
		}
	}
	return false
}
