// Package suite measures: it brings the contenders and the work together and
// returns what it found.
package suite

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/loopback"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

// Plan says what is measured, and how long.
type Plan struct {
	// Rounds is the number of paired rounds, Block the length of a block.
	Rounds int
	Block  time.Duration
	// LoadRounds is the number of rounds of the throughput.
	LoadRounds int
	// Goroutines are the levels of the throughput, Calls the calls of each.
	Goroutines []int
	Calls      int
	// OnlyGate leaves out what no bar asks for.
	OnlyGate bool
	// Whole includes what is measured with one JSON engine alone, because the
	// other changes nothing in it: long lists, connections and memory.
	Whole bool
}

// session is one run under way.
type session struct {
	plan  Plan
	host  *loopback.Host
	began time.Time
}

// Run measures everything the plan asks for. host answers the calls that leave
// the process.
func Run(plan Plan, host *loopback.Host) (*result.Run, error) {
	s := &session{plan: plan, host: host, began: time.Now()}
	run := &result.Run{
		Go:        runtime.Version(),
		OS:        runtime.GOOS,
		Arch:      runtime.GOARCH,
		CPUs:      runtime.NumCPU(),
		Processor: processor(),
		Versions:  versions(),
	}
	steps := []struct {
		name string
		do   func(*session, *result.Run) error
		skip bool
	}{
		{"allocations of this library", (*session).operations, false},
		{"paired rounds in memory", (*session).memory, false},
		{"paired rounds over loopback", (*session).loopback, false},
		{"long lists", (*session).growth, !plan.Whole},
		{"throughput", (*session).throughput, false},
		{"bursts", (*session).bursts, !plan.Whole},
		{"failing calls", (*session).failures, !plan.Whole},
		{"calls in flight", (*session).inFlight, !plan.Whole || plan.OnlyGate},
	}
	for _, step := range steps {
		if step.skip {
			continue
		}
		fmt.Fprintf(os.Stderr, "%6.1fs %s\n", time.Since(s.began).Seconds(), step.name)
		if err := step.do(s, run); err != nil {
			return nil, fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return run, nil
}

// Operations measures what the calls of this library allocate, and nothing else.
func Operations() (*result.Run, error) {
	run := &result.Run{Go: runtime.Version()}
	return run, (&session{}).operations(run)
}

func who(c contender.Contender) result.Who {
	return result.Who{Name: c.Name, Returns: string(c.Returns)}
}

// forever is the context of measured calls: no deadline of its own, as most
// callers have none.
var forever = context.Background()
