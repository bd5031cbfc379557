package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestTidyCuts: of a text that is too long to be searched whole, what stands
// right before the cut is left out too, as it may be the beginning of a secret.
func TestTidyCuts(t *testing.T) {
	t.Parallel()
	s := newScrubber(dummyKey)
	blank := func(n int) string { return strings.Repeat(" ", n) }
	last := maxScrubbed - minPiece // how much of a long text is shown
	for name, tt := range map[string]struct{ text, want string }{
		"as long as allowed": {blank(maxScrubbed-2) + "ab", "ab"},
		"one longer":         {blank(maxScrubbed-1) + "ab", ""},
		"across the last":    {blank(last-1) + "ab" + blank(minPiece), "a"},
		"much longer":        {blank(last-1) + "ab" + blank(maxScrubbed), "a"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, tt.want, s.tidy(tt.text)) })
	}
	const secret = "secretkey-012345"
	assert.Empty(t, newScrubber(secret).tidy(strings.Repeat(secret, maxScrubbed)), "the mark is shorter than what is left out")
}

// TestTidyMakesOneLine: whatever a terminal or a log reader may take for the end
// of a line is a blank; the neighbours of those characters stay.
func TestTidyMakesOneLine(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"} {
		assert.Equal(t, "a b", newScrubber().tidy("a"+end+"b"), "%q", end)
	}
	for _, other := range []string{"\u2027", "\u202f"} {
		assert.Equal(t, "a"+other+"b", newScrubber().tidy("a"+other+"b"), "%q", other)
	}
}

func TestAnnotatedKeepsItsCause(t *testing.T) {
	t.Parallel()
	err := &annotated{io.ErrUnexpectedEOF, "a look-up did not find it"}
	assert.EqualError(t, err, "unexpected EOF; a look-up did not find it")
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	alone := &annotated{nil, "a look-up did not find it"}
	assert.EqualError(t, alone, "a look-up did not find it")
	assert.NoError(t, errors.Unwrap(alone))
}

// TestErrorsOfTheStandardLibrary are handed out as they are, and no others: those
// of a program may hold a URL that their text leaves out.
func TestErrorsOfTheStandardLibrary(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		"net": true, "net/http": true, "net/textproto": true, "internal/poll": true, "crypto/tls": true, "crypto/x509": true,
		"os": true, "io/fs": true, "syscall": true, "context": true, "errors": true, "fmt": true, "compress/flate": true,
		"vendor/golang.org/x/net/http2/hpack": true, "encoding/json": true, "encoding/base64": true, "encoding/hex": true,
		"mime/multipart": true, "bufio": true, "bytes": true, "io": true, "strconv": true, "time": true,
		"": false, "main": false, "myapp": false, "myapp/net": false, "networks": false, "command-line-arguments": false,
		"github.com/backoffice-sdk/backoffice": false,
	} {
		assert.Equal(t, want, isStandard(path), path)
	}
	assert.IsType(t, &flatError{}, newScrubber().rebuild(struct{ error }{io.EOF}), "a type without a name")
}

// TestKindsOfCauses: the three questions that are asked of a failure.
func TestKindsOfCauses(t *testing.T) {
	t.Parallel()
	dead := &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	for name, tt := range map[string]struct {
		err                           error
		refuses, before, takesTooLong bool
	}{
		"certificate refused":  {err: &tls.CertificateVerificationError{Err: errors.New("refused")}, refuses: true},
		"unknown authority":    {err: x509.UnknownAuthorityError{}, refuses: true},
		"another host's":       {err: x509.HostnameError{Certificate: &x509.Certificate{}, Host: "erp.example.com"}, refuses: true},
		"expired":              {err: x509.CertificateInvalidError{Reason: x509.Expired}, refuses: true},
		"no such host":         {err: &net.DNSError{IsNotFound: true}, refuses: true, before: true},
		"name server is down":  {err: &net.DNSError{IsTemporary: true}, before: true},
		"name server is late":  {err: &net.DNSError{IsTimeout: true}, before: true, takesTooLong: true},
		"dial":                 {err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, before: true},
		"proxy":                {err: &net.OpError{Op: "proxyconnect", Err: io.EOF}, before: true},
		"SOCKS proxy":          {err: &net.OpError{Op: "socks connect", Err: io.EOF}, before: true},
		"reset":                {err: dead},
		"write":                {err: &net.OpError{Op: "write", Err: syscall.EPIPE}},
		"deadline of a socket": {err: &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}, takesTooLong: true},
		"deadline of the call": {err: context.DeadlineExceeded, takesTooLong: true},
		// The first failure in the text is not the only one that counts.
		"reset at the deadline": {err: fmt.Errorf("%w: %w", dead, context.DeadlineExceeded), takesTooLong: true},
		"cancelled":             {err: context.Canceled},
		"nothing":               {},
	} {
		t.Run(name, func(t *testing.T) {
			err := tt.err
			if err != nil {
				err = fmt.Errorf("so: %w", err)
			}
			assert.Equal(t, tt.refuses, refusesTrust(err), "refuses trust")
			assert.Equal(t, tt.before, failedBeforeSending(err), "failed before sending")
			assert.Equal(t, tt.takesTooLong, isTimeout(err), "is a timeout")
		})
	}
}
