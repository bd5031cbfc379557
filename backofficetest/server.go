package backofficetest

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// TestingT is the part of [testing.TB] that [NewServer] needs.
type TestingT interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Server is a server on a loopback port. Its methods are safe for concurrent use.
type Server struct {
	config   settings
	listener net.Listener
	http     *http.Server
	served   chan struct{}
	vendors  []mounted
	manex    *manex

	handlers sync.WaitGroup

	mu       sync.Mutex
	closed   bool
	scripts  map[string][]Fault
	requests []Request
	commits  []Commit
	problems []string

	chanceMu sync.Mutex
	chance   func(op string) Fault

	observeMu sync.Mutex
}

// mounted is a vendor with the path it stands under. No path is empty, which
// catches clients that lose the path of their root URL.
type mounted struct {
	prefix string
	vendor vendor
}

// vendor is one of the systems the server imitates.
type vendor interface {
	// operation names the call that a request makes, as the client does. It is
	// "" if the vendor has no such route. The path has no prefix any more.
	operation(method, path string) string
	// serve answers a request.
	serve(*exchange)
}

// namer is a vendor that needs more than the method and the decoded path to
// name the call that a request makes.
type namer interface{ name(*exchange) string }

// exchange is one request and the answer to it.
type exchange struct {
	server *Server
	op     string
	seq    int
	http   *http.Request
	path   string // decoded, without the prefix
	body   []byte

	status int
	header http.Header
	answer []byte

	fault    Fault
	problems []string
}

// NewServer starts a server that stops when the test ends. What the server
// found wrong with the requests then fails the test.
func NewServer(t TestingT, options ...Option) *Server {
	t.Helper()
	s, err := Start(options...)
	if err != nil {
		t.Fatalf("backofficetest: %v", err)
	}
	t.Cleanup(func() {
		s.Close()
		for _, problem := range s.Problems() {
			t.Errorf("backofficetest: %s", problem)
		}
	})
	return s
}

// Start starts a server for a program. The caller closes it.
func Start(options ...Option) (*Server, error) {
	config := settings{address: "127.0.0.1:0", now: time.Now}
	for _, option := range options {
		option(&config)
	}
	listener, err := config.listen()
	if err != nil {
		return nil, err
	}
	s := &Server{
		config:   config,
		listener: listener,
		served:   make(chan struct{}),
		scripts:  map[string][]Fault{},
	}
	s.mountDECK()
	s.mountManEx()
	s.http = &http.Server{Handler: http.HandlerFunc(s.serveHTTP), ErrorLog: silent(), ReadHeaderTimeout: time.Minute}
	s.mountHostway()
	go func() {
		defer close(s.served)
		_ = s.http.Serve(listener) // ends with ErrServerClosed
	}()
	return s, nil
}

// Close stops the server, cuts all connections, and waits for the requests that
// are under way. What they left in the ledger and the problems is final then.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	_ = s.http.Close() // nothing is left to do about a failure
	<-s.served
	s.handlers.Wait()
}

// enter counts a request as under way, unless the server is closed.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.handlers.Add(1)
	return true
}

// URL returns the address of the server, without a path.
func (s *Server) URL() string {
	scheme := "http://"
	if s.config.tls != nil {
		scheme = "https://"
	}
	return scheme + s.listener.Addr().String()
}

// maxBody is the largest request IIS takes by default.
const maxBody = 30_000_000

func (s *Server) serveHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		panic(http.ErrAbortHandler)
	}
	defer s.handlers.Done()
	began := time.Now()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		http.Error(w, "the request is too large", http.StatusRequestEntityTooLarge)
		return
	}
	if err != nil {
		panic(http.ErrAbortHandler) // the client went away in the middle of its request
	}
	x := &exchange{server: s, http: r, body: body, header: http.Header{}}
	target := s.find(r.URL.Path)
	if target == nil {
		x.status = http.StatusNotFound
		http.Error(w, "no vendor stands under this path", x.status)
		s.record(x)
		s.observe(x, began)
		return
	}
	x.path = strings.TrimPrefix(r.URL.Path, target.prefix)
	x.op = target.vendor.operation(r.Method, x.path)
	if vendor, ok := target.vendor.(namer); ok {
		x.op = vendor.name(x)
	}
	s.record(x)
	defer s.observe(x, began)
	x.fault = s.nextFault(x.op)
	if x.fault.before != nil && !x.fault.before(x, w) {
		return
	}
	target.vendor.serve(x)
	if x.fault.after != nil && !x.fault.after(x, w) {
		return
	}
	x.write(w)
}

func (s *Server) find(path string) *mounted {
	for i := range s.vendors {
		if strings.HasPrefix(path, s.vendors[i].prefix+"/") {
			return &s.vendors[i]
		}
	}
	return nil
}

func (x *exchange) write(w http.ResponseWriter) {
	for name, values := range x.header {
		w.Header()[name] = values
	}
	w.WriteHeader(x.status)
	_, _ = w.Write(x.answer) // the client may be gone
}

// reply sets the answer.
func (x *exchange) reply(status int, contentType string, body []byte) {
	x.status = status
	x.answer = body
	if contentType != "" {
		x.header.Set("Content-Type", contentType)
	}
}

// Request is a request as it arrived.
type Request struct {
	// Op is the operation, "" if no vendor has the route.
	Op string
	// Method and URI are the first line of the request; URI is not decoded.
	Method, URI string
	// Header and Body are as they arrived, credentials included.
	Header http.Header
	Body   []byte
	// At is when it arrived, by the server's clock.
	At time.Time
}

// Format prints the operation and the method, whatever the verb: a test that
// fails prints what it looked at, and the rest of a request bears the secrets of
// the client.
func (r Request) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "%s by %s", cmp.Or(r.Op, "unknown"), r.Method)
}

func (s *Server) record(x *exchange) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x.seq = len(s.requests)
	s.requests = append(s.requests, Request{
		Op:     x.op,
		Method: x.http.Method,
		URI:    x.http.RequestURI,
		Header: x.http.Header.Clone(),
		Body:   x.body,
		At:     s.config.now(),
	})
}

// Requests returns the requests for an operation so far, all of them for "*".
func (s *Server) Requests(op string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Request
	for _, r := range s.requests {
		if op == "*" || r.Op == op {
			found = append(found, r)
		}
	}
	return found
}

// Commit is one change of state, in the order they happened.
type Commit struct {
	// Op is the operation that made the change.
	Op string
	// Key names what was changed: a customer number, an address link, a tax
	// key, an order number or an order id.
	Key string
	// At is when it was made, by the server's clock.
	At time.Time
}

// commit notes a change. The vendor calls it when the change is made, before
// any fault can lose the answer.
func (x *exchange) commit(key string) {
	s := x.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commits = append(s.commits, Commit{Op: x.op, Key: key, At: s.config.now()})
}

// Commits returns the ledger of an operation, all of it for "*".
func (s *Server) Commits(op string) []Commit {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Commit
	for _, c := range s.commits {
		if op == "*" || c.Op == op {
			found = append(found, c)
		}
	}
	return found
}

// problem notes something wrong with a request that a real server would pass
// over in silence.
func (x *exchange) problem(format string, args ...any) {
	s := x.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.config.lenient {
		return
	}
	text := fmt.Sprintf(format, args...)
	x.problems = append(x.problems, text)
	s.problems = append(s.problems, cmp.Or(x.op, "unknown operation")+": "+text)
}

// Problems returns what was wrong with the requests so far.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}
