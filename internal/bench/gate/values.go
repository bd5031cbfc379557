package gate

import (
	"math"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// timeAgainst is this library's time to that of a contender. Where a contender
// takes part in two ways and the bar names none, the faster one counts.
func timeAgainst(item *work.Item, place result.Place, name string, returns work.Returns) func(*result.Run) (figure, bool) {
	return func(run *result.Run) (worst figure, found bool) {
		for _, set := range run.Sets {
			if set.Work != item.Name || set.Place != place {
				continue
			}
			for _, row := range set.Rows {
				if row.Name == name && (returns == "" || row.Returns == string(returns)) {
					found = true
					if math.IsNaN(row.Library.Median) {
						return figure{}, false
					}
					if row.Library.Median > worst.Median {
						worst = figure{row.Library, !set.IsSettled()}
					}
				}
			}
		}
		return worst, found
	}
}

// figure is what a run says about a bar.
type figure struct {
	measure.Interval
	// disturbed tells that in the same set not even equals came out as equal.
	disturbed bool
}

func exactly(count float64) figure {
	return figure{Interval: measure.Interval{Median: count, Low: count, High: count}}
}

func allocationsOf(operation string) func(*result.Run) (figure, bool) {
	return func(run *result.Run) (figure, bool) {
		for _, op := range run.Operations {
			if op.Name == operation {
				return exactly(float64(op.Count)), true
			}
		}
		return figure{}, false
	}
}

// gatedGoroutines is the level of the throughput that has a bar.
const gatedGoroutines = 64

func speedAgainst(name string) func(*result.Run) (figure, bool) {
	return func(run *result.Run) (figure, bool) {
		for _, level := range run.Throughput {
			if level.Goroutines != gatedGoroutines {
				continue
			}
			for _, speed := range level.Rows {
				if speed.Name == name {
					return figure{Interval: speed.Library}, true
				}
			}
		}
		return figure{}, false
	}
}

func burstConnections(run *result.Run) (figure, bool) {
	for _, b := range run.Bursts {
		if b.Name == contender.Library {
			return exactly(float64(b.Opened)), true
		}
	}
	return figure{}, false
}

func failureConnections(of func(result.Failures) int) func(*result.Run) (figure, bool) {
	return func(run *result.Run) (figure, bool) {
		for _, f := range run.Failures {
			if f.Name == contender.Library {
				return exactly(float64(of(f))), true
			}
		}
		return figure{}, false
	}
}

// longest returns this library's measurement of the longest list.
func longest(run *result.Run) (found result.Growth) {
	for _, g := range run.Growth {
		if g.Name == contender.Library && g.Rows > found.Rows {
			found = g
		}
	}
	return found
}

func allocatedToBody(run *result.Run) (figure, bool) {
	g := longest(run)
	return exactly(float64(max(g.Allocated, g.InChunks)) / float64(g.Body)), g.Rows > 0
}

func rowTimeGrowth(run *result.Run) (figure, bool) {
	g := longest(run)
	return figure{Interval: g.ToShortest}, g.Rows > 0
}
