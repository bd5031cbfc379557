package transport

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"strings"
)

// Signer signs the body of one attempt. The route is the operation's path below
// the root URL, without a leading slash.
type Signer func(route string, body []byte) (Signed, error)

// Signed is a body with its signature, and what the header has to say about it.
type Signed struct {
	Body   []byte
	Header http.Header
}

// SignBody returns the credential of a system whose requests carry a signature
// in their body. It signs every attempt anew, because a signature made for the
// first attempt may be too old for the second.
func SignBody(sign Signer) Credential {
	return func(ctx context.Context, request *http.Request) error {
		unsigned, err := takeBody(request)
		if err != nil {
			return err
		}
		route := strings.TrimPrefix(callFrom(ctx).route.Path, "/")
		signed, err := sign(route, unsigned)
		if err != nil {
			return err
		}
		setBody(request, signed.Body)
		maps.Copy(request.Header, signed.Header)
		return nil
	}
}

// takeBody reads the body and closes it.
func takeBody(request *http.Request) ([]byte, error) {
	if request.Body == nil {
		return nil, nil
	}
	defer request.Body.Close()
	return io.ReadAll(request.Body)
}

// setBody replaces the body and all that describes it.
func setBody(request *http.Request, body []byte) {
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	request.Body, _ = open()
	request.GetBody = open
	request.ContentLength = int64(len(body))
	request.TransferEncoding = nil
}
