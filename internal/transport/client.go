package transport

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/config"
	"github.com/hashicorp/go-retryablehttp"
)

// Config is the settings of a client or a call.
type Config = config.Config[backoffice.Hook, backoffice.Route]

// Defaults, with their reasons in the design.
const (
	defaultTimeout        = 60 * time.Second
	defaultAttemptTimeout = 30 * time.Second
	defaultMaxAttempts    = 3
	defaultBaseDelay      = 200 * time.Millisecond
	defaultMaxDelay       = 20 * time.Second
	defaultMaxResponse    = 10 << 20
)

// Spec is what a resource package tells about its vendor.
type Spec struct {
	// Name is the resource package, "customer".
	Name string
	// RootURL is where the vendor's API stands, as the user gave it, and
	// RootName the argument of New it came in.
	RootURL, RootName string
	// Operations are all calls of the client.
	Operations []*Operation
	// Parts are the parts in braces each route path must hold, such as {key}.
	Parts func(*Operation) []string
	// PathKey is the API key that takes the place of {key} in each path.
	PathKey string
	// Credential puts another secret of the client into an attempt.
	Credential Credential
	// Secrets are the texts that no error may repeat.
	Secrets []string
	// JSONType is the Content-Type of JSON bodies.
	JSONType string
	// OwnOptions is the key of the package's own options in Config.Vendor.
	OwnOptions any
	// Violations are what the resource package found wrong with its arguments.
	Violations []backoffice.Violation
}

// Client makes the calls of one resource package. It is immutable.
type Client struct {
	spec   Spec
	root   *url.URL
	config *Config
	retry  *retryablehttp.Client
	budget *budget
	scrub  scrubber
	forms  lastForms
	base   http.RoundTripper
	// ownTransport: base is an http.Transport that nobody else has a hand in.
	ownTransport bool
	headers      map[string]http.Header
}

// New checks everything and reports all mistakes in one error.
func New(spec Spec, options []backoffice.Option) (*Client, error) {
	cfg := &Config{
		UserAgent:        userAgent,
		AttemptTimeout:   defaultAttemptTimeout,
		MaxAttempts:      defaultMaxAttempts,
		BaseDelay:        defaultBaseDelay,
		MaxDelay:         defaultMaxDelay,
		MaxResponseBytes: defaultMaxResponse,
		Now:              time.Now,
	}
	found := append(spec.Violations, apply(cfg, options)...)
	root, problem := parseRoot(spec.RootURL, cfg.PlainHTTP)
	if problem != "" {
		found = append(found, backoffice.Violation{Field: spec.RootName, Rule: problem})
	}
	found = append(found, spec.checkRoutes(cfg.Routes, nil)...)
	found = append(found, spec.checkOwnOptions(cfg)...)
	if len(found) > 0 {
		return nil, &backoffice.Error{
			Op:         spec.Name + ".New",
			Kind:       backoffice.ErrInvalid,
			Outcome:    backoffice.OutcomeNotSent,
			Violations: found,
		}
	}
	c := &Client{
		spec:   spec,
		root:   root,
		config: cfg,
		budget: newBudget(),
		scrub:  newScrubber(spec.Secrets...),
	}
	if spec.PathKey != "" {
		c.spec.Credential = pathKey(spec.PathKey, c.paths())
	}
	c.spec.PathKey, c.spec.Secrets = "", nil // from here on they live in closures alone
	c.base, c.ownTransport = innermost(cfg.HTTPClient)
	c.headers = make(map[string]http.Header)
	for _, contentType := range []string{"", formType, spec.JSONType} {
		c.headers[contentType] = c.newHeader(contentType, acceptJSON, cfg.UserAgent)
	}
	c.retry = c.newRetryClient()
	return c, nil
}

// paths returns the path of every operation, as requests have it.
func (c *Client) paths() []string {
	paths := make([]string, len(c.spec.Operations))
	for i, op := range c.spec.Operations {
		paths[i] = c.root.Path + routeOf(op, c.config).Path
	}
	return paths
}

// Config returns the client's settings, for the resource package's own options.
func (c *Client) Config() *Config { return c.config }

const userAgent = "backoffice-go (" + runtime.GOOS + "; " + runtime.GOARCH + ")"

// apply runs the options and returns what they refused.
func apply(cfg *Config, options []backoffice.Option) []backoffice.Violation {
	var found []backoffice.Violation
	for _, option := range options {
		if option == nil {
			found = append(found, backoffice.Violation{Field: "option", Rule: "must not be nil"})
			continue
		}
		if err := option(cfg); err != nil {
			violation, ok := errors.AsType[backoffice.Violation](err)
			if !ok {
				violation = backoffice.Violation{Field: "option", Rule: err.Error()}
			}
			found = append(found, violation)
		}
	}
	return found
}

// checkOwnOptions refuses the options of other resource packages, which would
// otherwise be without effect.
func (s *Spec) checkOwnOptions(cfg *Config) []backoffice.Violation {
	var found []backoffice.Violation
	for key := range cfg.Vendor {
		if key != s.OwnOptions {
			name, _, _ := strings.Cut(fmt.Sprintf("%T", key), ".")
			found = append(found, backoffice.Violation{Field: "option", Rule: "belongs to package " + name})
		}
	}
	return found
}

// checkRoutes checks the routes of WithRoute. called is the operation of the
// call they were given to, nil for New.
func (s *Spec) checkRoutes(routes []config.RouteOf[backoffice.Route], called *Operation) []backoffice.Violation {
	var found []backoffice.Violation
	for _, given := range routes {
		violate := func(rule string) {
			found = append(found, backoffice.Violation{Field: "WithRoute(" + given.Op + ")", Rule: rule})
		}
		op := s.operation(given.Op)
		switch {
		case op == nil:
			violate("names no operation of this client; it has " + s.operationNames())
			continue
		case called != nil && op.Name != called.Name:
			violate("names another operation than the one called, which is " + called.Name)
			continue
		}
		if problem := checkRoute(given.Route, s.Parts(op)); problem != "" {
			violate(problem)
		}
		if problem := op.checkPlacement(given.Route.Arguments); problem != "" {
			violate(problem)
		}
	}
	return found
}

func (s *Spec) operation(name string) *Operation {
	for _, op := range s.Operations {
		if op.Name == name {
			return op
		}
	}
	return nil
}

func (s *Spec) operationNames() string {
	names := make([]string, len(s.Operations))
	for i, op := range s.Operations {
		names[i] = op.Name
	}
	return strings.Join(names, ", ")
}

// newRetryClient returns the retry loop. It decides nothing by itself: the
// call in the request's context does, see retry.go.
func (c *Client) newRetryClient() *retryablehttp.Client {
	var wrapped http.RoundTripper = attempts{c}
	for i := len(c.config.Middleware) - 1; i >= 0; i-- {
		wrapped = c.config.Middleware[i](wrapped)
	}
	if len(c.config.Middleware) > 0 {
		wrapped = rounds{wrapped}
	}
	return &retryablehttp.Client{
		HTTPClient: &http.Client{
			// It has no CloseIdleConnections, also around a middleware that has:
			// go-retryablehttp calls it after every failed call, which would
			// empty the pool of all clients.
			Transport:     wrapped,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		// A ceiling for the loop; checkRetry keeps the limit of each call.
		RetryMax:     1000,
		CheckRetry:   checkRetry,
		Backoff:      noBackoff,
		PrepareRetry: pause,
		ErrorHandler: keepAnswer,
	}
}

// callKey finds the call in a context.
type callKey struct{}

func callFrom(ctx context.Context) *Call {
	call, _ := ctx.Value(callKey{}).(*Call)
	return call
}
