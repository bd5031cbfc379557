package loopback

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
)

// Host is the server process, seen from the measuring process. It is not safe
// for concurrent use.
type Host struct {
	commands *json.Encoder
	replies  *json.Decoder
	close    func() error
}

// Start runs a program that calls [Serve] with its standard input and output.
func Start(program string, arguments ...string) (*Host, error) {
	process := exec.Command(program, arguments...)
	process.Stderr = os.Stderr
	in, err := process.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	return newHost(in, out, func() error { return errors.Join(in.Close(), process.Wait()) }), nil
}

func newHost(in io.Writer, out io.Reader, closing func() error) *Host {
	return &Host{commands: json.NewEncoder(in), replies: json.NewDecoder(out), close: closing}
}

// Close ends the process.
func (h *Host) Close() error { return h.close() }

func (h *Host) do(c command) (reply, error) {
	if err := h.commands.Encode(c); err != nil {
		return reply{}, err
	}
	var r reply
	if err := h.replies.Decode(&r); err != nil {
		return reply{}, err
	}
	if r.Err != "" {
		return reply{}, errors.New("the server process: " + r.Err)
	}
	return r, nil
}

// Listener is one server of the process, on a port of its own: no connection
// of an earlier measurement can lead to it.
type Listener struct {
	// URL is its address, without a path.
	URL  string
	host *Host
	id   int
}

// Open opens a listener.
func (h *Host) Open(config Config) (*Listener, error) {
	r, err := h.do(command{Do: "open", Config: config})
	return &Listener{URL: r.URL, host: h, id: r.ID}, err
}

// Stats returns the counts so far.
func (l *Listener) Stats() (Stats, error) {
	r, err := l.host.do(command{Do: "stats", ID: l.id})
	return r.Stats, err
}

// Release lets held answers go.
func (l *Listener) Release() error {
	_, err := l.host.do(command{Do: "release", ID: l.id})
	return err
}

// Close closes the listener and its connections.
func (l *Listener) Close() error {
	_, err := l.host.do(command{Do: "close", ID: l.id})
	return err
}
