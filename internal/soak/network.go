package main

import (
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

// network leads all clients to the server of the present round, refuses some
// connections, and counts the others.
type network struct {
	address atomic.Value // of the server, a string

	mu     sync.Mutex
	random *rand.Rand
	opened int
	open   int
	peak   int
}

// refusals is how many connections of a hundred are refused.
const refusals = 20

func newNetwork(seed uint64) *network {
	return &network{random: rand.New(rand.NewPCG(seed, streamOfNetwork))}
}

// lead makes all further connections go to a server.
func (n *network) lead(server *backofficetest.Server) {
	n.address.Store(strings.TrimPrefix(server.URL(), "http://"))
}

// client returns an http.Client whose transport the clients of the library
// copy, so that each of them has a pool of its own.
func (n *network) client(goroutines int) *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: n.dial, MaxIdleConnsPerHost: goroutines}}
}

func (n *network) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if n.refuses() {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", n.address.Load().(string))
	if err != nil {
		return nil, err
	}
	n.count(1)
	return &countedConn{Conn: conn, closed: sync.OnceFunc(func() { n.count(-1) })}, nil
}

func (n *network) refuses() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.random.IntN(100) < refusals
}

func (n *network) count(change int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.open += change
	n.peak = max(n.peak, n.open)
	n.opened += max(change, 0)
}

// counts returns how many connections are open, were open at once, and were
// opened.
func (n *network) counts() (open, peak, opened int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.open, n.peak, n.opened
}

// countedConn tells when it is closed.
type countedConn struct {
	net.Conn
	closed func()
}

func (c *countedConn) Close() error {
	c.closed()
	return c.Conn.Close()
}
