package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
)

// round is a number of calls to a server of its own, whose ledger is compared
// with the book in the end.
type round struct {
	server       *backofficetest.Server
	book         *book
	first, calls int // the serials of its calls

	mu       sync.Mutex
	returns  []string
	findings []string
	tally    tally
}

// tally counts how calls ended.
type tally struct {
	calls, done, settled, refused, unknown, carriedOut int
	attempts, requests                                 int
}

func (t *tally) add(more tally) {
	t.calls += more.calls
	t.done += more.done
	t.settled += more.settled
	t.refused += more.refused
	t.unknown += more.unknown
	t.carriedOut += more.carriedOut
	t.attempts += more.attempts
	t.requests += more.requests
}

// run makes the calls, closes the server, and audits. What a call is depends on
// the seed and its serial alone, and not on the goroutine that came to make it.
func (r *round) run(c *clients, goroutines int, seed uint64) {
	r.makeReturns()
	var next atomic.Int64
	var workers sync.WaitGroup
	for range goroutines {
		workers.Go(func() {
			for n := int(next.Add(1)) - 1; n < r.calls; n = int(next.Add(1)) - 1 {
				serial := r.first + n
				r.call(c, rand.New(rand.NewPCG(seed, streamOfCalls+uint64(serial))), serial)
			}
		})
	}
	workers.Wait()
	r.server.Close()
	r.tally.requests = len(r.server.Requests("*"))
	findings, carriedOut := r.book.audit(r.inventory())
	r.tally.carriedOut = carriedOut
	r.findings = append(append(r.findings, findings...), r.server.Problems()...)
}

// call makes one call and notes what it was told.
func (r *round) call(c *clients, random *rand.Rand, serial int) {
	all := jobs()
	j := all[random.IntN(len(all))]
	ctx, cancel := patience(random)
	defer cancel()
	t := &task{clients: c, round: r, Context: ctx, serial: serial}
	err := j.do(t)
	told, problem := fateOf(err)
	r.book.note(t.mark(), entry{op: j.op, before: j.before, after: j.after, fate: told})
	r.count(told, t.report)
	if problem != "" {
		r.find(fmt.Sprintf("%s %s: %s", j.op, t.mark(), problem))
	}
}

// patience returns the context of a caller: most wait, some give up on the way,
// and a few have done so before.
func patience(random *rand.Rand) (context.Context, context.CancelFunc) {
	switch random.IntN(20) {
	case 0:
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		return ctx, cancel
	case 1:
		return context.WithTimeout(context.Background(), time.Duration(random.IntN(int(20*time.Millisecond))))
	}
	return context.WithCancel(context.Background())
}

// fateOf returns what an error tells, and what is wrong with the error.
func fateOf(err error) (told fate, problem string) {
	failed, ok := errors.AsType[*backoffice.Error](err)
	switch {
	case err == nil:
		return done, ""
	case errors.Is(err, errWrong):
		return done, err.Error()
	case !ok:
		return unknown, "the error is no *backoffice.Error"
	case failed.Outcome == backoffice.OutcomeUnknown:
		return unknown, ""
	}
	return refused, ""
}

func (r *round) count(told fate, report backoffice.Report) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tally.calls++
	r.tally.attempts += report.Attempts
	switch told {
	case done:
		r.tally.done++
	case refused:
		r.tally.refused++
	case unknown:
		r.tally.unknown++
	}
	if report.Settled {
		r.tally.settled++
	}
}

func (r *round) find(finding string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.findings = append(r.findings, finding)
}
