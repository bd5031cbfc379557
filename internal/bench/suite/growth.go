package suite

import (
	"fmt"
	"runtime"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// The lists, and how they are timed: a call takes up to a second.
const growthBlock = 20 * time.Millisecond

func (s *session) lengths() (rows []int, rounds int) {
	if s.plan.OnlyGate {
		return []int{1_000, 100_000}, 6
	}
	return []int{1_000, 10_000, 100_000}, 9
}

// growth reads lists of growing length with this library and with encoding/json
// into values of the same semantics.
func (s *session) growth(run *result.Run) error {
	var cases []measure.Case
	lengths, rounds := s.lengths()
	for _, rows := range lengths {
		item := work.Taxes(fmt.Sprintf("ShipTax Get, %d rows", rows), rows)
		for _, c := range contender.For(item.Op) {
			if c.Returns != work.Exact || s.plan.OnlyGate && c.Name != contender.Library {
				continue
			}
			call, err := c.InMemory(item)
			if err != nil {
				return err
			}
			found, err := weigh(call)
			if err != nil {
				return err
			}
			inChunks, err := c.InChunks(item)
			if err != nil {
				return err
			}
			if found.InChunks, err = allocatedBy(inChunks); err != nil {
				return err
			}
			found.Who, found.Rows, found.Body = who(c), rows, len(item.Answer)
			run.Growth = append(run.Growth, found)
			cases = append(cases, measure.Case{Name: c.String(), Do: func() error { return call.Do(forever) }})
		}
	}
	samples, err := measure.Paired(cases, rounds, growthBlock)
	if err != nil {
		return err
	}
	for i := range run.Growth {
		found := &run.Growth[i]
		shortest, base := i, i
		for j, other := range run.Growth {
			if other.Who == found.Who && other.Rows < run.Growth[shortest].Rows {
				shortest = j
			}
			if other.Name == contender.Floor && other.Rows == found.Rows {
				base = j
			}
		}
		found.NanosPerRow = measure.MedianOf(samples[i].Nanos).Median / float64(found.Rows)
		found.ToBase = measure.RatioOf(samples[i].Nanos, samples[base].Nanos)
		longer := float64(found.Rows) / float64(run.Growth[shortest].Rows)
		found.ToShortest = measure.RatioOf(samples[i].Nanos, samples[shortest].Nanos).Over(longer)
	}
	return nil
}

// weigh returns the memory of one call.
func weigh(call contender.Call) (result.Growth, error) {
	var found result.Growth
	var err error
	if found.Allocated, err = allocatedBy(call); err != nil {
		return found, err
	}
	before := measure.MemoryNow()
	held, err := call.Result(forever)
	if err != nil {
		return found, err
	}
	found.Held = measure.MemoryNow().Since(before).Heap
	runtime.KeepAlive(held)
	return found, nil
}

// allocatedBy returns the bytes that a call allocates.
func allocatedBy(call contender.Call) (int, error) {
	per, err := measure.AllocationsOf(1, func() error { return call.Do(forever) })
	return per.Bytes, err
}
