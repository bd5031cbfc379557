package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

// call is a request without its secrets.
type call struct {
	At                     time.Time
	Method, Target, Op     string
	Status                 int
	Fault                  string
	Took                   time.Duration
	Header, Body, Problems []string
}

// maxCalls is how many calls the page can show.
const maxCalls = 12

// callLog prints calls and keeps the last of them.
type callLog struct {
	out    io.Writer
	bodies bool
	begun  chan struct{}
	server *backofficetest.Server // set before begun is closed

	mu sync.Mutex
	// secrets are the sandbox's own keys, and the owners of orders.
	secrets scrubber
	created int // how many orders' owners are known
	count   int
	last    []call // the latest first
}

func newCallLog(out io.Writer, bodies bool) *callLog {
	return &callLog{out: out, bodies: bodies, begun: make(chan struct{})}
}

// begin lets calls through.
func (l *callLog) begin(server *backofficetest.Server, settings []setting) {
	l.server = server
	for _, s := range settings {
		if s.secret {
			l.secrets.add(s.value)
		}
	}
	close(l.begun)
}

// minOwner is the length from which an owner is looked for. The sandbox's own
// are longer; a program may choose one that is no more than a word.
const minOwner = 8

// scrub removes the keys and the owners from a text, wherever a program has put
// them.
func (l *callLog) scrub(text string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.secrets.clean(text)
}

// learn adds the owners of new orders to the secrets.
func (l *callLog) learn() {
	l.mu.Lock()
	defer l.mu.Unlock()
	commits := l.server.Commits("orders.Create")
	for _, commit := range commits[l.created:] {
		if order, _ := l.server.HostwayOrder(commit.Key); len(order.OwnerID) >= minOwner {
			l.secrets.add(order.OwnerID)
		}
	}
	l.created = len(commits)
}

// observe is told of one request at a time.
func (l *callLog) observe(o backofficetest.Observation) {
	<-l.begun
	l.learn()
	c := call{
		At: o.At, Method: l.scrub(printable(o.Method)), Target: l.scrub(maskTarget(o.Op, o.URI)), Op: o.Op,
		Status: o.Status, Took: o.Took,
	}
	if name := o.Fault.String(); name != "none" {
		c.Fault = name
	}
	for _, problem := range o.Problems {
		c.Problems = append(c.Problems, l.scrub(printable(problem)))
	}
	if l.bodies {
		for _, line := range maskHeader(o.Header) {
			c.Header = append(c.Header, l.scrub(line))
		}
	}
	if l.bodies && len(o.Body) > 0 {
		c.Body = []string{l.scrub(l.body(o))}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.count++
	l.last = append([]call{c}, l.last[:min(len(l.last), maxCalls-1)]...)
	fmt.Fprint(l.out, c)
}

// body masks a body by the names that the vendors use. Of an unknown route
// nobody knows what a body holds.
func (l *callLog) body(o backofficetest.Observation) string {
	if o.Op == "" {
		return fmt.Sprintf("(%d bytes for an unknown route, not shown)", len(o.Body))
	}
	return maskBody(o.Header.Get("Content-Type"), o.Body)
}

// calls returns the last calls, the latest first, and how many there were.
func (l *callLog) calls() ([]call, int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.last), l.count
}

// String returns the lines of the log for a call.
func (c call) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %s %s %s", c.At.Format("15:04:05.000"), c.Method, c.Target, c.Name(), c.Outcome(), c.Took.Round(10*time.Microsecond))
	if c.Fault != "" {
		fmt.Fprintf(&b, " fault: %s", c.Fault)
	}
	b.WriteByte('\n')
	for _, line := range slices.Concat(c.Header, c.Body) {
		fmt.Fprintf(&b, "    %s\n", line)
	}
	for _, problem := range c.Problems {
		fmt.Fprintf(&b, "    PROBLEM a real server would pass over in silence: %s\n", problem)
	}
	return b.String()
}

// Name is the operation in words.
func (c call) Name() string {
	if c.Op == "" {
		return "unknown route"
	}
	return c.Op
}

// Outcome is the status in words.
func (c call) Outcome() string {
	if c.Status == 0 {
		return "no answer"
	}
	return fmt.Sprint(c.Status)
}
