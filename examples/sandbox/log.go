package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
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
	// scrub removes the sandbox's own keys, wherever a program has put them. It
	// is set before begun is closed.
	scrub *strings.Replacer

	mu    sync.Mutex
	count int
	last  []call // the latest first
}

func newCallLog(out io.Writer, bodies bool) *callLog {
	return &callLog{out: out, bodies: bodies, begun: make(chan struct{})}
}

// begin lets calls through.
func (l *callLog) begin(settings []setting) {
	var pairs []string
	for _, s := range settings {
		if s.secret {
			for _, form := range forms(s.value) {
				pairs = append(pairs, form, hidden)
			}
		}
	}
	l.scrub = strings.NewReplacer(pairs...)
	close(l.begun)
}

// forms are the spellings a key may arrive in.
func forms(key string) []string {
	inJSON, _ := json.Marshal(key) // a string has no error
	return []string{
		key, url.PathEscape(key), url.QueryEscape(key), strings.ReplaceAll(url.QueryEscape(key), "+", "%20"),
		strings.Trim(string(inJSON), `"`),
	}
}

// observe is told of one request at a time.
func (l *callLog) observe(o backofficetest.Observation) {
	<-l.begun
	c := call{
		At: o.At, Method: printable(o.Method), Target: l.scrub.Replace(maskTarget(o.Op, o.URI)), Op: o.Op,
		Status: o.Status, Took: o.Took,
	}
	if name := o.Fault.String(); name != "none" {
		c.Fault = name
	}
	for _, problem := range o.Problems {
		c.Problems = append(c.Problems, l.scrub.Replace(printable(problem)))
	}
	if l.bodies {
		for _, line := range maskHeader(o.Header) {
			c.Header = append(c.Header, l.scrub.Replace(line))
		}
	}
	if l.bodies && len(o.Body) > 0 {
		c.Body = []string{l.scrub.Replace(l.body(o))}
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
