package backofficetest

import (
	"slices"
	"time"
)

// Observation is what became of a request, for [WithObserver].
type Observation struct {
	Request
	// Status is the status of the answer, 0 if the request was not carried out
	// and not answered. Where a fault lost the answer, it is the lost one's.
	Status int
	// Fault is what went wrong on purpose.
	Fault Fault
	// Problems is what was wrong with the request.
	Problems []string
	// Took is how long the server needed.
	Took time.Duration
}

// WithObserver makes the server tell observe about each request once it is dealt
// with, for programs that log or show what arrives. It does so before the end of
// the answer reaches the client, unless a fault cut the answer. A request holds
// the credentials it was sent with. observe runs for one request at a time.
func WithObserver(observe func(Observation)) Option {
	return func(c *settings) { c.observe = observe }
}

func (s *Server) observe(x *exchange, began time.Time) {
	if s.config.observe == nil {
		return
	}
	s.mu.Lock()
	seen := Observation{
		Request: s.requests[x.seq], Status: x.status, Fault: x.fault,
		Problems: slices.Clone(x.problems), Took: time.Since(began),
	}
	s.mu.Unlock()
	s.observeMu.Lock()
	defer s.observeMu.Unlock()
	s.config.observe(seen)
}
