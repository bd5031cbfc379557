package transport

import (
	"errors"
	"strings"
)

// malformedTexts are what net/http says of an answer that is not HTTP. It has no
// type for this. The more telling ones come first.
var malformedTexts = []string{
	"malformed HTTP status code", "malformed HTTP response", "malformed HTTP version", "malformed MIME header", "malformed",
	"server response headers exceeded", "too many 1xx", "Content-Length", "transfer encoding",
}

// asMalformed reports whether err says that what came was not HTTP. The cause it
// returns has none of the answer in it. net/http quotes the line it could not
// read, which may be the one that brings a secret.
func asMalformed(err error) (cause error, ok bool) {
	text := err.Error()
	for _, part := range malformedTexts {
		if strings.Contains(text, part) {
			return errors.New("the answer is not valid HTTP: " + part), true
		}
	}
	return err, false
}
