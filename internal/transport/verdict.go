package transport

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// Verdict is what an answer proves. The zero value is success.
type Verdict struct {
	Kind      backoffice.Kind
	Code      string
	Message   string
	Details   map[string]string
	RequestID string
	Cause     error
	// Rejected: the server refused, and so has done nothing.
	Rejected bool
	// Missing: the vendor itself says that there is no such record. A 404 alone
	// may come from anything on the way.
	Missing bool
	// Again says whether repeating the operation may help.
	Again Again

	status     int
	allow      []string
	retryAfter time.Duration
	notSent    bool
}

// Contradiction returns v as the verdict on an answer that proves nothing,
// because it says two things at once or half of what it should.
func (v Verdict) Contradiction(cause error) Verdict {
	v.Kind, v.Cause = backoffice.ErrProtocol, cause
	return v
}

// Again says whether repeating an operation may help, where its class allows.
type Again uint8

const (
	// Never: the answer would be the same.
	Never Again = iota
	// Repeat: within the limits of the policy.
	Repeat
	// RepeatOnce: one repetition tells whether it was an accident.
	RepeatOnce
	// Corrected: the refusal taught the credential something, so one more
	// attempt is worthwhile at once. Nothing was done, so any class may.
	Corrected
)

// Judge tells what an answer means. It runs once for each attempt that got an
// answer, and stores the value of a good one.
type Judge interface {
	Judge(*Answer) Verdict
}

// Answer is what a server sent. The bytes of its body are good until the judge
// returns; the text stays.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte // good until the verdict is given

	fault error // why the body could not be read whole
}

// ContentType returns the media type without its parameters, in lower case.
func (a *Answer) ContentType() string {
	mediaType, _, _ := strings.Cut(a.Header.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(mediaType))
}

// ByStatus returns the verdict that the HTTP status alone supports. A status
// that can be a success is a protocol error here: the status proves nothing.
func (a *Answer) ByStatus() Verdict {
	switch a.Status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return Verdict{Kind: backoffice.ErrInvalid, Rejected: true}
	case http.StatusUnauthorized:
		return Verdict{Kind: backoffice.ErrUnauthorized, Rejected: true}
	case http.StatusForbidden:
		return Verdict{Kind: backoffice.ErrForbidden, Rejected: true}
	case http.StatusNotFound:
		return Verdict{Kind: backoffice.ErrNotFound, Rejected: true}
	case http.StatusMethodNotAllowed:
		return Verdict{Kind: backoffice.ErrRoute, Rejected: true}
	case http.StatusRequestTimeout:
		return Verdict{Kind: backoffice.ErrNetwork, Again: Repeat, Cause: errors.New("the server gave up waiting for the request")}
	case http.StatusConflict:
		return Verdict{Kind: backoffice.ErrConflict, Rejected: true}
	case http.StatusTooManyRequests:
		return Verdict{Kind: backoffice.ErrRateLimited, Rejected: true, Again: Repeat}
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return Verdict{Kind: backoffice.ErrServer, Again: Repeat}
	}
	switch a.Status / 100 {
	case 4:
		return Verdict{Kind: backoffice.ErrInvalid, Rejected: true}
	case 5:
		// A permanent "not implemented", a page of a proxy, or a failure behind
		// one: nothing says that the answer would be another one next time.
		return Verdict{Kind: backoffice.ErrServer}
	case 3:
		return Verdict{Kind: backoffice.ErrProtocol, Cause: errors.New("the server answered with a redirect, which is never followed")}
	}
	return Verdict{Kind: backoffice.ErrProtocol, Cause: errors.New("the status proves nothing")}
}

// Unreadable returns the verdict on an answer that should have been a document
// and is none: HTML, nothing at all, or a cut-off text. Its status decides
// where it is an error status.
func (a *Answer) Unreadable(cause error) Verdict {
	verdict := a.ByStatus()
	if a.isHTML() {
		cause = errors.New("the body is an HTML page")
		verdict.Message = a.htmlTitle()
	}
	if a.Status >= 300 {
		if verdict.Cause == nil && !errors.Is(cause, wire.ErrEmpty) {
			verdict.Cause = cause // an error status needs no body
		}
		return verdict
	}
	verdict.Cause = cause
	switch {
	case errors.Is(cause, wire.ErrTruncated):
		verdict.Again = Repeat
	case errors.Is(cause, wire.ErrEmpty):
		verdict.Again = RepeatOnce
	}
	return verdict
}

func (a *Answer) isHTML() bool {
	start := strings.ToLower(strings.TrimLeft(string(a.Body[:min(len(a.Body), 128)]), " \t\r\n\uFEFF"))
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") ||
		strings.HasPrefix(start, "<") && a.ContentType() == "text/html"
}

// htmlTitle returns the title of a page, the best hint at who sent it.
func (a *Answer) htmlTitle() string {
	const searched = 4 << 10
	head := string(a.Body[:min(len(a.Body), searched)])
	lower := foldASCII(head)
	start := strings.Index(lower, "<title>")
	end := strings.Index(lower, "</title>")
	if start < 0 || end < start {
		return ""
	}
	return strings.Join(strings.Fields(head[start+len("<title>"):end]), " ")
}
