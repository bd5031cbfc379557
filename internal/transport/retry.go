package transport

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// checkRetry is go-retryablehttp's CheckRetry: it judges the attempt and asks
// the call whether to repeat it.
func checkRetry(ctx context.Context, resp *http.Response, err error) (bool, error) {
	call := callFrom(ctx)
	lost := call.lost
	call.verdict = call.judge(resp, err)
	call.judged, call.sent = call.attempts, false
	if call.Op.Class == Delete && lost && call.verdict.Missing {
		// An earlier attempt, whose answer was lost, deleted it.
		call.verdict = Verdict{status: call.verdict.status, RequestID: call.verdict.RequestID}
		call.settled = true
	}
	again := call.wantsAgain()
	call.attemptDone(again)
	return again, nil
}

// noBackoff is go-retryablehttp's Backoff. It is not told which call it is
// for, so the wait is in pause, which is.
func noBackoff(time.Duration, time.Duration, int, *http.Response) time.Duration { return 0 }

// pause is go-retryablehttp's PrepareRetry: it waits as long as the call says.
func pause(request *http.Request) error {
	call := callFrom(request.Context())
	if err := sleep(call.Context, call.wait); err != nil {
		return err
	}
	if err := call.awaitLimiter(); err != nil {
		return err
	}
	return nil
}

// keepAnswer is go-retryablehttp's ErrorHandler. Without it, the last answer
// would be lost behind a text that quotes the URL. The failure of an attempt is
// a *url.Error and has its verdict already: what is left are the errors that
// stopped the loop itself.
func keepAnswer(resp *http.Response, err error, _ int) (*http.Response, error) {
	if _, judged := errors.AsType[*url.Error](err); judged {
		return nil, nil
	}
	return resp, err
}

// sleep waits, unless the context ends first or has ended already.
func sleep(ctx context.Context, wait time.Duration) error {
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
	}
	return ctx.Err() // both may have come, and then the end counts
}

// judge returns what an attempt proved.
func (c *Call) judge(resp *http.Response, err error) Verdict {
	if err != nil {
		return c.judgeFailure(err)
	}
	c.answered = true
	answer := &c.answer
	body := c.open(resp)
	if c.config.RawResponse != nil {
		*c.config.RawResponse = bytes.Clone(answer.Body)
	}
	if c.Receive != nil {
		c.Receive(answer)
	}
	var v Verdict
	if answer.fault != nil {
		v = answer.Unreadable(answer.fault)
	} else {
		v = c.Judge.Judge(answer)
	}
	if body != nil {
		body.recycle()
		answer.Body = nil
	}
	v.status = answer.Status
	if v.RequestID == "" {
		v.RequestID = requestID(answer.Header)
	}
	if answer.Status == http.StatusMethodNotAllowed {
		scrub := c.scrubber()
		v.allow = slices.DeleteFunc(methods(answer.Header.Values("Allow")), func(method string) bool {
			return scrub.tidy(method) != method
		})
	}
	c.echo = nil // a middleware may answer the next attempt by itself
	if v.Kind != "" {
		v.retryAfter = parseRetryAfter(answer.Header.Get("Retry-After"), c.config.Now())
		if !v.Rejected {
			c.lost = true
		}
	}
	return v
}

// judgeFailure returns the verdict on an attempt without an answer.
func (c *Call) judgeFailure(err error) Verdict {
	v := Verdict{Kind: backoffice.ErrNetwork, Cause: err, Again: Repeat}
	fail, ok := errors.AsType[*failure](err)
	switch {
	case ok:
		v.notSent = !c.sent
		v.Cause = fail.cause()
		if fail.refused {
			v.Again = Never // no attempt was counted, so no limit would end it
		}
	default:
		// A middleware failed by itself, perhaps before it called next.
		v.notSent = c.attempts == c.judged
		v.Again = Never
	}
	switch {
	case errors.Is(v.Cause, errForeignOrigin), errors.Is(v.Cause, errForeignRequest), errors.Is(v.Cause, errReplayKey), errors.Is(v.Cause, errSecondSend):
		v.Kind, v.Again = backoffice.ErrInvalid, Never
	case refusesTrust(v.Cause), isProxyRefusal(v.Cause):
		v.Again = Never
	case v.notSent && v.Again == Repeat && !failedBeforeSending(v.Cause) && !isTimeout(v.Cause):
		v.Again = RepeatOnce // the TLS handshake was cut, or is no TLS
	default:
		if cause, ok := asMalformed(v.Cause); ok {
			v.Kind, v.Again, v.Cause = backoffice.ErrProtocol, RepeatOnce, cause
		}
	}
	if !v.notSent {
		c.lost = true
	}
	return v
}

// open takes in what came, as the attempt read it or as a middleware left it.
func (c *Call) open(resp *http.Response) (body *answerBody) {
	a := &c.answer
	*a = Answer{Status: resp.StatusCode, Header: resp.Header}
	if c.echo != nil {
		a.Header = c.echo.header
	}
	if body, ok := resp.Body.(*answerBody); ok && (body.fault != nil || body.isUnread()) {
		a.Body, a.fault = body.content, body.fault
		return body
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, min(c.config.MaxResponseBytes, math.MaxInt64-1)+1))
	switch {
	case err != nil:
		a.fault = wire.ErrTruncated
	case int64(len(text)) > c.config.MaxResponseBytes:
		a.fault = errors.New("the body is too long")
	default:
		a.Body = c.asReceived(text)
	}
	return nil
}

// wantsAgain decides whether the call is repeated, and after what wait.
func (c *Call) wantsAgain() bool {
	v := &c.verdict
	if v.Kind == "" || v.Again == Never || c.Context.Err() != nil {
		return false
	}
	switch v.Again {
	case Corrected:
		c.wait = 0
		return c.attempts < c.config.MaxAttempts && first(&c.corrected)
	case RepeatOnce:
		if !first(&c.repeated) {
			return false
		}
	}
	return (c.Op.Class != Once || v.notSent) && c.affordsAnother()
}

// first reports whether it is called for the first time with used.
func first(used *bool) bool {
	again := *used
	*used = true
	return !again
}

// affordsAnother decides whether the policy, the time left and the budget
// allow another attempt, and sets the wait before it.
func (c *Call) affordsAnother() bool {
	return c.hasTimeForAnother() && c.client.budget.take(c.costOfAnother())
}

// costOfAnother is what a request that follows the last attempt takes of the
// budget.
func (c *Call) costOfAnother() int64 {
	if isTimeout(c.verdict.Cause) {
		return timeoutCost
	}
	return retryCost
}

// hasTimeForAnother is affordsAnother without the budget.
func (c *Call) hasTimeForAnother() bool {
	v := &c.verdict
	if c.attempts >= c.config.MaxAttempts {
		return false
	}
	c.wait = max(backoff(c.config, c.attempts), v.retryAfter)
	return v.retryAfter <= c.config.MaxDelay && c.wait < time.Until(c.deadline)
}

// backoff returns a random part of a bound that doubles with each attempt.
func backoff(cfg *Config, attempts int) time.Duration {
	bound := cfg.MaxDelay
	// Halving the limit can't overflow, as doubling the delay could.
	if doublings := max(attempts-1, 0); cfg.BaseDelay <= bound>>doublings {
		bound = cfg.BaseDelay << doublings
	}
	return rand.N(bound)
}

// longestWait stands for every Retry-After beyond it.
const longestWait = 100 * 365 * 24 * time.Hour

// parseRetryAfter reads seconds or a date. What is neither, or lies in the
// past, asks for nothing.
func parseRetryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0
	}
	if isNumber(value) {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > int64(longestWait/time.Second) {
			return longestWait
		}
		return time.Duration(seconds) * time.Second
	}
	date, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return min(max(date.Sub(now), 0), longestWait)
}

func isNumber(value string) bool {
	for i := range len(value) {
		if value[i] < '0' || value[i] > '9' {
			return false
		}
	}
	return true
}

// awaitLimiter waits for the rate limiter, unless that would outlast the call.
func (c *Call) awaitLimiter() *backoffice.Error {
	limiter := c.config.Limiter
	if limiter == nil {
		return nil
	}
	reservation := limiter.Reserve()
	wait := reservation.Delay()
	if !reservation.OK() || wait > time.Until(c.deadline) {
		reservation.Cancel()
		return &backoffice.Error{
			Op: c.Op.Name, Kind: backoffice.ErrRateLimited, Outcome: c.outcome(), Attempts: c.attempts,
			RetryAfter: wait, Cause: errors.New("the client's own rate limit leaves no room before the deadline"),
		}
	}
	if err := sleep(c.Context, wait); err != nil {
		reservation.Cancel()
		return c.notSent(err)
	}
	return nil
}

// requestID returns the identification of the answer, under the names in use.
func requestID(header http.Header) string {
	for _, name := range []string{"X-Request-Id", "Request-Id", "X-Correlation-Id"} {
		if id := header[name]; len(id) > 0 {
			return id[0]
		}
	}
	return ""
}

func methods(allow []string) []string {
	var found []string
	for _, line := range allow {
		for name := range strings.SplitSeq(line, ",") {
			name = strings.TrimSpace(name)
			if len(name) <= 16 && name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
				found = append(found, name)
			}
		}
	}
	return found
}
