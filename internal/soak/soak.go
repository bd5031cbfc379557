package main

import (
	"fmt"
	"runtime"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

// The random numbers come in streams of their own, so that no part of the soak
// changes what another draws.
const (
	streamOfNetwork = iota << 32
	streamOfWeather
	streamOfCalls
)

// roundCalls is how many calls share a server. What the server keeps of them is
// gone with it, so that what grows from round to round belongs to the clients.
const roundCalls = 1000

// warmUp is how many rounds pass before memory is measured.
const warmUp = 2

// soak is all rounds.
type soak struct {
	plan    plan
	network *network
	clients *clients

	began    time.Time
	took     time.Duration
	rounds   int
	tally    tally
	called   map[string]int // by operation
	met      map[string]int // by fault
	findings []string

	goroutines int    // before the first round
	warm, heap uint64 // bytes in use after the warm-up and after the last round

	// pick takes the place of the weather in tests.
	pick func(op string) backofficetest.Fault
}

func newSoak(p plan) (*soak, error) {
	server, err := startServer()
	if err != nil {
		return nil, err
	}
	defer server.Close()
	s := &soak{plan: p, network: newNetwork(p.seed), called: map[string]int{}, met: map[string]int{}}
	s.clients, err = openClients(server, s.network.client(p.goroutines))
	return s, err
}

// run makes rounds until the plan is fulfilled.
func (s *soak) run() error {
	s.began = time.Now()
	s.goroutines = runtime.NumGoroutine()
	for !s.isOver() {
		if err := s.round(); err != nil {
			return err
		}
		s.rest()
		if s.heap = heapInUse(); s.rounds <= warmUp {
			s.warm = s.heap
		}
	}
	s.took = time.Since(s.began)
	return nil
}

// isOver tells that the plan is fulfilled. A time is exceeded by the rounds that the
// memory is judged by.
func (s *soak) isOver() bool {
	calls, duration := s.plan.calls, s.plan.duration
	return calls > 0 && s.tally.calls >= calls || duration > 0 && s.rounds > warmUp && time.Since(s.began) >= duration
}

// round makes the calls of one round. Nothing of its server stays.
func (s *soak) round() error {
	server, err := startServer()
	if err != nil {
		return err
	}
	defer server.Close()
	s.network.lead(server)
	w := newWeather(s.plan.seed, s.rounds)
	pick := w.pick
	if s.pick != nil {
		pick = s.pick
	}
	server.Chance(pick)
	r := &round{server: server, book: newBook(), first: s.tally.calls, calls: roundCalls}
	if left := s.plan.calls - s.tally.calls; s.plan.calls > 0 {
		r.calls = min(r.calls, left)
	}
	r.run(s.clients, s.plan.goroutines, s.plan.seed)
	s.rounds++
	s.tally.add(r.tally)
	s.findings = append(s.findings, r.findings...)
	for _, e := range r.book.entries {
		s.called[e.op]++
	}
	for fault, times := range w.met {
		s.met[fault] += times
	}
	return nil
}

// rest lets go of all connections and waits for their goroutines to end.
func (s *soak) rest() {
	const patience = 10 * time.Second
	for deadline := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		s.clients.rest()
		open, _, _ := s.network.counts()
		goroutines := runtime.NumGoroutine()
		if open == 0 && goroutines <= s.goroutines {
			return
		}
		if time.Now().After(deadline) {
			s.findings = append(s.findings, fmt.Sprintf(
				"after round %d: %d connections are open that nobody uses, and %d goroutines run, %d more than before",
				s.rounds, open, goroutines, goroutines-s.goroutines))
			return
		}
	}
}

// heapInUse returns what is left after the pools were emptied, which takes two
// collections.
func heapInUse() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
