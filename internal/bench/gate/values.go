package gate

import (
	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// timeAgainst is this library's time to that of a contender. Where a contender
// takes part in two ways and the bar names none, the faster one counts.
func timeAgainst(item *work.Item, place result.Place, name string, returns work.Returns) func(*result.Run) (float64, bool) {
	return func(run *result.Run) (worst float64, found bool) {
		for _, set := range run.Sets {
			if set.Work != item.Name || set.Place != place {
				continue
			}
			for _, row := range set.Rows {
				if row.Name == name && (returns == "" || row.Returns == string(returns)) {
					worst, found = max(worst, row.Library.Median), true
				}
			}
		}
		return worst, found
	}
}

func allocationsOf(operation string) func(*result.Run) (float64, bool) {
	return func(run *result.Run) (float64, bool) {
		for _, op := range run.Operations {
			if op.Name == operation {
				return float64(op.Count), true
			}
		}
		return 0, false
	}
}

// gatedGoroutines is the level of the throughput that has a bar.
const gatedGoroutines = 64

func speedAgainst(name string) func(*result.Run) (float64, bool) {
	return func(run *result.Run) (float64, bool) {
		for _, level := range run.Throughput {
			if level.Goroutines != gatedGoroutines {
				continue
			}
			for _, speed := range level.Rows {
				if speed.Name == name {
					return speed.Library.Median, true
				}
			}
		}
		return 0, false
	}
}

func burstConnections(run *result.Run) (float64, bool) {
	for _, b := range run.Bursts {
		if b.Name == contender.Library {
			return float64(b.Opened), true
		}
	}
	return 0, false
}

func failureConnections(of func(result.Failures) int) func(*result.Run) (float64, bool) {
	return func(run *result.Run) (float64, bool) {
		for _, f := range run.Failures {
			if f.Name == contender.Library {
				return float64(of(f)), true
			}
		}
		return 0, false
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

func allocatedToBody(run *result.Run) (float64, bool) {
	g := longest(run)
	return float64(g.Allocated) / float64(g.Body), g.Rows > 0
}

func rowTimeGrowth(run *result.Run) (float64, bool) {
	g := longest(run)
	return g.ToShortest.Median, g.Rows > 0
}
