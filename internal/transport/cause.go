package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"unicode"

	"github.com/backoffice-sdk/backoffice"
)

// rebuild makes err fit to leave the library. A *url.Error, which quotes the
// whole URL, is taken off. Errors of the standard library whose text is clean
// stay as they are, so that errors.As finds them; anything else is replaced by
// its scrubbed text and the well-known errors it wraps.
func (s scrubber) rebuild(err error) error {
	var wrapped *url.Error
	for errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	if s.isClean(err) {
		return err
	}
	flat := &flatError{text: s.tidy(err.Error())}
	for _, known := range []error{
		context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed,
		syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.EPIPE,
	} {
		if errors.Is(err, known) {
			flat.known = append(flat.known, known)
		}
	}
	return flat
}

// isClean reports whether every error in the chain comes from the standard
// library and says nothing secret.
func (s scrubber) isClean(err error) bool {
	for err != nil {
		typ := reflect.TypeOf(err)
		for typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if !isStandard(typ.PkgPath()) || s.tidy(err.Error()) != err.Error() {
			return false
		}
		if _, ok := err.(interface{ Unwrap() []error }); ok {
			return false
		}
		err = errors.Unwrap(err)
	}
	return true
}

// standard are the first elements of the paths of the standard library's packages
// whose errors come out of a connection. A module may be named like any other
// word, and its errors may hold what their text does not say.
var standard = []string{
	"bufio", "bytes", "compress", "context", "crypto", "encoding", "errors", "fmt", "internal", "io", "mime", "net", "os",
	"strconv", "syscall", "time", "vendor",
}

func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return slices.Contains(standard, first)
}

// flatError stands in for an error that can't be shown as it is.
type flatError struct {
	text  string
	known []error
}

func (e *flatError) Error() string   { return e.text }
func (e *flatError) Unwrap() []error { return e.known }

// maxMessage bounds the vendor text an error repeats.
const maxMessage = 512

// maxScrubbed bounds the text that is searched for secrets.
const maxScrubbed = 8 << 10

// tidy scrubs text and makes it one line of bounded length.
func (s scrubber) tidy(text string) string {
	end := min(len(text), maxScrubbed)
	clean := s.clean(strings.ToValidUTF8(text[:end], "\uFFFD"))
	if end < len(text) {
		// The end may be a part of a secret that is too short to be known.
		clean = clean[:max(0, len(clean)-minPiece)]
	}
	text = strings.ToValidUTF8(clean, "")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
	text = strings.TrimSpace(text)
	if runes := []rune(text); len(runes) > maxMessage {
		text = string(runes[:maxMessage]) + "…"
	}
	return text
}

// interruption keeps what ended a call together with what its last attempt ended
// in.
type interruption struct {
	cause error
	last  *backoffice.Error
}

// Error leaves out what the error of the call says itself: the operation, the
// facts and the outcome.
func (e *interruption) Error() string {
	last := backoffice.Error{Kind: e.last.Kind, Message: e.last.Message, Cause: e.last.Cause}
	what := "; last answer: "
	if e.last.Status == 0 {
		what = "; last attempt: "
	}
	return e.cause.Error() + what + last.Error()
}

func (e *interruption) Unwrap() []error { return []error{e.cause, e.last} }

// annotated adds a remark to an error.
type annotated struct {
	error
	remark string
}

func (e *annotated) Error() string {
	if e.error == nil {
		return e.remark
	}
	return e.error.Error() + "; " + e.remark
}

func (e *annotated) Unwrap() error { return e.error }

// refusesTrust reports whether err says that the server can't be trusted, or
// doesn't exist, which no repetition will change.
func refusesTrust(err error) bool {
	var (
		verification *tls.CertificateVerificationError
		authority    x509.UnknownAuthorityError
		hostname     x509.HostnameError
		certificate  x509.CertificateInvalidError
		lookUp       *net.DNSError
	)
	switch {
	case errors.As(err, &verification), errors.As(err, &authority), errors.As(err, &hostname), errors.As(err, &certificate):
		return true
	case errors.As(err, &lookUp):
		return lookUp.IsNotFound
	}
	return false
}

// failedBeforeSending reports whether err by itself proves that no connection
// was made.
func failedBeforeSending(err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect" || op.Op == "socks connect") {
		return true
	}
	var lookUp *net.DNSError
	return errors.As(err, &lookUp)
}

func isTimeout(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}
