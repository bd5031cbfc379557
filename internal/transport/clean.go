package transport

import "strings"

// Clean returns text without the secrets of the client and of the call, for
// vendor text that leaves the library other than in an error.
//
// It runs for every success, and finds nothing in nearly all of them. To look
// for the call's own secrets costs much less than to get ready to remove them.
func (c *Call) Clean(text string) string {
	if c.Secrets == nil || !holdsAny(text, c.Secrets()) {
		return c.client.scrub.clean(text)
	}
	return c.scrubber().clean(text)
}

// holdsAny reports whether text holds a piece of a secret that a scrubber would
// remove.
func holdsAny(text string, secrets []string) bool {
	lower := strings.ToLower(text)
	for _, secret := range secrets {
		if len(lower) < min(len(secret), minPiece) {
			continue // too short to hold a piece worth removing
		}
		for _, form := range encodings(secret) {
			if holdsPiece(lower, form) {
				return true
			}
		}
	}
	return false
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
