package measure

import (
	"runtime"
	"runtime/debug"
)

// Allocations is what one call allocates.
type Allocations struct {
	Count, Bytes int
}

// AllocationsOf counts the allocations of the whole process over runs calls,
// with the collector off, so that pools keep what they hold. The first count
// fills the pools; the lesser of two more is the result, because whatever else
// the process does can only add to it.
func AllocationsOf(runs int, do func() error) (Allocations, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	var counts [3]Allocations
	for i := range counts {
		found, err := count(runs, do)
		if err != nil {
			return Allocations{}, err
		}
		counts[i] = found
	}
	return Allocations{min(counts[1].Count, counts[2].Count), min(counts[1].Bytes, counts[2].Bytes)}, nil
}

func count(runs int, do func() error) (Allocations, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		if err := do(); err != nil {
			return Allocations{}, err
		}
	}
	runtime.ReadMemStats(&after)
	return Allocations{
		Count: int(after.Mallocs-before.Mallocs) / runs,
		Bytes: int(after.TotalAlloc-before.TotalAlloc) / runs,
	}, nil
}
