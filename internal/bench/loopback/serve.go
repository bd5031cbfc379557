package loopback

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// Serve carries out commands until in ends.
func Serve(in io.Reader, out io.Writer) error {
	var listeners []*listener
	defer func() {
		for _, l := range listeners {
			l.close()
		}
	}()
	commands, replies := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var c command
		err := commands.Decode(&c)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		var r reply
		if c.Do == "open" {
			var opened *listener
			if opened, err = listen(c.Config); err == nil {
				r = reply{ID: len(listeners), URL: opened.url}
				listeners = append(listeners, opened)
			}
		} else {
			r, err = listeners[c.ID].do(c.Do)
		}
		if err != nil {
			r.Err = err.Error()
		}
		if err := replies.Encode(r); err != nil {
			return err
		}
	}
}

// listener is a server on a port of its own.
type listener struct {
	config  Config
	url     string
	server  *http.Server
	answer  []byte
	length  []string
	held    chan struct{} // closed when answers may go
	release func()

	opened, open, waiting, served atomic.Int64
}

func listen(config Config) (*listener, error) {
	item := work.Find(config.Item)
	if item == nil {
		return nil, fmt.Errorf("there is no work named %q", config.Item)
	}
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	held := make(chan struct{})
	l := &listener{
		config:  config,
		url:     "http://" + socket.Addr().String(),
		answer:  item.Answer,
		length:  []string{strconv.Itoa(len(item.Answer))},
		held:    held,
		release: sync.OnceFunc(func() { close(held) }),
	}
	if !config.Hold {
		l.release()
	}
	l.server = &http.Server{Handler: l, ConnState: l.count, ReadHeaderTimeout: time.Minute}
	go func() { _ = l.server.Serve(socket) }() // ends with ErrServerClosed
	return l, nil
}

func (l *listener) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		l.opened.Add(1)
		l.open.Add(1)
	case http.StateClosed:
		l.open.Add(-1)
	}
}

func (l *listener) do(what string) (reply, error) {
	switch what {
	case "stats":
	case "release":
		l.release()
	case "close":
		l.close()
	default:
		return reply{}, fmt.Errorf("there is no command %q", what)
	}
	return reply{Stats: Stats{
		Opened:  int(l.opened.Load()),
		Open:    int(l.open.Load()),
		Waiting: int(l.waiting.Load()),
	}}, nil
}

func (l *listener) close() { _ = l.server.Close() } // the process ends with it

var jsonType = []string{"application/json; charset=utf-8"}

// ServeHTTP implements [http.Handler].
func (l *listener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.waiting.Add(1)
	select {
	case <-l.held:
	case <-r.Context().Done():
	}
	l.waiting.Add(-1)
	if l.config.Delay > 0 {
		time.Sleep(l.config.Delay)
	}
	if n := l.config.FailEvery; n > 0 && l.served.Add(1)%int64(n) == 0 {
		http.Error(w, "this one fails", http.StatusInternalServerError)
		return
	}
	header := w.Header()
	header["Content-Type"] = jsonType
	header["Content-Length"] = l.length
	_, _ = w.Write(l.answer) // the client may be gone
}
