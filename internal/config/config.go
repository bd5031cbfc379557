// Package config holds the settings that options write and the transport
// reads. It stands below the root package so that the root can define Option
// without importing the transport.
package config

import (
	"io"
	"maps"
	"net/http"
	"slices"
	"time"

	"golang.org/x/time/rate"
)

// Config is what all options of a client, or of one call, add up to.
//
// Hook and Route are types of the root package. They are parameters because
// the root imports this package: a plain field would be an import cycle, and
// an any would lose the compiler's help.
type Config[Hook, Route any] struct {
	// PerCall is set while the options of a single call are applied, so that
	// an option that only makes sense for a whole client can refuse.
	PerCall bool

	HTTPClient *http.Client
	Middleware []func(http.RoundTripper) http.RoundTripper
	PlainHTTP  bool
	UserAgent  string

	Timeout        time.Duration
	AttemptTimeout time.Duration
	Limiter        *rate.Limiter

	MaxAttempts int
	BaseDelay   time.Duration
	MaxDelay    time.Duration

	MaxResponseBytes int64
	RawResponse      *[]byte
	DryRun           io.Writer
	Now              func() time.Time

	Hooks []Hook
	// Reports are the hooks of WithReport. They tell of one call, so that its
	// look-up must not have them.
	Reports []Hook
	// Routes are the routes of WithRoute, in the order given. Several for one
	// operation stand above each other, each with the fields it sets.
	Routes []RouteOf[Route]

	// Vendor holds the settings of a single resource package, keyed by an
	// unexported type of that package, as context values are.
	Vendor map[any]any
}

// RouteOf is a route for one operation.
type RouteOf[Route any] struct {
	Op    string
	Route Route
}

// ForCall returns a copy that the options of one call may change without
// touching the client's own settings.
func (c *Config[Hook, Route]) ForCall() *Config[Hook, Route] {
	call := *c
	call.PerCall = true
	call.Hooks = slices.Clip(c.Hooks)
	call.Routes = slices.Clip(c.Routes)
	call.Vendor = maps.Clone(c.Vendor)
	return &call
}

// SetVendor stores a setting of a resource package.
func (c *Config[Hook, Route]) SetVendor(key, value any) {
	if c.Vendor == nil {
		c.Vendor = make(map[any]any)
	}
	c.Vendor[key] = value
}
