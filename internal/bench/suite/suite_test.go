package suite

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/library"
	"github.com/backoffice-sdk/backoffice/internal/bench/loopback"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

const serve = "serve"

// TestMain makes the test program its own server, as the real one is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == serve {
		if err := loopback.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func newSession(t *testing.T, plan Plan) *session {
	t.Helper()
	program, err := os.Executable()
	require.NoError(t, err)
	host, err := loopback.Start(program, serve)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, host.Close()) })
	return &session{plan: plan, host: host}
}

func shipped(t *testing.T, name string) contender.Contender {
	t.Helper()
	all := contender.Shipped()
	index := indexOf(all, name)
	require.GreaterOrEqual(t, index, 0)
	return all[index]
}

func TestAShortRunMeasuresWhatTheGateAsksFor(t *testing.T) {
	plan := Plan{Rounds: 2, Block: time.Millisecond, LoadRounds: 1, Goroutines: []int{4}, Calls: 40, OnlyGate: true}
	run, err := Run(plan, newSession(t, plan).host)
	require.NoError(t, err)

	require.Len(t, run.Operations, len(library.Operations))
	for _, op := range run.Operations {
		assert.Positive(t, op.Count, op.Name)
		assert.Positive(t, op.Bytes, op.Name)
	}
	require.Len(t, run.Sets, len(work.Items())+1, "each item in memory, and one over loopback")
	for _, set := range run.Sets {
		assert.Equal(t, contender.Floor, set.Base.Name)
		assert.Equal(t, contender.Library, set.Rows[0].Name)
		for _, row := range set.Rows {
			assert.Positive(t, row.Nanos, row.Who)
			assert.Positive(t, row.Per.Count, row.Who)
		}
	}
	require.Len(t, run.Throughput, 1)
	assert.Len(t, run.Throughput[0].Rows, len(contender.Shipped()))
	assert.Len(t, run.Versions, len(contender.Shipped())-2, "all but this library and the one by hand have a module")
	assert.Empty(t, run.Growth, "what only a whole run has")
	assert.Empty(t, run.Bursts)
	over := run.Sets[len(run.Sets)-1]
	require.Equal(t, result.Loopback, over.Place)
	bound := result.Who{Name: contender.Floor, Returns: string(work.Nothing)}
	assert.Equal(t, bound, over.Rows[len(over.Rows)-1].Who, "what no client can save is timed beside them")
	assert.Empty(t, run.Failures)
	assert.Empty(t, run.InFlight)
}

func TestRatiosAreTheRightWayRound(t *testing.T) {
	two := func(c contender.Contender) bool {
		return c.Name == contender.Library || c.Name == contender.Floor && c.Returns == work.Plain
	}
	p := pairing{work.CustomerPadded, two, work.Plain, nil}
	s := &session{plan: Plan{Rounds: 5, Block: time.Millisecond, OnlyGate: true}}
	set, err := s.pair(p, result.Memory, func(c contender.Contender) (contender.Call, error) {
		steps := 80_000
		if c.Name == contender.Library {
			steps /= 8
		}
		return contender.Call{Do: func(context.Context) error { burn(steps); return nil }}, nil
	})
	require.NoError(t, err)
	assert.Equal(t, result.Who{Name: contender.Floor, Returns: string(work.Plain)}, set.Base)
	require.Len(t, set.Rows, 2)
	library, base := set.Rows[0], set.Rows[1]
	assert.Less(t, library.ToBase.Median, 0.5, "it takes an eighth of the base")
	assert.InDelta(t, 1, library.Library.Median, 1e-9)
	assert.InDelta(t, 1, base.ToBase.Median, 1e-9)
	assert.Less(t, base.Library.Median, 0.5)
	assert.InDelta(t, 1, set.Null.Median, 0.5, "the base against itself")
}

var burnt atomic.Uint64

// burn takes time in proportion to steps.
func burn(steps int) {
	sum := uint64(steps)
	for range steps {
		sum = sum*6364136223846793005 + 1442695040888963407
	}
	burnt.Store(sum)
}

func TestSpeedsAreTheRightWayRound(t *testing.T) {
	contenders := []contender.Contender{shipped(t, contender.Library), shipped(t, contender.Floor)}
	rows := speeds(contenders, 1000, [][]float64{{0.5, 1, 0.5}, {1, 2, 1}}, [][]float64{{64, 64, 70}, {900, 800, 850}})
	assert.Equal(t, []result.Speed{
		{Who: who(contenders[0]), PerSecond: 2000, ToBase: twice, Library: once, Opened: 64},
		{Who: who(contenders[1]), PerSecond: 1000, ToBase: once, Library: twice, Opened: 850},
	}, rows)
}

var (
	once  = measure.Interval{Median: 1, Low: 1, High: 1}
	twice = measure.Interval{Median: 2, Low: 2, High: 2}
)

func TestEveryRunHasTheContendersOfItsBars(t *testing.T) {
	for _, p := range memoryPairings {
		generated := p.item.Op != work.LinkAccount // which ogen has no way to sign
		full := (&session{}).taking(p)
		assert.Len(t, full, len(contender.For(p.item.Op)), "all take part who can")
		gated := (&session{plan: Plan{OnlyGate: true}}).taking(p)
		for _, name := range []string{contender.Library, contender.Floor, contender.Ogen} {
			assert.Equal(t, name != contender.Ogen || generated, indexOf(gated, name) >= 0, "%s is part of the gate in %s", name, p.item.Name)
		}
	}
}

func TestBurstsCountTheConnectionsOfEachClient(t *testing.T) {
	s := newSession(t, Plan{})
	pooled, err := s.burst(shipped(t, contender.Library))
	require.NoError(t, err)
	assert.InDelta(t, burstParallel, pooled.Opened, 6, "its pool keeps the connections of a burst")
	assert.Equal(t, pooled.Opened, pooled.Kept)

	wasteful, err := s.burst(shipped(t, contender.Floor))
	require.NoError(t, err)
	assert.Greater(t, wasteful.Opened, 10*burstParallel, "the default transport keeps two")
	assert.Equal(t, 2, wasteful.Kept)
}

func TestFailingCallsAreAsManyAsPlanned(t *testing.T) {
	s := newSession(t, Plan{})
	for _, kind := range failureKinds {
		opened, err := s.fail(shipped(t, contender.Library), kind)
		require.NoError(t, err)
		assert.Positive(t, opened)
		kind.failed++
		_, err = s.fail(shipped(t, contender.Library), kind)
		require.ErrorContains(t, err, "calls failed in place of")
	}
}

func TestFailingCallsLeaveThePoolOfThisLibraryAlone(t *testing.T) {
	s := newSession(t, Plan{OnlyGate: true})
	run := new(result.Run)
	require.NoError(t, s.failures(run))
	require.Len(t, run.Failures, 1)
	found := run.Failures[0]
	assert.Equal(t, contender.Library, found.Name)
	for _, opened := range []int{found.None, found.Cancelled, found.Status} {
		assert.Positive(t, opened)
		assert.Less(t, opened, 3*failingGoroutines, "go-retryablehttp alone opens hundreds")
	}
}

func TestHeldCallsHaveAConnectionAndMemoryEach(t *testing.T) {
	found, err := newSession(t, Plan{}).hold(shipped(t, contender.Library))
	require.NoError(t, err)
	assert.InDelta(t, 3, found.Goroutines, 0.5, "the caller and two of its connection")
	assert.Greater(t, found.Heap, 8_000.0, "the transport's two buffers alone")
	assert.Positive(t, found.Stack)
}

func TestHoldingStopsWhenACallFails(t *testing.T) {
	s := newSession(t, Plan{})
	c := shipped(t, contender.Floor)
	rightly := c.New
	c.New = func(setup contender.Setup) (contender.Calls, error) {
		setup.Root += ":" // no port can stand there
		return rightly(setup)
	}
	_, err := s.hold(c)
	require.Error(t, err)
}

func TestListsOfAnyLengthAreWeighed(t *testing.T) {
	item := work.Taxes("500 rows", 500)
	for _, c := range contender.For(item.Op) {
		if c.Returns != work.Exact {
			continue
		}
		call, err := c.InMemory(item)
		require.NoError(t, err)
		found, err := weigh(call)
		require.NoError(t, err)
		assert.Greater(t, found.Allocated, len(item.Answer)/2, c)
		assert.Greater(t, found.Held, len(item.Answer)/4, c)
		assert.Less(t, found.Held, found.Allocated, c)
	}
}

func TestShareMakesEachCallOnce(t *testing.T) {
	var made [100]atomic.Int32
	require.NoError(t, share(7, len(made), func(n int) error {
		made[n-1].Add(1)
		return nil
	}))
	for n := range made {
		assert.EqualValues(t, 1, made[n].Load(), n)
	}
}

func TestShareReturnsAnError(t *testing.T) {
	err := share(3, 50, func(n int) error {
		if n == 20 {
			return fmt.Errorf("call %d", n)
		}
		return nil
	})
	require.EqualError(t, err, "call 20")
}

func TestVersionsNameWhatIsMeasured(t *testing.T) {
	for _, v := range versions() {
		assert.NotEmpty(t, v.Module)
		if v.Name == "oapi-codegen" {
			assert.NotEmpty(t, v.Version)
		}
	}
	assert.NotContains(t, versions(), result.Version{})
}
