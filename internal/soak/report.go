package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// maxGrowth is how much memory may grow after the warm-up, in percent.
const maxGrowth = 10

// report prints the figures. It returns an error if anything is off.
func (s *soak) report(out io.Writer) error {
	findings := append(s.findings, s.limits()...)
	_, peak, opened := s.network.counts()
	t := s.tally
	fmt.Fprintf(out, "%d calls of %d operations in %d rounds, %d at a time, %s\n", t.calls, len(s.called), s.rounds, s.plan.goroutines, s.took.Round(time.Millisecond))
	fmt.Fprintf(out, "told: %d done (%d of them settled), %d refused or not sent, %d unknown (%d of them carried out)\n",
		t.done, t.settled, t.refused, t.unknown, t.carriedOut)
	fmt.Fprintf(out, "%d attempts, %d requests at the server\n", t.attempts, t.requests)
	fmt.Fprintf(out, "connections: %d opened, at most %d at once\n", opened, peak)
	fmt.Fprintf(out, "heap: %d KiB after the warm-up, %d KiB at the end (%+.1f %%)\n", s.warm>>10, s.heap>>10, s.growth())
	fmt.Fprintln(out, "faults:")
	for _, name := range slices.Sorted(maps.Keys(s.met)) {
		fmt.Fprintf(out, "  %6d %s\n", s.met[name], name)
	}
	if len(findings) == 0 {
		if s.rounds <= warmUp {
			fmt.Fprintf(out, "SKIPPED: the memory is not judged, because %d rounds are needed for it\n", warmUp+1)
		}
		fmt.Fprintln(out, "nothing was lost, nothing was done twice, nothing was denied")
		return nil
	}
	const shown = 20
	for _, finding := range findings[:min(shown, len(findings))] {
		fmt.Fprintln(out, "OFF:", finding)
	}
	return fmt.Errorf("%d things are off", len(findings))
}

// limits returns what grew beyond its limit.
func (s *soak) limits() []string {
	var findings []string
	if s.rounds > warmUp && s.growth() > maxGrowth {
		findings = append(findings, fmt.Sprintf("memory grew by %.1f %%, more than %d %%", s.growth(), maxGrowth))
	}
	// A pool holds a connection for each goroutine at most, and each goroutine
	// waits for one connection at most.
	bound := (pools + 1) * s.plan.goroutines
	if _, peak, _ := s.network.counts(); peak > bound {
		findings = append(findings, fmt.Sprintf("%d connections were open at once, more than %d", peak, bound))
	}
	return findings
}

func (s *soak) growth() float64 {
	return 100 * (float64(s.heap)/float64(s.warm) - 1)
}
