package transport

import (
	"maps"
	"net/http"
)

const acceptJSON = "application/json"

// headerFor returns the header of a request with the given body type. The maps
// are made once and shared by all calls, so nobody may write to one.
func (c *Client) headerFor(contentType, accept, userAgent string) http.Header {
	if accept == "" {
		accept = acceptJSON
	}
	header, ok := c.headers[contentType]
	if ok && accept == acceptJSON && userAgent == c.config.UserAgent {
		return header
	}
	return c.newHeader(contentType, accept, userAgent)
}

func (c *Client) newHeader(contentType, accept, userAgent string) http.Header {
	header := http.Header{
		"Accept":     {accept},
		"User-Agent": {userAgent},
	}
	if contentType != "" {
		header["Content-Type"] = []string{contentType}
	}
	return header
}

// noHeader is the header of requests nobody looks at before the innermost
// layer gives them their own. http.Client copies the header of each request
// for the case of a redirect, so it had better be empty.
var noHeader = http.Header{}

// outerHeader returns the header that middleware sees and may change.
func (c *Call) outerHeader() http.Header {
	if len(c.client.config.Middleware) == 0 {
		return noHeader
	}
	return copyHeader(c.header)
}

// innerHeader returns the header of the request on the wire. A credential of the
// call writes to it, and a transport of the caller might; the outer request must
// not learn what they write. The library's own transport only reads it.
func (c *Call) innerHeader(outer http.Header) http.Header {
	shared := c.header
	if len(c.client.config.Middleware) > 0 {
		shared = outer
	}
	if c.Credential == nil && c.client.ownTransport {
		return shared
	}
	return copyHeader(shared)
}

// copyHeader copies the map. The values are shared: they have no room left, so
// that adding one makes a copy.
func copyHeader(header http.Header) http.Header {
	duplicate := make(http.Header, len(header))
	maps.Copy(duplicate, header)
	return duplicate
}
