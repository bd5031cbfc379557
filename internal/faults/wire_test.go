package faults_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"syscall"
)

// refuseConnection dials a port that nobody listens on.
func refuseConnection(ctx context.Context, _ string, _ dialFunc) (net.Conn, error) {
	return dialSocket(ctx, "127.0.0.1:1")
}

// hang waits until the caller gives up.
func hang(ctx context.Context, _ string, _ dialFunc) (net.Conn, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// answerAtOnce connects to somebody who says the text, as soon as he is spoken
// to, and hangs up.
func answerAtOnce(text string) dialFault {
	return func(ctx context.Context, _ string, _ dialFunc) (net.Conn, error) {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		go func() {
			defer listener.Close()
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
			if _, err := conn.Read(make([]byte, 1<<10)); err == nil {
				_, _ = io.WriteString(conn, text) // who hears it may be gone
			}
		}()
		return dialSocket(ctx, listener.Addr().String())
	}
}

// cutUpload makes a connection that is reset in the middle of the first request.
func cutUpload(ctx context.Context, address string, dial dialFunc) (net.Conn, error) {
	conn, err := dial(ctx, address)
	if err != nil {
		return nil, err
	}
	return &cutConn{Conn: conn, whole: 0}, nil
}

// closeIdle makes a connection that is closed when the second request is about
// to be written.
func closeIdle(ctx context.Context, address string, dial dialFunc) (net.Conn, error) {
	conn, err := dial(ctx, address)
	if err != nil {
		return nil, err
	}
	return &cutConn{Conn: conn, whole: 1, nothing: true}, nil
}

// cutConn is a connection that breaks after a number of whole requests, each of
// which is one write.
type cutConn struct {
	net.Conn
	whole   int  // requests that pass
	nothing bool // the next one is not even begun

	mu sync.Mutex
}

func (c *cutConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.whole > 0 {
		c.whole--
		return c.Conn.Write(p)
	}
	written := 0
	if !c.nothing {
		written, _ = c.Conn.Write(p[:len(p)/2]) // it breaks in any case
	}
	if tcp, ok := c.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Conn.Close()
	return written, &net.OpError{Op: "write", Net: "tcp", Err: syscall.EPIPE}
}

// warm makes a request of its own, which leaves an idle connection behind.
func (tr *trial) warm() {
	resp, err := (&http.Client{Transport: tr.network.transport}).Get(tr.root)
	if err != nil {
		tr.t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		tr.t.Fatal(err)
	}
}
