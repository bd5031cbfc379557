package backofficetest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// deckSettings are the options of the DECK system.
type deckSettings struct {
	apiKey      string
	users       map[string]string
	window      time.Duration
	layout      string
	sign        func(route, timestamp, apiKey string) string
	correlation func() string
	maxPageSize int
	queued      bool
}

// The defaults are those of the vendor's own connector, except for the window,
// which is not documented.
const (
	deckWindow = 10 * time.Minute
	deckLayout = "1/2/2006 15:04 PM"
)

func (c deckSettings) withDefaults() deckSettings {
	if c.apiKey == "" {
		c.apiKey = newDECKKey()
	}
	if c.window == 0 {
		c.window = deckWindow
	}
	if c.layout == "" {
		c.layout = deckLayout
	}
	if c.sign == nil {
		c.sign = deckKey
	}
	return c
}

func deckKey(route, timestamp, apiKey string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(route) + timestamp + apiKey))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// WithDECKKey sets the API key of the site. The default is a random one.
func WithDECKKey(apiKey string) Option {
	return func(c *settings) { c.deck.apiKey = apiKey }
}

// WithDECKWindow changes how far the TimestampUTC of a request may be from the
// server's clock. The default is 10 minutes.
func WithDECKWindow(window time.Duration) Option {
	return func(c *settings) { c.deck.window = window }
}

// WithDECKTimestampLayout changes the form of TimestampUTC, in the notation of
// package time.
func WithDECKTimestampLayout(layout string) Option {
	return func(c *settings) { c.deck.layout = layout }
}

// WithDECKSigner changes how the server makes the VerificationKey it expects.
// The route is in lower case.
func WithDECKSigner(sign func(route, timestamp, apiKey string) string) Option {
	return func(c *settings) { c.deck.sign = sign }
}

// WithDECKUser adds a user with an API key of its own, for requests with an
// APIUsername.
func WithDECKUser(username, apiKey string) Option {
	return func(c *settings) {
		if c.deck.users == nil {
			c.deck.users = map[string]string{}
		}
		c.deck.users[username] = apiKey
	}
}

// WithDECKCorrelationID makes the server send a CorrelationId with each answer,
// as newer builds do.
func WithDECKCorrelationID(next func() string) Option {
	return func(c *settings) { c.deck.correlation = next }
}

// WithDECKMaxPageSize makes the server put at most so many orders on a page of
// the history, however many were asked for.
func WithDECKMaxPageSize(limit int) Option {
	return func(c *settings) { c.deck.maxPageSize = limit }
}

// WithDECKQueue makes the server queue changes and answer with code 15.
// [Server.ProcessDECKQueue] carries them out.
func WithDECKQueue() Option {
	return func(c *settings) { c.deck.queued = true }
}
