package backoffice

import (
	"io"
	"net/http"
	"sync"
	"time"
	"unicode"

	"github.com/backoffice-sdk/backoffice/internal/config"
	"golang.org/x/time/rate"
)

// Option changes a client, when given to its New function, or a single call.
// An option that makes no sense for a single call is refused there.
//
// An option checks its input: a wrong one makes New or the call fail with
// [ErrInvalid], and all wrong ones are reported together.
type Option func(*config.Config[Hook, Route]) error

// settings shortens the signature of every option.
type settings = config.Config[Hook, Route]

const (
	onlyForNew   = "is an option of New, not of a single call"
	onlyForCalls = "is an option of a single call, not of New"
	notNil       = "needs a value that is not nil"
	notPositive  = "needs a positive value"
)

// WithHTTPClient makes the calls travel through a copy of client. What the
// copy keeps is the transport; a [*http.Transport] is cloned and restricted to
// HTTP/1.1, because net/http repeats some HTTP/2 requests on its own, so each
// client made with it has a connection pool to itself. A Timeout becomes the
// limit of each attempt, see [WithAttemptTimeout]. The Jar and CheckRedirect are
// not used: cookies are set per call, and redirects are never followed.
//
// Any other transport is used as it is. If HTTP/2 is spoken below it, what
// net/http repeats there within an attempt is not counted; a call that may be
// sent once ends instead, with its outcome unknown.
//
// The transport stands inside the library, so it sees the credentials. To look
// at requests without them, use [WithMiddleware].
func WithHTTPClient(client *http.Client) Option {
	return func(c *settings) error {
		switch {
		case c.PerCall:
			return Violation{"WithHTTPClient", onlyForNew}
		case client == nil:
			return Violation{"WithHTTPClient", notNil}
		case client.Timeout < 0:
			return Violation{"WithHTTPClient", "has a client with a negative Timeout"}
		}
		c.HTTPClient = client
		if client.Timeout > 0 {
			c.AttemptTimeout = client.Timeout
		}
		return nil
	}
}

// WithMiddleware wraps the sending of each attempt. It stands outside the
// credential: the request it sees has the path template with a placeholder in
// place of the key, the unsigned body, and no OwnerId cookie. The answer it sees
// has lost what it repeats of these secrets; an owner id that an answer brings is
// in it. Several are applied in the order given, the first outermost.
//
// A middleware must call next at most once, or a write may be sent twice; for an
// Add and its like the second time is refused. Calls of next take turns. One that
// is under way when the outermost middleware returns is cancelled, and the call
// waits for its end, so that its outcome is told; one that comes later is refused.
func WithMiddleware(wrap func(next http.RoundTripper) http.RoundTripper) Option {
	return func(c *settings) error {
		switch {
		case c.PerCall:
			return Violation{"WithMiddleware", onlyForNew}
		case wrap == nil:
			return Violation{"WithMiddleware", notNil}
		}
		c.Middleware = append(c.Middleware, wrap)
		return nil
	}
}

// WithTimeout limits a call as a whole: all attempts and the waits between
// them. The context's own deadline holds as well. The default is 60 seconds
// for a context without a deadline, and the context's deadline otherwise.
func WithTimeout(limit time.Duration) Option {
	return func(c *settings) error {
		if limit <= 0 {
			return Violation{"WithTimeout", notPositive}
		}
		c.Timeout = limit
		return nil
	}
}

// WithAttemptTimeout limits each attempt, from connecting to the last byte of
// the answer. The default is 30 seconds.
func WithAttemptTimeout(limit time.Duration) Option {
	return func(c *settings) error {
		if limit <= 0 {
			return Violation{"WithAttemptTimeout", notPositive}
		}
		c.AttemptTimeout = limit
		return nil
	}
}

// RetryPolicy says how often and how fast a call is repeated. A zero field
// keeps its default. What may be repeated at all is decided by the class of
// the operation and by what became of the attempt, never by the policy.
type RetryPolicy struct {
	// MaxAttempts is how often a call may be sent. 1 switches repeating off.
	// The default is 3.
	MaxAttempts int
	// BaseDelay is the upper bound of the first wait. Each further bound is
	// twice the one before, and the wait is a random part of its bound. The
	// default is 200 ms.
	BaseDelay time.Duration
	// MaxDelay bounds every wait. A server that asks for a longer one by
	// Retry-After makes the call fail at once, with RetryAfter in the error.
	// The default is 20 s.
	MaxDelay time.Duration
}

// WithRetry changes how often and how fast a call is repeated.
func WithRetry(policy RetryPolicy) Option {
	return func(c *settings) error {
		switch {
		case policy.MaxAttempts < 0 || policy.MaxAttempts > maxAttempts:
			return Violation{"WithRetry", "needs MaxAttempts from 1 to 10"}
		case policy.BaseDelay < 0 || policy.MaxDelay < 0:
			return Violation{"WithRetry", "needs delays that are not negative"}
		}
		if policy.MaxAttempts > 0 {
			c.MaxAttempts = policy.MaxAttempts
		}
		if policy.BaseDelay > 0 {
			c.BaseDelay = policy.BaseDelay
		}
		if policy.MaxDelay > 0 {
			c.MaxDelay = policy.MaxDelay
		}
		return nil
	}
}

const maxAttempts = 10

// WithRateLimit makes every attempt wait for the limiter. One limiter may be
// shared by several clients. A call that would have to wait beyond its
// deadline fails at once with [ErrRateLimited], before anything is sent.
func WithRateLimit(limiter *rate.Limiter) Option {
	return func(c *settings) error {
		switch {
		case c.PerCall:
			return Violation{"WithRateLimit", onlyForNew}
		case limiter == nil:
			return Violation{"WithRateLimit", notNil}
		}
		c.Limiter = limiter
		return nil
	}
}

// WithHook adds a hook. Hooks run in the order given. They hear of the look-up
// that settles a write as of a call of its own.
func WithHook(hook Hook) Option {
	return func(c *settings) error {
		c.Hooks = append(c.Hooks, hook)
		return nil
	}
}

// WithUserAgent replaces the User-Agent header.
func WithUserAgent(product string) Option {
	return func(c *settings) error {
		for _, r := range product {
			if unicode.IsControl(r) || r > unicode.MaxASCII {
				return Violation{"WithUserAgent", "needs printable ASCII"}
			}
		}
		if product == "" {
			return Violation{"WithUserAgent", "needs a text that is not empty"}
		}
		c.UserAgent = product
		return nil
	}
}

// WithMaxResponseBytes bounds the body of an answer, counted after
// decompression. A longer one is [ErrProtocol]. The default is 10 MiB.
func WithMaxResponseBytes(limit int64) Option {
	return func(c *settings) error {
		if limit <= 0 {
			return Violation{"WithMaxResponseBytes", notPositive}
		}
		c.MaxResponseBytes = limit
		return nil
	}
}

// WithPlainHTTP allows a root URL with http:// on a host other than loopback.
// The credentials then cross the network unprotected.
func WithPlainHTTP() Option {
	return func(c *settings) error {
		if c.PerCall {
			return Violation{"WithPlainHTTP", onlyForNew}
		}
		c.PlainHTTP = true
		return nil
	}
}

// WithRoute changes the method, the path or the placement of arguments of one
// operation, for a server that differs from the default. The zero fields of
// route keep what an earlier WithRoute set, or else the default. As an option of
// a single call it must name the operation that is called: another one, such as
// the look-up that settles an Add, keeps the route it has from New. The other
// options of the Add hold for its look-up as well, but for [WithRawResponse] and
// [WithReport].
func WithRoute(op string, route Route) Option {
	return func(c *settings) error {
		c.Routes = append(c.Routes, config.RouteOf[Route]{Op: op, Route: route})
		return nil
	}
}

// WithRawResponse stores the body of the last answer in dst, also when the
// call fails, so that a member this module does not know can be read. What a
// look-up brought, which settles a write, is not stored. The body is as the server
// sent it: a secret that the server repeats is in it. Without an answer dst is
// nil. It is an option of a single call.
func WithRawResponse(dst *[]byte) Option {
	return func(c *settings) error {
		switch {
		case !c.PerCall:
			return Violation{"WithRawResponse", onlyForCalls}
		case dst == nil:
			return Violation{"WithRawResponse", notNil}
		}
		*dst = nil
		c.RawResponse = dst
		return nil
	}
}

// WithReport stores in dst how the call went. It is an option of a single call.
func WithReport(dst *Report) Option {
	return func(c *settings) error {
		switch {
		case !c.PerCall:
			return Violation{"WithReport", onlyForCalls}
		case dst == nil:
			return Violation{"WithReport", notNil}
		}
		c.Reports = append(c.Reports, reportHook(dst))
		return nil
	}
}

// WithDryRun prints every write to w, with placeholders in place of secrets,
// and refuses to send it: the call fails with [ErrNotSent]. Reads go through.
func WithDryRun(w io.Writer) Option {
	shared := &lockedWriter{w: w}
	return func(c *settings) error {
		if w == nil {
			return Violation{"WithDryRun", notNil}
		}
		c.DryRun = shared
		return nil
	}
}

// lockedWriter lets calls that run at the same time print whole requests.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// WithClock replaces the clock that timestamps, signatures and Retry-After
// dates are taken from. Deadlines and waits keep the real one.
func WithClock(now func() time.Time) Option {
	return func(c *settings) error {
		switch {
		case c.PerCall:
			return Violation{"WithClock", onlyForNew}
		case now == nil:
			return Violation{"WithClock", notNil}
		}
		c.Now = now
		return nil
	}
}
