package backofficetest

import (
	"crypto/tls"
	"io"
	"log"
	"net"
	"time"
)

// Option changes a server.
type Option func(*settings)

type settings struct {
	hostway  hostwaySettings
	address  string
	listener net.Listener
	tls      *tls.Config
	lenient  bool
	now      func() time.Time
	observe  func(Observation)
	deck     deckSettings
	manex    manexOptions
}

// WithAddress makes the server listen on a fixed loopback address, such as
// "127.0.0.1:8080". The default is a free port.
func WithAddress(address string) Option {
	return func(c *settings) { c.address = address }
}

// WithListener makes the server take its connections from listener, which it
// closes in the end. A listener in memory lets a test run the server and a
// client in a bubble of [testing/synctest], where hours pass in no time. A reset
// of a connection that is not TCP is a plain close.
func WithListener(listener net.Listener) Option {
	return func(c *settings) { c.listener = listener }
}

// WithTLS makes the server speak TLS. Its addresses begin with https:// then.
func WithTLS(config *tls.Config) Option {
	return func(c *settings) { c.tls = config }
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

// listen returns where the connections come from.
func (c *settings) listen() (net.Listener, error) {
	listener := c.listener
	if listener == nil {
		var err error
		if listener, err = net.Listen("tcp", c.address); err != nil {
			return nil, err
		}
	}
	if c.tls != nil {
		listener = tls.NewListener(listener, c.tls)
	}
	return listener, nil
}

// silent returns a logger for net/http, whose complaints about cut connections
// are the faults a script asked for.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }
