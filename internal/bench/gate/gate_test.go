package gate_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/gate"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

func at(median float64) measure.Interval {
	return measure.Interval{Median: median, Low: median, High: median}
}

// goodRun is a run in which this library meets every bar exactly.
func goodRun() *result.Run {
	row := func(name string, returns work.Returns, library float64) result.Row {
		return result.Row{Who: result.Who{Name: name, Returns: string(returns)}, Library: at(library)}
	}
	library := result.Who{Name: contender.Library, Returns: string(work.Exact)}
	run := &result.Run{
		Operations: []result.Operation{
			{Name: "customer.Get/padded", Allocations: measure.Allocations{Count: 34}},
			{Name: "customer.Add", Allocations: measure.Allocations{Count: 64}},
		},
		Sets: []result.Set{
			{Work: work.CustomerPadded.Name, Place: result.Memory, Rows: []result.Row{
				row(contender.Floor, work.Plain, 0.45), row(contender.Ogen, work.Trimmed, 0.95), row(contender.Ogen, work.Plain, 9),
			}},
			{Work: work.CustomerPopulated.Name, Place: result.Memory, Rows: []result.Row{
				row(contender.Floor, work.Plain, 0.45), row(contender.Ogen, work.Trimmed, 0.95),
			}},
			{Work: work.CustomerAdded.Name, Place: result.Memory, Rows: []result.Row{
				row(contender.Floor, work.Plain, 0.60), row(contender.Floor, work.Trimmed, 9),
			}},
			{Work: work.ThousandTaxes.Name, Place: result.Memory, Rows: []result.Row{
				row(contender.Floor, work.Exact, 0.30), row(contender.Floor, work.Plain, 9),
			}},
			{Work: work.CustomerPadded.Name, Place: result.Loopback, Rows: []result.Row{row(contender.Floor, work.Plain, 0.85)}},
			{Work: work.Linked.Name, Place: result.Memory, Rows: []result.Row{row(contender.Floor, work.Plain, 2.5)}},
			{Work: work.AttributesSet.Name, Place: result.Memory, Rows: []result.Row{row(contender.Floor, work.Plain, 2.5)}},
		},
		Growth: []result.Growth{
			{Who: library, Rows: 1000, Body: 100, Allocated: 900, ToShortest: at(1)},
			{Who: library, Rows: 100_000, Body: 10_000, Allocated: 30_000, ToShortest: at(2)},
			{Who: result.Who{Name: contender.Floor}, Rows: 200_000, Body: 10_000, Allocated: 90_000, ToShortest: at(9)},
		},
		Bursts: []result.Bursts{
			{Who: result.Who{Name: contender.Floor}, Opened: 3000}, {Who: library, Opened: 70},
		},
		Failures: []result.Failures{{Who: library, None: 999, Cancelled: 24, Status: 24}},
		Throughput: []result.Throughput{
			{Goroutines: 8, Rows: []result.Speed{{Who: result.Who{Name: contender.Floor}, Library: at(0.1)}}},
			{Goroutines: 64, Rows: []result.Speed{{Who: result.Who{Name: contender.Floor}, Library: at(1.8)}}},
		},
	}
	for i := range run.Sets {
		run.Sets[i].Null = at(1)
	}
	for _, peer := range peers() {
		run.Sets[4].Rows = append(run.Sets[4].Rows, row(peer, work.Plain, 1), row(peer, work.Trimmed, 0.5))
		run.Throughput[1].Rows = append(run.Throughput[1].Rows, result.Speed{Who: result.Who{Name: peer}, Library: at(1)})
	}
	return run
}

func peers() (names []string) {
	for _, c := range contender.Shipped() {
		if c.Name != contender.Library && c.Name != contender.Floor {
			names = append(names, c.Name)
		}
	}
	return names
}

// notMet and broken return the names of the checks that are so.
func notMet(checks []gate.Check) (names []string) {
	for _, c := range checks {
		if !c.Met() {
			names = append(names, c.Name)
		}
	}
	return names
}

func broken(checks []gate.Check) (names []string) {
	for _, c := range checks {
		if c.Broken() {
			names = append(names, c.Name)
		}
	}
	return names
}

func TestAGoodRunPasses(t *testing.T) {
	for name, second := range map[string]bool{"first engine": false, "second engine": true} {
		t.Run(name, func(t *testing.T) {
			checks := gate.Bars("v1", second, goodRun())
			assert.Empty(t, notMet(checks))
			assert.Empty(t, broken(checks))
			assert.Len(t, checks, 17+2*len(peers()))
		})
	}
}

// TestWhatWasNotMeasuredFails: a bar that loses its figure would be met for ever.
// What only a run with the first engine has is not missed in the second.
func TestWhatWasNotMeasuredFails(t *testing.T) {
	all := gate.Bars("v1", false, goodRun())
	for second, want := range map[bool]int{false: len(all), true: len(all) - 5} {
		checks := gate.Bars("v1", second, &result.Run{})
		assert.Len(t, checks, want)
		for _, c := range checks {
			assert.True(t, c.Broken(), c.Name)
			assert.False(t, c.Met(), c.Name)
			assert.Contains(t, c.String(), c.Name+": was not measured")
		}
	}
	run := goodRun()
	run.Sets[0].Rows[0].Library = at(math.NaN())
	assert.Equal(t, []string{"Customer Get (padded) in memory, time against net/http by hand"}, broken(gate.Bars("v1", false, run)))
}

// Each change makes one figure worse: first a little, which misses the bar,
// then beyond what the gate takes.
func TestEachBarIsHeld(t *testing.T) {
	row := func(set, row int) func(*result.Run) *measure.Interval {
		return func(r *result.Run) *measure.Interval { return &r.Sets[set].Rows[row].Library }
	}
	speed := func(row int) func(*result.Run) *measure.Interval {
		return func(r *result.Run) *measure.Interval { return &r.Throughput[1].Rows[row].Library }
	}
	tests := []struct {
		name              string
		figure            func(*result.Run) *measure.Interval
		met, over, beyond float64
		second            float64 // a figure that only the second engine may have; 0 where none is
	}{
		{"Customer Get (padded) in memory, time against net/http by hand", row(0, 0), 0.45, 0.46, 0.57, 0.54},
		{"Customer Get (padded) in memory, time against ogen with trimming", row(0, 1), 0.95, 0.96, 1.19, 1.04},
		{"Customer Get (populated) in memory, time against net/http by hand", row(1, 0), 0.45, 0.46, 0.57, 0.54},
		{"Customer Get (populated) in memory, time against ogen with trimming", row(1, 1), 0.95, 0.96, 1.19, 1.04},
		{"Customer Add (all parameters) in memory, time against net/http by hand", row(2, 0), 0.60, 0.61, 0.76, 0.69},
		{"ShipTax Get (1,000 rows) in memory, time against encoding/json with the same semantics", row(3, 0), 0.30, 0.31, 0.38, 0.39},
		{"Customer Get over loopback, time against net/http by hand", row(4, 0), 0.85, 0.86, 1.07, 0.94},
		{"Customer Get over loopback, time against go-retryablehttp", row(4, 1), 1, 1.01, 1.26, 0},
		{"OMS link (signed) in memory, time against net/http by hand", row(5, 0), 2.5, 2.51, 3.13, 2.59},
		{"Orders attributes (PUT) in memory, time against net/http by hand", row(6, 0), 2.5, 2.51, 3.13, 2.59},
		{"64 goroutines, calls per second against net/http by hand", speed(0), 1.8, 1.79, 1.43, 1.71},
		{"64 goroutines, calls per second against go-retryablehttp", speed(1), 1, 0.99, 0.79, 0},
		{"ShipTax Get (100,000 rows), time of a row against that in 1,000 rows", func(r *result.Run) *measure.Interval { return &r.Growth[1].ToShortest }, 2, 2.01, 2.51, 2.09},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			run := goodRun()
			require.InDelta(t, test.met, test.figure(run).Median, 1e-9)
			*test.figure(run) = at(test.over)
			assert.Equal(t, []string{test.name}, notMet(gate.Bars("v1", false, run)))
			assert.Empty(t, broken(gate.Bars("v1", false, run)))
			*test.figure(run) = at(test.beyond)
			assert.Equal(t, []string{test.name}, broken(gate.Bars("v1", false, run)))
			if test.second == 0 {
				*test.figure(run) = at(test.over)
				assert.Equal(t, []string{test.name}, notMet(gate.Bars("v2", true, run)), "peers run with the same engine")
				return
			}
			*test.figure(run) = at(test.second)
			assert.NotContains(t, notMet(gate.Bars("v2", true, run)), test.name)
			assert.NotEmpty(t, notMet(gate.Bars("v1", false, run)))
		})
	}
}

// A count that is one too high fails at once, on both engines.
func TestEachCountIsHeldExactly(t *testing.T) {
	tests := []struct {
		name   string
		figure func(*result.Run) *int
		step   int
	}{
		{"Customer Get (padded) in memory, allocations", func(r *result.Run) *int { return &r.Operations[0].Count }, 1},
		{"Customer Add (all parameters) in memory, allocations", func(r *result.Run) *int { return &r.Operations[1].Count }, 1},
		{"50 bursts of 64 calls, connections opened", func(r *result.Run) *int { return &r.Bursts[1].Opened }, 1},
		{"2 % of calls cancelled, connections opened", func(r *result.Run) *int { return &r.Failures[0].Cancelled }, 1},
		{"2 % of calls answered with HTTP 500, connections opened", func(r *result.Run) *int { return &r.Failures[0].Status }, 1},
		{"ShipTax Get (100,000 rows), bytes allocated against the length of the body", func(r *result.Run) *int { return &r.Growth[1].Allocated }, 1},
		{"ShipTax Get (100,000 rows), bytes allocated against the length of the body", func(r *result.Run) *int { return &r.Growth[1].InChunks }, 30_001},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, second := range []bool{false, true} {
				run := goodRun()
				*test.figure(run) += test.step
				checks := gate.Bars("v1", second, run)
				assert.Equal(t, []string{test.name}, broken(checks))
				for _, c := range checks {
					if c.Name == test.name {
						assert.InDelta(t, c.Bar, c.Limit, 0, "a count has no room, on neither engine")
					}
				}
			}
		})
	}
}

func TestACheckIsOneLine(t *testing.T) {
	for want, check := range map[string]gate.Check{
		"[v1] time: 0.57, should be at most 0.45 (the gate takes 0.56)":    {Engine: "v1", Name: "time", Value: 0.57, Bar: 0.45, Limit: 0.5625},
		"[v2] speed: 1.40, should be at least 1.70 (the gate takes 1.36)":  {Engine: "v2", Name: "speed", Value: 1.4, Bar: 1.7, Limit: 1.36, Least: true},
		"[v1] allocations: 35, should be at most 34; look what grew":       {Engine: "v1", Name: "allocations", Value: 35, Bar: 34, Limit: 34, Hint: "; look what grew"},
		"[v1] connections opened: 3051, should be at most 70":              {Engine: "v1", Name: "connections opened", Value: 3051, Bar: 70, Limit: 70},
		"[v1] bytes against the table: 9955, should be at most 9500.25":    {Engine: "v1", Name: "bytes against the table", Value: 9955, Bar: 9500.25, Limit: 9500.25},
		"[v1] measured at all: 0.00, should be at least 1.00; go and look": {Engine: "v1", Name: "measured at all", Bar: 1, Limit: 1, Least: true, Hint: "; go and look"},
	} {
		assert.Equal(t, want, check.String())
	}
}

// TestUnsettledTimesProveNothing disturbs one set of a run that misses a bar of
// each kind. All others are judged.
func TestUnsettledTimesProveNothing(t *testing.T) {
	run := goodRun()
	run.Sets[0].Rows[0].Library = at(9)
	run.Sets[1].Rows[0].Library = at(9)
	run.Throughput[1].Rows[0].Library = at(0.1)
	run.Operations[0].Count = 35
	all := broken(gate.Bars("v1", false, run))
	assert.Len(t, all, 4)
	for _, null := range []float64{0.89, 1.11} {
		run.Sets[0].Null = at(null)
		assert.ElementsMatch(t, slices.DeleteFunc(slices.Clone(all), func(name string) bool {
			return name == "Customer Get (padded) in memory, time against net/http by hand"
		}), broken(gate.Bars("v1", false, run)))
	}
	for _, null := range []float64{0.91, 1.09} {
		run.Sets[0].Null = at(null)
		assert.Len(t, broken(gate.Bars("v1", false, run)), 4)
	}
}

// TestDoubtOpensTheGate: a figure beyond the limit fails only if the better end
// of its interval is beyond it too.
func TestDoubtOpensTheGate(t *testing.T) {
	tests := map[string]struct {
		time, speed measure.Interval
		broken      int
	}{
		"beyond doubt": {measure.Interval{Median: 0.60, Low: 0.57, High: 0.90}, measure.Interval{Median: 1.40, Low: 1.20, High: 1.43}, 2},
		"in doubt":     {measure.Interval{Median: 0.60, Low: 0.56, High: 0.61}, measure.Interval{Median: 1.40, Low: 1.39, High: 1.45}, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			run := goodRun()
			run.Sets[0].Rows[0].Library = test.time
			run.Throughput[1].Rows[0].Library = test.speed
			checks := gate.Bars("v1", false, run)
			assert.Len(t, broken(checks), test.broken)
			assert.Len(t, notMet(checks), 2, "the report shows the median all the same")
		})
	}
}
