package transport

import (
	"bytes"
	"net/http"
)

// echo is an answer that repeats a secret, as it came. Middleware gets to see it
// without the secret; the judge, who looks for one in some answers, as it was.
type echo struct {
	header http.Header
	body   []byte
	shown  []byte
}

// hideEcho takes the secrets out of what middleware sees of an answer. Servers
// repeat them: the ERP's framework quotes the whole URL of an unknown route.
func (c *Call) hideEcho(resp *http.Response, body *answerBody) {
	c.echo = nil
	if len(c.client.config.Middleware) == 0 {
		return
	}
	scrub := c.scrubber()
	resp.Status = scrub.clean(resp.Status)
	shown := []byte(scrub.clean(string(body.content)))
	header, inHeader := scrub.cleanHeader(resp.Header)
	resp.Trailer, _ = scrub.cleanHeader(resp.Trailer)
	if !inHeader && bytes.Equal(shown, body.content) {
		return
	}
	c.echo = &echo{header: resp.Header, body: body.content, shown: shown}
	header.Del("Content-Length")
	resp.Header, resp.ContentLength = header, int64(len(shown))
	body.rest.Reset(shown)
}

// cleanHeader returns a header without secrets, and whether there was one.
func (s scrubber) cleanHeader(header http.Header) (clean http.Header, found bool) {
	if header == nil {
		return nil, false
	}
	clean = make(http.Header, len(header))
	for name, values := range header {
		plain := s.clean(name)
		found = found || plain != name
		for _, value := range values {
			shown := s.clean(value)
			found = found || shown != value
			clean[plain] = append(clean[plain], shown)
		}
	}
	return clean, found
}

// asReceived returns a body that a middleware read and handed on, as it came.
func (c *Call) asReceived(text []byte) []byte {
	if c.echo != nil && bytes.Equal(text, c.echo.shown) {
		return c.echo.body
	}
	return text
}
