package suite

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/loopback"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

// The shape of the bursts and of the failing calls.
const (
	burstCount    = 50
	burstParallel = 64
	burstDelay    = 2 * time.Millisecond

	failingCalls      = 10_000
	failingGoroutines = 16
	failingEvery      = 50
	failingCounts     = 3
)

// shipped returns the contenders of a measurement of connections: all of them,
// or those that the gate names.
func (s *session) shipped(gated ...string) []contender.Contender {
	return slices.DeleteFunc(contender.Shipped(), func(c contender.Contender) bool {
		return s.plan.OnlyGate && !slices.Contains(gated, c.Name)
	})
}

func (s *session) bursts(run *result.Run) error {
	for _, c := range s.shipped(contender.Library, contender.Floor) {
		found, err := s.burst(c)
		if err != nil {
			return err
		}
		run.Bursts = append(run.Bursts, found)
	}
	return nil
}

func (s *session) burst(c contender.Contender) (result.Bursts, error) {
	found := result.Bursts{Who: who(c), Count: burstCount, Parallel: burstParallel}
	listener, err := s.host.Open(loopback.Config{Item: loadItem.Name, Delay: burstDelay})
	if err != nil {
		return found, err
	}
	call, err := c.Connected(contender.Setup{Root: listener.URL}, loadItem)
	if err != nil {
		return found, err
	}
	parallel := func() error {
		return share(burstParallel, burstParallel, func(int) error { return call.Do(forever) })
	}
	samples, err := measure.Each(measure.Case{Name: c.String(), Do: parallel}, burstCount)
	if err != nil {
		return found, err
	}
	found.Nanos = measure.MedianOf(samples.Nanos).Median
	found.CPU = measure.MedianOf(samples.CPU).Median / burstParallel
	stats, err := settled(listener)
	if err != nil {
		return found, err
	}
	found.Opened, found.Kept = stats.Opened, stats.Open
	return found, listener.Close()
}

// settled returns the counts of a listener once no more connections close: the
// server learns a little later than the client that one did.
func settled(listener *loopback.Listener) (loopback.Stats, error) {
	last := loopback.Stats{Open: -1}
	for {
		stats, err := listener.Stats()
		if err != nil || stats.Open == last.Open {
			return stats, err
		}
		last = stats
		time.Sleep(50 * time.Millisecond)
	}
}

// failureKind is a way for calls to fail.
type failureKind struct {
	config loopback.Config
	cancel bool // every n-th call comes with a context that is already cancelled
	failed int  // how many calls must fail
	opened func(*result.Failures) *int
}

var failureKinds = []failureKind{
	{opened: func(f *result.Failures) *int { return &f.None }},
	{cancel: true, failed: failingCalls / failingEvery, opened: func(f *result.Failures) *int { return &f.Cancelled }},
	{
		config: loopback.Config{FailEvery: failingEvery}, failed: failingCalls / failingEvery,
		opened: func(f *result.Failures) *int { return &f.Status },
	},
}

func (s *session) failures(run *result.Run) error {
	for _, c := range s.shipped(contender.Library) {
		found := result.Failures{Who: who(c), Calls: failingCalls, Every: failingEvery}
		for _, kind := range failureKinds {
			opened, err := s.leastOpened(c, kind)
			if err != nil {
				return err
			}
			*kind.opened(&found) = opened
		}
		run.Failures = append(run.Failures, found)
	}
	return nil
}

// leastOpened returns the least of several counts. Now and then a call dials
// while another one is about to give its connection back, which makes a few
// connections more; an emptied pool makes hundreds more in every count.
func (s *session) leastOpened(c contender.Contender, kind failureKind) (int, error) {
	var counts [failingCounts]int
	for i := range counts {
		opened, err := s.fail(c, kind)
		if err != nil {
			return 0, err
		}
		counts[i] = opened
	}
	return slices.Min(counts[:]), nil
}

// fail makes calls of which some fail, without repeating any, and returns how
// many connections that took.
func (s *session) fail(c contender.Contender, kind failureKind) (int, error) {
	kind.config.Item = loadItem.Name
	listener, err := s.host.Open(kind.config)
	if err != nil {
		return 0, err
	}
	call, err := c.Connected(contender.Setup{Root: listener.URL, NoRetry: true}, loadItem)
	if err != nil {
		return 0, err
	}
	cancelled, stop := context.WithCancel(forever)
	stop()
	var failed atomic.Int64
	_ = share(failingGoroutines, failingCalls, func(n int) error { // no call stops the others
		ctx := forever
		if kind.cancel && n%failingEvery == 0 {
			ctx = cancelled
		}
		if call.Do(ctx) != nil {
			failed.Add(1)
		}
		return nil
	})
	if int(failed.Load()) != kind.failed {
		return 0, fmt.Errorf("%s: %d calls failed in place of %d", c, failed.Load(), kind.failed)
	}
	stats, err := listener.Stats()
	if err != nil {
		return 0, err
	}
	return stats.Opened, listener.Close()
}
