package transport

import (
	"context"
	"net/http"
)

// opaque stands outside the caller's middleware. Some print verbs walk from a
// request into its context, one pointer deep, and would show what the call
// remembers of the last answer, with the secrets a server may have echoed.
type opaque struct{ next http.RoundTripper }

// opaqueContext hides the call behind a second pointer.
type opaqueContext struct{ context.Context }

// RoundTrip passes the request on with a context that shows nothing.
func (o opaque) RoundTrip(request *http.Request) (*http.Response, error) {
	return o.next.RoundTrip(request.WithContext(&opaqueContext{request.Context()}))
}
