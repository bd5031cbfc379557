package faults_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
)

// dialFunc makes a connection.
type dialFunc func(ctx context.Context, address string) (net.Conn, error)

// network is what lies between a client and its server. It counts what the
// client does with it, and fails where a row says so.
type network struct {
	transport *http.Transport
	// instead takes the place of the transport.
	instead http.RoundTripper
	// faults take the place of a connection, one for each dial in turn; forever
	// is the one after the last.
	faults  []dialFault
	forever dialFault

	mu             sync.Mutex
	dials          int
	connections    atomic.Int64 // that are open
	opened, closed atomic.Int64 // bodies of answers
	longest        atomic.Int64 // bytes read of one body
}

// dialFault makes a connection go wrong. dial makes a good one.
type dialFault func(ctx context.Context, address string, dial dialFunc) (net.Conn, error)

func newNetwork(dial dialFunc) *network {
	n := &network{}
	n.transport = &http.Transport{
		DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			conn, err := n.connect(ctx, address, dial)
			if err != nil {
				return nil, err
			}
			n.connections.Add(1)
			return &countedConn{Conn: conn, closed: sync.OnceFunc(func() { n.connections.Add(-1) })}, nil
		},
		MaxResponseHeaderBytes: 4 << 10,
	}
	return n
}

func (n *network) connect(ctx context.Context, address string, dial dialFunc) (net.Conn, error) {
	if fault := n.nextFault(); fault != nil {
		return fault(ctx, address, dial)
	}
	return dial(ctx, address)
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

func (n *network) nextFault() dialFault {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.dials++
	if len(n.faults) > 0 {
		fault := n.faults[0]
		n.faults = n.faults[1:]
		return fault
	}
	return n.forever
}

// fail makes the given number of connections go wrong, all of them if it is 0.
func (n *network) fail(fault dialFault, times int) {
	for range times {
		n.faults = append(n.faults, fault)
	}
	if times == 0 {
		n.forever = fault
	}
}

// dialSocket makes a real connection, within the machine alone.
func dialSocket(ctx context.Context, address string) (net.Conn, error) {
	if host, _, err := net.SplitHostPort(address); err != nil || host != loopback {
		return nil, errors.New("the tests leave the machine")
	}
	return new(net.Dialer).DialContext(ctx, "tcp", address)
}

// RoundTrip counts the bodies that the client has to close.
func (n *network) RoundTrip(request *http.Request) (*http.Response, error) {
	var below http.RoundTripper = n.transport
	if n.instead != nil {
		below = n.instead
	}
	resp, err := below.RoundTrip(request)
	if err == nil {
		n.opened.Add(1)
		resp.Body = &countedBody{ReadCloser: resp.Body, network: n}
	}
	return resp, err
}

// countedBody notes how much of a body is read, and that it is closed.
type countedBody struct {
	io.ReadCloser
	network *network
	read    int64
	close   sync.Once
}

func (b *countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	for longest := b.network.longest.Load(); b.read > longest; longest = b.network.longest.Load() {
		b.network.longest.CompareAndSwap(longest, b.read)
	}
	return n, err
}

func (b *countedBody) Close() error {
	b.close.Do(func() { b.network.closed.Add(1) })
	return b.ReadCloser.Close()
}
