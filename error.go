package backoffice

import (
	"cmp"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// Kind says what sort of failure an [Error] is. The kinds are the same for all
// vendors. A Kind is itself an error, so that errors.Is(err, ErrNotFound) works.
type Kind string

// Error makes a Kind usable as the target of [errors.Is].
func (k Kind) Error() string { return string(k) }

// The kinds of failure.
const (
	// ErrInvalid: the request is wrong. Either the client refused it before
	// anything was sent, and Violations names every field, or the server did.
	ErrInvalid Kind = "invalid request"
	// ErrUnauthorized: the credential is missing, wrong, or expired.
	ErrUnauthorized Kind = "unauthorized"
	// ErrForbidden: the credential is good, the permission is missing.
	ErrForbidden Kind = "forbidden"
	// ErrNotFound: the record does not exist.
	ErrNotFound Kind = "not found"
	// ErrConflict: the request contradicts what the server already holds.
	ErrConflict Kind = "conflict"
	// ErrRateLimited: too many requests, told by the server or by the client's
	// own limiter. RetryAfter says how long to wait, when that is known.
	ErrRateLimited Kind = "rate limited"
	// ErrServer: the server failed.
	ErrServer Kind = "server error"
	// ErrRoute: this server has no such route or does not take this method on
	// it. [WithRoute] changes either; Allow lists the methods a 405 offered.
	ErrRoute Kind = "no such route"
	// ErrProtocol: the answer proves nothing. It is HTML, cut off, too large,
	// a redirect, or contradicts itself.
	ErrProtocol Kind = "protocol error"
	// ErrNetwork: no usable answer arrived: connection trouble, a timeout, or
	// a cancelled context. The context's error stays reachable by errors.Is.
	ErrNetwork Kind = "network error"
)

// The outcome of a failed call, for [errors.Is].
const (
	// ErrNotSent: nothing reached the server, so the call may be repeated.
	ErrNotSent Kind = "not sent"
	// ErrOutcomeUnknown: the write may have happened. Look before repeating it.
	ErrOutcomeUnknown Kind = "outcome unknown"
)

// Outcome says what a failed call may have changed on the server.
type Outcome uint8

// The outcomes of a failed call.
const (
	// OutcomeNoEffect: the call only reads, so nothing can have changed.
	OutcomeNoEffect Outcome = iota
	// OutcomeNotSent: nothing reached the server.
	OutcomeNotSent
	// OutcomeRejected: the server answered and refused; nothing changed.
	OutcomeRejected
	// OutcomeUnknown: the write was sent and no answer tells what became of it.
	OutcomeUnknown
)

// String returns the outcome in words.
func (o Outcome) String() string {
	switch o {
	case OutcomeNoEffect:
		return "no effect"
	case OutcomeNotSent:
		return "not sent"
	case OutcomeRejected:
		return "rejected"
	case OutcomeUnknown:
		return "unknown"
	}
	return "Outcome(" + strconv.Itoa(int(o)) + ")"
}

// Error is the one error type of this module. Fields that do not apply are zero.
//
// Its text is a single line that names neither URL, header, body nor secret,
// and may go to a log as it is.
type Error struct {
	// Op is the operation, such as "customer.Add".
	Op string
	// Kind is one of the kinds above.
	Kind Kind
	// Outcome says what the call may have changed.
	Outcome Outcome
	// Status is the HTTP status that the last attempt was answered with, 0 if it
	// had no answer.
	Status int
	// Code is the vendor's own code in that answer, as text.
	Code string
	// Message is the vendor's own text, shortened, in one line, and scrubbed
	// of secrets. It is meant for people: no program should parse it.
	Message string
	// Details are the vendor's remarks on single fields, by field name. A
	// remark on the whole request has the name "".
	Details map[string]string
	// RequestID identifies the call in the vendor's logs, if the vendor sent one.
	RequestID string
	// Attempts counts how often the request was handed to the network.
	Attempts int
	// RetryAfter is how long the server, or the client's own rate limiter,
	// wants the caller to wait.
	RetryAfter time.Duration
	// Allow lists the HTTP methods a 405 answer offered.
	Allow []string
	// Violations lists everything wrong with the arguments of the call.
	Violations []Violation
	// Cause is the underlying error, rebuilt without URLs and secrets.
	// errors.Is and errors.As look through it.
	Cause error
}

// Violation names one thing wrong with the arguments of a call, an option or a
// constructor.
type Violation struct {
	// Field is the Go name: a struct field, an argument or an option.
	Field string
	// Rule says what is expected.
	Rule string
}

// Error returns the violation as text.
func (v Violation) Error() string { return v.Field + " " + v.Rule }

// Error returns the failure in one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Op != "" {
		b.WriteString(e.Op)
		b.WriteString(": ")
	}
	b.WriteString(string(e.Kind))
	separator := ": "
	for _, v := range e.Violations {
		b.WriteString(separator)
		b.WriteString(v.Error())
		separator = "; "
	}
	if e.Message != "" {
		b.WriteString(separator)
		b.WriteString(e.leading())
		separator = ": "
	}
	if e.Cause != nil {
		b.WriteString(separator)
		b.WriteString(e.Cause.Error())
	}
	e.writeFacts(&b)
	switch {
	case e.Outcome == OutcomeNotSent && e.Kind != ErrNotSent:
		b.WriteString("; nothing was sent")
	case e.Outcome == OutcomeUnknown:
		b.WriteString("; outcome unknown, look before repeating")
	}
	return b.String()
}

// leading returns the message as it stands in the text. Where the cause follows
// behind a colon, the message does without the stop or colon it ends with.
func (e *Error) leading() string {
	if e.Cause == nil {
		return e.Message
	}
	return cmp.Or(strings.TrimRight(e.Message, ".: "), e.Message)
}

func (e *Error) writeFacts(b *strings.Builder) {
	separator := " ("
	fact := func(format string, value any) {
		b.WriteString(separator)
		fmt.Fprintf(b, format, value)
		separator = ", "
	}
	if e.Status != 0 {
		fact("HTTP %d", e.Status)
	}
	if e.Code != "" {
		fact("code %s", e.Code)
	}
	if len(e.Allow) > 0 {
		fact("allowed: %s", strings.Join(e.Allow, " "))
	}
	if e.RequestID != "" {
		fact("request id %s", e.RequestID)
	}
	if e.Attempts > 1 {
		fact("%d attempts", e.Attempts)
	}
	if e.RetryAfter > 0 {
		fact("retry after %s", e.RetryAfter)
	}
	if separator == ", " {
		b.WriteByte(')')
	}
}

// Is reports whether target is the kind or the outcome of e.
func (e *Error) Is(target error) bool {
	kind, ok := target.(Kind)
	if !ok {
		return false
	}
	switch kind {
	case ErrNotSent:
		return e.Outcome == OutcomeNotSent
	case ErrOutcomeUnknown:
		return e.Outcome == OutcomeUnknown
	}
	return kind == e.Kind
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// LogValue makes e a group of attributes in structured logs.
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("op", e.Op),
		slog.String("kind", string(e.Kind)),
		slog.String("outcome", e.Outcome.String()),
		slog.Int("attempts", e.Attempts),
	}
	if e.Status != 0 {
		attrs = append(attrs, slog.Int("status", e.Status))
	}
	if e.Code != "" {
		attrs = append(attrs, slog.String("code", e.Code))
	}
	if e.RequestID != "" {
		attrs = append(attrs, slog.String("request_id", e.RequestID))
	}
	return slog.GroupValue(append(attrs, slog.String("error", e.Error()))...)
}
