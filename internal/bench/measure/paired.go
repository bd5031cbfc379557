package measure

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"
)

// Case is one thing to be timed.
type Case struct {
	Name string
	Do   func() error
}

// Samples are what one case took in each round, per call.
type Samples struct {
	// Nanos is the time on the clock, CPU the time of the whole process on its
	// processors, both in nanoseconds.
	Nanos, CPU []float64
}

// Paired times all cases in every round, each in a block of about the given
// length, in an order that changes from round to round. A disturbance from
// outside then meets all cases alike, and the ratio of two cases within a round
// is worth more than the time of either.
func Paired(cases []Case, rounds int, block time.Duration) ([]Samples, error) {
	calls, err := calibrate(cases, block)
	if err != nil {
		return nil, err
	}
	samples := make([]Samples, len(cases))
	runtime.GC()
	for range rounds {
		for _, i := range rand.Perm(len(cases)) {
			took, cpu, err := run(cases[i], calls[i])
			if err != nil {
				return nil, err
			}
			n := float64(calls[i])
			samples[i].Nanos = append(samples[i].Nanos, float64(took)/n)
			samples[i].CPU = append(samples[i].CPU, float64(cpu)/n)
		}
	}
	return samples, nil
}

// Each times every single one of count calls.
func Each(c Case, count int) (Samples, error) {
	var samples Samples
	for range count {
		took, cpu, err := run(c, 1)
		if err != nil {
			return samples, err
		}
		samples.Nanos = append(samples.Nanos, float64(took))
		samples.CPU = append(samples.CPU, float64(cpu))
	}
	return samples, nil
}

// calibrations is how often each case is calibrated.
const calibrations = 5

// calibrate returns how many calls of each case fill a block. A disturbance can
// only make a call look longer than it is, so the most calls count; what earlier
// measurements left for the collector is collected before.
func calibrate(cases []Case, block time.Duration) ([]int, error) {
	runtime.GC()
	calls := make([]int, len(cases))
	for range calibrations {
		for _, i := range rand.Perm(len(cases)) {
			n, err := fill(cases[i], block)
			if err != nil {
				return nil, err
			}
			calls[i] = max(calls[i], n)
		}
	}
	return calls, nil
}

// fill returns how many calls fill a block, from as many as fill a quarter of it.
func fill(c Case, block time.Duration) (int, error) {
	for n := 1; ; n *= 2 {
		took, _, err := run(c, n)
		if err != nil {
			return 0, err
		}
		if took >= block/4 {
			return max(1, int(float64(n)*float64(block)/float64(took))), nil
		}
	}
}

func run(c Case, calls int) (took, cpu time.Duration, err error) {
	cpuBefore := processCPU()
	began := time.Now()
	for range calls {
		if err := c.Do(); err != nil {
			return 0, 0, fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return time.Since(began), processCPU() - cpuBefore, nil
}
