package measure_test

import (
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
)

// upTo returns 1 to n, out of order.
func upTo(n int) []float64 {
	samples := make([]float64, n)
	for i := range samples {
		samples[(i*7)%n] = float64(i + 1) // n is no multiple of 7
	}
	return samples
}

func TestMedianOf(t *testing.T) {
	for name, test := range map[string]struct {
		samples []float64
		want    measure.Interval
	}{
		"none":           {nil, measure.Interval{}},
		"one":            {[]float64{3}, measure.Interval{Median: 3, Low: 3, High: 3}},
		"even count":     {[]float64{4, 1, 3, 2}, measure.Interval{Median: 2.5, Low: 1, High: 4}},
		"few":            {upTo(9), measure.Interval{Median: 5, Low: 1, High: 9}},
		"thirty":         {upTo(30), measure.Interval{Median: 15.5, Low: 9, High: 22}},
		"hundred twenty": {upTo(120), measure.Interval{Median: 60.5, Low: 49, High: 72}},
		"an outlier does not move it": {
			append(upTo(29), 1e9), measure.Interval{Median: 15.5, Low: 9, High: 22},
		},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, measure.MedianOf(test.samples))
		})
	}
}

func TestMedianOfLeavesTheSamplesInOrder(t *testing.T) {
	samples := []float64{3, 1, 2}
	measure.MedianOf(samples)
	assert.Equal(t, []float64{3, 1, 2}, samples)
}

func TestRatioOfDividesWithinEachRound(t *testing.T) {
	// The machine was ten times slower in the second round: the ratio is not.
	assert.Equal(t, measure.Interval{Median: 0.5, Low: 0.5, High: 0.5},
		measure.RatioOf([]float64{1, 10, 1}, []float64{2, 20, 2}))
}

func TestOver(t *testing.T) {
	assert.Equal(t, measure.Interval{Median: 2, Low: 1, High: 3}, measure.Interval{Median: 20, Low: 10, High: 30}.Over(10))
}

func TestSpread(t *testing.T) {
	assert.InDelta(t, 0, measure.Spread([]float64{5, 5, 5}), 1e-9)
	assert.InDelta(t, 15/10.5, measure.Spread(upTo(20)), 1e-9, "3 to 18 of 20, around 10.5")
}

func TestPairedTimesEachCaseOnceARound(t *testing.T) {
	short := measure.Case{Name: "short", Do: func() error { time.Sleep(time.Millisecond); return nil }}
	long := measure.Case{Name: "long", Do: func() error { time.Sleep(5 * time.Millisecond); return nil }}
	samples, err := measure.Paired([]measure.Case{short, long}, 7, 2*time.Millisecond)
	require.NoError(t, err)
	require.Len(t, samples, 2)
	for _, s := range samples {
		assert.Len(t, s.Nanos, 7)
		assert.Len(t, s.CPU, 7)
	}
	assert.GreaterOrEqual(t, measure.MedianOf(samples[0].Nanos).Low, 1e6, "the time is that of one call")
	assert.GreaterOrEqual(t, measure.MedianOf(samples[1].Nanos).Low, 5e6)
}

func TestPairedDividesABlockByItsCalls(t *testing.T) {
	calls := 0
	c := measure.Case{Do: func() error { calls++; time.Sleep(time.Millisecond); return nil }}
	began := time.Now()
	samples, err := measure.Paired([]measure.Case{c}, 3, 40*time.Millisecond)
	require.NoError(t, err)
	average := float64(time.Since(began)) / float64(calls)
	assert.InEpsilon(t, average, measure.MedianOf(samples[0].Nanos).Median, 0.8)
}

func TestPairedMixesTheOrder(t *testing.T) {
	var order []int
	var cases []measure.Case
	for i := range 4 {
		cases = append(cases, measure.Case{Do: func() error {
			order = append(order, i)
			time.Sleep(100 * time.Microsecond)
			return nil
		}})
	}
	_, err := measure.Paired(cases, 40, time.Nanosecond)
	require.NoError(t, err)
	rounds := order[len(order)-160:] // before that, the calls are calibrated
	require.Len(t, rounds, 160)
	first := map[int]bool{}
	for i := 0; i < len(rounds); i += 4 {
		first[rounds[i]] = true
		assert.ElementsMatch(t, []int{0, 1, 2, 3}, rounds[i:i+4])
	}
	assert.Greater(t, len(first), 1, "40 rounds in the same order")
}

func TestEachTimesEveryCall(t *testing.T) {
	calls := 0
	samples, err := measure.Each(measure.Case{Do: func() error { calls++; return nil }}, 5)
	require.NoError(t, err)
	assert.Equal(t, 5, calls)
	assert.Len(t, samples.Nanos, 5)
}

func TestAnErrorEndsTheMeasuring(t *testing.T) {
	broken := errors.New("broken")
	failing := measure.Case{Name: "failing", Do: func() error { return broken }}
	_, err := measure.Paired([]measure.Case{failing}, 1, time.Millisecond)
	require.ErrorIs(t, err, broken)
	assert.ErrorContains(t, err, "failing")
	_, err = measure.Each(failing, 1)
	require.ErrorIs(t, err, broken)
	_, err = measure.AllocationsOf(1, failing.Do)
	require.ErrorIs(t, err, broken)
}

func TestAllocationsOf(t *testing.T) {
	var sink [][]byte
	for name, test := range map[string]struct {
		do   func() error
		want measure.Allocations
	}{
		"none": {func() error { return nil }, measure.Allocations{}},
		"three of 64 bytes": {func() error {
			sink = sink[:0]
			for range 3 {
				sink = append(sink, make([]byte, 64))
			}
			return nil
		}, measure.Allocations{Count: 3, Bytes: 192}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := measure.AllocationsOf(100, test.do)
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestMemoryNowSeesWhatIsHeld(t *testing.T) {
	earlier := make([]byte, 4<<20)
	before := measure.MemoryNow()
	held := make([]byte, 8<<20)
	grown := measure.MemoryNow().Since(before)
	runtime.KeepAlive(earlier)
	runtime.KeepAlive(held)
	assert.InDelta(t, len(held), grown.Heap, 1<<20)
}
