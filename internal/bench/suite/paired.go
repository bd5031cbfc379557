package suite

import (
	"slices"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/loopback"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// pairing is one set of paired rounds before it is measured.
type pairing struct {
	item *work.Item
	// gate decides who takes part in a run for the gate. In a full run all do who
	// can.
	gate func(contender.Contender) bool
	// base is what the base returns; its name is that of the floor.
	base work.Returns
	// bound is timed beside them, as what none of them can do without; nil if
	// nothing is.
	bound *contender.Contender
}

// memoryPairings are the sets that are answered in memory.
var memoryPairings = []pairing{
	{work.CustomerPadded, best, work.Plain, nil},
	{work.CustomerPopulated, best, work.Plain, nil},
	{work.CustomerAdded, best, work.Plain, nil},
	{work.TwoTaxes, best, work.Plain, nil},
	{work.ThousandTaxes, best, work.Exact, nil},
	{work.Linked, best, work.Plain, nil},
	{work.AttributesSet, best, work.Plain, nil},
}

func everyone(contender.Contender) bool { return true }

// best are those a bar compares with.
func best(c contender.Contender) bool {
	switch c.Name {
	case contender.Library:
		return true
	case contender.Floor:
		return c.Returns != work.Trimmed
	case contender.Ogen:
		return c.Returns == work.Trimmed
	}
	return false
}

func (s *session) memory(run *result.Run) error {
	for _, p := range memoryPairings {
		set, err := s.pair(p, result.Memory, func(c contender.Contender) (contender.Call, error) {
			return c.InMemory(p.item)
		})
		if err != nil {
			return err
		}
		run.Sets = append(run.Sets, set)
	}
	return nil
}

func (s *session) loopback(run *result.Run) error {
	p := pairing{work.CustomerPadded, everyone, work.Plain, &contender.Unread}
	listener, err := s.host.Open(loopback.Config{Item: p.item.Name})
	if err != nil {
		return err
	}
	set, err := s.pair(p, result.Loopback, func(c contender.Contender) (contender.Call, error) {
		return c.Connected(contender.Setup{Root: listener.URL}, p.item)
	})
	if err != nil {
		return err
	}
	run.Sets = append(run.Sets, set)
	return listener.Close()
}

// opener returns the call of a contender, checked before.
type opener func(contender.Contender) (contender.Call, error)

// pair measures one set.
func (s *session) pair(p pairing, place result.Place, open opener) (result.Set, error) {
	set := result.Set{Work: p.item.Name, Place: place}
	var cases []measure.Case
	for _, c := range s.taking(p) {
		call, err := open(c)
		if err != nil {
			return set, err
		}
		do := func() error { return call.Do(forever) }
		per, err := measure.AllocationsOf(runsFor(p.item.Answer), do)
		if err != nil {
			return set, err
		}
		cases = append(cases, measure.Case{Name: c.String(), Do: do})
		set.Rows = append(set.Rows, result.Row{Who: who(c), Per: per})
	}
	set.Base = result.Who{Name: contender.Floor, Returns: string(p.base)}
	base := slices.IndexFunc(set.Rows, func(r result.Row) bool { return r.Who == set.Base })
	cases = append(cases, cases[base])
	for range tries {
		samples, err := measure.Paired(cases, s.plan.Rounds, s.plan.Block)
		if err != nil {
			return set, err
		}
		if compare(&set, base, samples); set.IsSettled() {
			break
		}
	}
	return set, nil
}

// tries is how often a set is measured, until its equals come out as equal.
const tries = 3

// taking returns the contenders of a set.
func (s *session) taking(p pairing) []contender.Contender {
	taking := slices.DeleteFunc(contender.For(p.item.Op), func(c contender.Contender) bool { return s.plan.OnlyGate && !p.gate(c) })
	if p.bound != nil {
		taking = append(taking, *p.bound)
	}
	return taking
}

// compare fills in the times of the rows and their ratios. The last of the samples
// are those of the base once more.
func compare(set *result.Set, base int, samples []measure.Samples) {
	library := slices.IndexFunc(set.Rows, func(r result.Row) bool { return r.Name == contender.Library })
	set.Spread = measure.Spread(samples[base].Nanos)
	set.Null = measure.RatioOf(samples[len(samples)-1].Nanos, samples[base].Nanos)
	for i := range set.Rows {
		row := &set.Rows[i]
		row.Nanos = measure.MedianOf(samples[i].Nanos).Median
		row.CPU = measure.MedianOf(samples[i].CPU).Median
		row.ToBase = measure.RatioOf(samples[i].Nanos, samples[base].Nanos)
		row.CPUBase = measure.RatioOf(samples[i].CPU, samples[base].CPU)
		row.Library = measure.RatioOf(samples[library].Nanos, samples[i].Nanos)
	}
}
