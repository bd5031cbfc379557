package transport

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/hashicorp/go-retryablehttp"
)

// Call is one call under way. It is the context of its requests, so that the
// retry loop and the innermost layer find it without a further allocation.
type Call struct {
	context.Context

	Op      *Operation
	Args    []Arg
	Request any // a pointer to a struct; nil if there are no arguments
	Judge   Judge
	// Credential takes the place of the client's where the secret belongs to
	// the call, and Secrets are the texts it brings.
	Credential Credential
	Secrets    func() []string
	// Receive sees each answer before it is judged, also one that can't be read
	// whole, so that Secrets knows what the answer brought.
	Receive func(*Answer)
	// Encode takes the place of the usual encoding of the request.
	Encode func(backoffice.Placement) (body []byte, contentType string, err error)
	// Accept is the media type asked for, JSON if it is empty.
	Accept string
	// Check adds what the tags of the request can't say.
	Check func() []backoffice.Violation
	// Settle finds out what became of a write whose answer was lost, by
	// reading. It stores the value of the call if the write is done. An update
	// is settled only if it ends in a conflict. The option gives the reading
	// the settings of the call.
	Settle func(context.Context, backoffice.Option) Settlement
	// Unique tells that the server refuses a second write with the same key, so
	// that a write that was found absent may be sent again.
	Unique bool

	client   *Client
	config   *Config
	route    backoffice.Route
	began    time.Time
	deadline time.Time

	request retryablehttp.Request
	target  url.URL
	header  http.Header // shared by many calls: see header.go
	answer  Answer
	echo    *echo // nil for an answer that repeats no secret

	attempts     int
	judged       int  // the attempts a verdict was given on
	sent         bool // an attempt was sent since the last verdict
	attemptBegan time.Time
	verdict      Verdict
	wait         time.Duration
	lost         bool // an attempt was sent and nobody knows what became of it
	answered     bool // an attempt got an answer
	repeated     bool // RepeatOnce is used up
	corrected    bool // Corrected is used up
	settled      bool
	pledged      uint8 // tokens of the budget that come back with a success
}

// Value makes the call reachable from its own context.
func (c *Call) Value(key any) any {
	if key == (callKey{}) {
		return c
	}
	return c.Context.Value(key)
}

// String keeps the print verbs from walking through the call.
func (c *Call) String() string { return "call of " + c.Op.Name }

// Do makes the call. On success the judge has stored the value.
func (c *Client) Do(ctx context.Context, call *Call, options []backoffice.Option) error {
	if c == nil {
		return &backoffice.Error{
			Op: call.Op.Name, Kind: backoffice.ErrInvalid, Outcome: backoffice.OutcomeNotSent,
			Violations: []backoffice.Violation{{Field: "Client", Rule: "must be made by New"}},
		}
	}
	call.client = c
	call.config = c.config
	call.began = time.Now()
	found := call.applyOptions(options)
	call.route = routeOf(call.Op, call.config)
	if ctx == nil {
		ctx = context.Background()
		found = append(found, backoffice.Violation{Field: "ctx", Rule: "must not be nil"})
	}
	call.Context = ctx
	call.start()
	err := call.run(found)
	call.done(err)
	if err != nil {
		return err
	}
	return nil
}

// applyOptions gives the call settings of its own if it has options.
func (c *Call) applyOptions(options []backoffice.Option) []backoffice.Violation {
	if len(options) == 0 {
		return nil
	}
	c.config = c.client.config.ForCall()
	found := apply(c.config, options)
	own := c.config.Routes[len(c.client.config.Routes):]
	found = append(found, c.client.spec.checkRoutes(own, c.Op)...)
	return append(found, c.client.spec.checkOwnOptions(c.config)...)
}

// run returns a typed nil-able error, so that a nil stays a nil.
func (c *Call) run(found []backoffice.Violation) *backoffice.Error {
	if c.Request != nil {
		found = append(found, wire.Check(c.Request)...)
	}
	found = checkArgs(c.Args, found)
	if c.Check != nil {
		found = append(found, c.Check()...)
	}
	if len(found) > 0 {
		return &backoffice.Error{
			Op: c.Op.Name, Kind: backoffice.ErrInvalid, Outcome: backoffice.OutcomeNotSent, Violations: found,
		}
	}
	if err := c.Context.Err(); err != nil {
		return c.notSent(err)
	}
	request, err := c.newRequest()
	if err != nil {
		failed := c.notSent(err)
		failed.Kind = backoffice.ErrInvalid
		return failed
	}
	if c.config.DryRun != nil && c.Op.Class != Read {
		return c.dryRun(request)
	}
	c.setDeadline()
	if err := c.awaitLimiter(); err != nil {
		return err
	}
	failed := c.send(request)
	for failed != nil && c.canSettle(failed) {
		again := c.settle(failed)
		if c.settled {
			return nil
		}
		if !again {
			return failed
		}
		if request, err = c.newRequest(); err != nil {
			return failed
		}
		failed = c.send(request)
	}
	return failed
}

// send carries the request through the retry loop.
func (c *Call) send(request *retryablehttp.Request) *backoffice.Error {
	resp, err := c.client.retry.Do(request)
	if resp != nil {
		_ = resp.Body.Close() // the answer was read inside the attempt
	}
	failed := c.result(err)
	if failed == nil {
		c.succeeded()
	}
	return failed
}

func (c *Call) notSent(cause error) *backoffice.Error {
	return &backoffice.Error{
		Op: c.Op.Name, Kind: backoffice.ErrNetwork, Outcome: backoffice.OutcomeNotSent,
		Cause: c.scrubber().rebuild(cause),
	}
}

// setDeadline limits the call as a whole. The limit is no timer of its own:
// the attempts and the waits between them keep it.
func (c *Call) setDeadline() {
	limit, limited := c.Context.Deadline()
	switch timeout := c.config.Timeout; {
	case timeout > 0:
		if own := c.began.Add(timeout); !limited || own.Before(limit) {
			limit = own
		}
	case !limited:
		limit = c.began.Add(defaultTimeout)
	}
	c.deadline = limit
}

// newRequest returns the request as everything outside the credential sees it.
func (c *Call) newRequest() (*retryablehttp.Request, error) {
	c.target = url.URL{Scheme: c.client.root.Scheme, Host: c.client.root.Host}
	setPath(&c.target, c.client.root, c.route.Path, c.Args)
	body, contentType, err := c.encode()
	if err != nil {
		return nil, err
	}
	c.header = c.client.headerFor(contentType, c.Accept, c.config.UserAgent)
	outer := http.Request{
		Method:     c.route.Method,
		URL:        &c.target,
		Proto:      "HTTP/1.1",
		ProtoMajor: 1,
		ProtoMinor: 1,
		Header:     c.outerHeader(),
	}
	c.request = retryablehttp.Request{Request: outer.WithContext(c)}
	if body == nil {
		return &c.request, nil
	}
	return &c.request, c.request.SetBody(body)
}

// encode puts the arguments into the query of the target, or returns the body.
func (c *Call) encode() (body []byte, contentType string, err error) {
	switch {
	case c.Encode != nil:
		return c.Encode(c.route.Arguments)
	case c.Request == nil:
		return nil, "", nil
	case c.route.Arguments == backoffice.JSON:
		return wire.AppendJSON(nil, c.Request), c.client.spec.JSONType, nil
	}
	values, err := wire.Values(c.Request)
	if err != nil {
		return nil, "", err
	}
	encoded := wire.EncodeQuery(values)
	if c.route.Arguments == backoffice.Form {
		return []byte(encoded), formType, nil
	}
	c.target.RawQuery = encoded
	return nil, "", nil
}

const formType = "application/x-www-form-urlencoded"

// dryRun prints a write instead of sending it.
func (c *Call) dryRun(request *retryablehttp.Request) *backoffice.Error {
	line := c.route.Path
	if request.URL.RawQuery != "" {
		line += "?" + request.URL.RawQuery
	}
	body, err := request.BodyBytes()
	if err == nil {
		contentType := c.header.Get("Content-Type")
		_, err = fmt.Fprintf(c.config.DryRun, "%s %s %s\n%s\n\n", c.route.Method, line, contentType, body)
	}
	if err != nil {
		return c.notSent(err)
	}
	return &backoffice.Error{
		Op: c.Op.Name, Kind: backoffice.ErrNotSent, Outcome: backoffice.OutcomeNotSent,
		Cause: errors.New("this is a dry run"),
	}
}

// result turns the last verdict into the error of the call. loopError is what
// stopped the retry loop itself, such as a cancelled context.
func (c *Call) result(loopError error) *backoffice.Error {
	v := &c.verdict
	if v.Kind == "" && loopError == nil {
		return nil
	}
	scrub := c.scrubber()
	e := &backoffice.Error{
		Op:         c.Op.Name,
		Kind:       v.Kind,
		Outcome:    c.outcome(),
		Status:     v.status,
		Code:       scrub.tidy(v.Code),
		Message:    scrub.tidy(v.Message),
		RequestID:  scrub.tidy(v.RequestID),
		Attempts:   c.attempts,
		RetryAfter: v.retryAfter,
		Allow:      v.allow,
		Cause:      scrub.rebuild(v.Cause),
	}
	for field, remark := range v.Details {
		if e.Details == nil {
			e.Details = make(map[string]string, len(v.Details))
		}
		e.Details[scrub.tidy(field)] = scrub.tidy(remark)
	}
	if loopError != nil {
		c.interrupted(e, loopError)
	}
	return e
}

// interrupted makes e the error of a call that ended while it waited for its
// next attempt: the reason comes first, the last answer stays reachable.
func (c *Call) interrupted(e *backoffice.Error, cause error) {
	last := *e
	e.Kind = backoffice.ErrNetwork
	e.Message = ""
	e.Details = nil
	if own, ok := errors.AsType[*backoffice.Error](cause); ok {
		e.Kind, e.RetryAfter, cause = own.Kind, own.RetryAfter, own.Cause
	}
	e.Cause = &interruption{cause: c.scrubber().rebuild(cause), last: &last}
}

// outcome says what the call may have changed.
func (c *Call) outcome() backoffice.Outcome {
	v := &c.verdict
	switch {
	case c.attempts == 0 || v.notSent && !c.lost && !c.answered:
		return backoffice.OutcomeNotSent
	case c.Op.Class != Read && c.lost:
		return backoffice.OutcomeUnknown
	case v.Rejected:
		return backoffice.OutcomeRejected
	case c.Op.Class == Read:
		return backoffice.OutcomeNoEffect
	case v.notSent:
		// The earlier attempts, of which none is lost, were refused.
		return backoffice.OutcomeRejected
	}
	return backoffice.OutcomeUnknown
}

func (c *Call) scrubber() scrubber {
	if c.Secrets == nil {
		return c.client.scrub
	}
	return c.client.scrub.with(c.Secrets()...)
}
