// Package stub answers calls in memory, so that what is measured is the client
// alone.
package stub

import (
	"bytes"
	"io"
	"net/http"
)

// Transport answers every request with the same body. A call costs two
// allocations, the response and its body, and they are part of all figures.
type Transport struct {
	status int
	body   []byte
	length int64 // as it is announced
	header http.Header
}

// New returns a transport that answers with a status and a body.
func New(status int, body []byte) *Transport {
	return &Transport{status, body, int64(len(body)), http.Header{"Content-Type": {"application/json; charset=utf-8"}}}
}

// Chunked returns the transport with a body that comes in chunks, so that nobody
// knows its length before.
func (t *Transport) Chunked() *Transport {
	chunked := *t
	chunked.length = -1
	return &chunked
}

// RoundTrip implements [http.RoundTripper]. It reads the body of the request,
// as a connection would.
func (t *Transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Body != nil {
		_, err := io.Copy(io.Discard, request.Body)
		_ = request.Body.Close() // the client's own memory: nothing can be lost
		if err != nil {
			return nil, err
		}
	}
	answer := &body{}
	answer.Reset(t.body)
	return &http.Response{
		StatusCode:    t.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        t.header,
		Body:          answer,
		ContentLength: t.length,
		Request:       request,
	}, nil
}

type body struct{ bytes.Reader }

// Close implements [io.Closer].
func (*body) Close() error { return nil }

// Recorder keeps the last request on its way to Next.
type Recorder struct {
	Next    http.RoundTripper
	Request *http.Request
	Body    []byte
}

// RoundTrip implements [http.RoundTripper].
func (r *Recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	r.Request, r.Body = request, nil
	if request.Body != nil {
		sent, err := io.ReadAll(request.Body)
		_ = request.Body.Close() // the client's own memory: nothing can be lost
		if err != nil {
			return nil, err
		}
		r.Body = sent
		request = request.Clone(request.Context())
		request.Body = io.NopCloser(bytes.NewReader(sent))
	}
	return r.Next.RoundTrip(request)
}
