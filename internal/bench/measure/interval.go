package measure

import (
	"math"
	"slices"
)

// Interval is a median with the limits that hold it with 95 % probability.
type Interval struct {
	Median, Low, High float64
}

// MedianOf returns the median of samples. Its limits are order statistics, so
// they assume nothing about how the samples are distributed. Below nine samples
// they are the least and the greatest, which five or fewer don't hold it between
// so often.
func MedianOf(samples []float64) Interval {
	if len(samples) == 0 {
		return Interval{}
	}
	sorted := slices.Sorted(slices.Values(samples))
	n := float64(len(sorted))
	half := 1.96 * math.Sqrt(n) / 2
	at := func(rank float64) float64 {
		return sorted[min(max(int(rank), 1), len(sorted))-1]
	}
	return Interval{
		Median: (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2,
		Low:    at(math.Floor(n/2 - half)),
		High:   at(math.Ceil(n/2 + half + 1)),
	}
}

// RatioOf returns the median of over divided by under, sample by sample.
func RatioOf(over, under []float64) Interval {
	ratios := make([]float64, len(over))
	for i := range over {
		ratios[i] = over[i] / under[i]
	}
	return MedianOf(ratios)
}

// Over returns the interval divided by a number above zero.
func (i Interval) Over(divisor float64) Interval {
	return Interval{i.Median / divisor, i.Low / divisor, i.High / divisor}
}

// Spread returns how far the middle 80 percent of samples lie apart, as a part
// of their median: what a disturbed machine does to equal blocks.
func Spread(samples []float64) float64 {
	sorted := slices.Sorted(slices.Values(samples))
	tenth := len(sorted) / 10
	return (sorted[len(sorted)-1-tenth] - sorted[tenth]) / MedianOf(samples).Median
}
