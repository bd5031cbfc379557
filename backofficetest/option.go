package backofficetest

import (
	"io"
	"log"
	"time"
)

// Option changes a server.
type Option func(*settings)

type settings struct {
	hostway hostwaySettings
	address string
	lenient bool
	now     func() time.Time
	observe func(Observation)
	deck    deckSettings
	manex   manexOptions
}

// WithAddress makes the server listen on a fixed loopback address, such as
// "127.0.0.1:8080". The default is a free port.
func WithAddress(address string) Option {
	return func(c *settings) { c.address = address }
}

// Lenient makes the server pass over what a real server would pass over, such
// as a member it does not know, instead of reporting it to the test.
func Lenient() Option {
	return func(c *settings) { c.lenient = true }
}

// WithClock replaces the server's clock.
func WithClock(now func() time.Time) Option {
	return func(c *settings) { c.now = now }
}

// silent returns a logger for net/http, whose complaints about cut connections
// are the faults a script asked for.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }
