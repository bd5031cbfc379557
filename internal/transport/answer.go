package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strings"
	"sync"

	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// answerBody is the body of an answer that was read inside the attempt.
type answerBody struct {
	rest    bytes.Reader // what a middleware has not read yet
	limited io.LimitedReader
	content []byte
	buffer  *bytes.Buffer // what content is a part of, if it may be used again
	fault   error
}

// Read implements [io.Reader]. Whoever reads a body that is not whole learns it.
func (b *answerBody) Read(p []byte) (int, error) {
	n, err := b.rest.Read(p)
	if err == io.EOF && b.fault != nil {
		err = b.fault
	}
	return n, err
}

// isUnread reports whether nobody outside has taken anything of the body.
func (b *answerBody) isUnread() bool { return int64(b.rest.Len()) == b.rest.Size() }

// Close implements [io.Closer]. The connection was released already.
func (b *answerBody) Close() error { return nil }

// recycle gives the buffer back, once the judge has read the content.
func (b *answerBody) recycle() {
	if b.buffer == nil {
		return
	}
	if b.buffer.Cap() <= maxPooledBuffer {
		b.buffer.Reset()
		buffers.Put(b.buffer)
	}
	b.buffer, b.content = nil, nil
	b.rest.Reset(nil)
}

// buffers holds what bodies are read into.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

const (
	// maxPooledBuffer keeps one long answer from staying in memory for ever.
	maxPooledBuffer = 1 << 20
	// maxReserved bounds the room made for a body before it comes: its length is
	// what the server announces, and may be anything.
	maxReserved = 64 << 20
	// firstPart is how much of a body of unknown length goes into a buffer, which
	// doubles as it grows. What follows is read in pieces, from smallestPiece to
	// largestPiece bytes.
	firstPart     = 256 << 10
	smallestPiece = 64 << 10
	largestPiece  = 1 << 20
)

// read reads the whole body, within the limits of size and time. Only a
// timeout or a cancellation is an error: other faults are the judge's matter.
func (c *Call) read(resp *http.Response, body *answerBody) error {
	if resp.Body == nil {
		return nil
	}
	defer resp.Body.Close()
	encoding := resp.Header.Get("Content-Encoding")
	if encoding != "" && !strings.EqualFold(encoding, "identity") && resp.StatusCode != http.StatusNoContent {
		body.fault = errors.New("the body has an encoding nobody asked for")
		return nil
	}
	body.limited = io.LimitedReader{R: resp.Body, N: min(c.config.MaxResponseBytes, math.MaxInt64-1) + 1}
	buffer := c.newBuffer(resp.ContentLength)
	content, err := readAll(&body.limited, buffer, resp.ContentLength)
	switch {
	case err != nil && (isTimeout(err) || errors.Is(err, context.Canceled)):
		return err
	case err != nil:
		body.fault = wire.ErrTruncated
	case body.limited.N <= 0:
		body.fault = fmt.Errorf("the body is longer than %d bytes", c.config.MaxResponseBytes)
		return nil
	}
	body.content = content
	body.rest.Reset(body.content)
	if len(c.client.config.Middleware) == 0 {
		body.buffer = buffer
	}
	return nil
}

// readAll reads a body into a buffer, or, if that would double too often, into
// pieces that are put together in the end: a body of unknown length then takes
// twice its length, where a buffer alone takes up to four times.
func readAll(from io.Reader, buffer *bytes.Buffer, length int64) ([]byte, error) {
	if length >= 0 && length <= maxReserved {
		_, err := buffer.ReadFrom(from)
		return buffer.Bytes(), err
	}
	_, err := buffer.ReadFrom(&io.LimitedReader{R: from, N: firstPart})
	if err != nil || buffer.Len() < firstPart {
		return buffer.Bytes(), err
	}
	pieces, err := readPieces(from)
	return bytes.Join(append([][]byte{buffer.Bytes()}, pieces...), nil), err
}

// readPieces reads to the end, in pieces of growing size.
func readPieces(from io.Reader) (pieces [][]byte, err error) {
	for size := smallestPiece; err == nil; size = min(2*size, largestPiece) {
		piece := make([]byte, size)
		read := 0
		for read < size && err == nil {
			var n int
			n, err = from.Read(piece[read:])
			read += n
		}
		pieces = append(pieces, piece[:read])
	}
	if err == io.EOF {
		err = nil
	}
	return pieces, err
}

// newBuffer returns a buffer for a body of the given length, -1 if it is not
// known. A middleware may keep the body for longer than the call, so what it
// sees is used once.
func (c *Call) newBuffer(length int64) *bytes.Buffer {
	var buffer *bytes.Buffer
	if len(c.client.config.Middleware) == 0 {
		buffer = buffers.Get().(*bytes.Buffer)
	} else {
		buffer = new(bytes.Buffer)
	}
	if length > 0 && length <= maxReserved {
		buffer.Grow(int(min(length, c.config.MaxResponseBytes)) + bytes.MinRead)
	}
	return buffer
}
