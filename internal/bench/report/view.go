package report

import (
	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/gate"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

// pair is a set with both engines, row beside row.
type pair struct {
	result.Set
	Rows []rowPair
}

type rowPair struct {
	result.Row
	// Second is the same with the second engine.
	Second result.Row
}

// IsLibrary tells the row of this library, which is printed in bold.
func (r rowPair) IsLibrary() bool { return r.Name == contender.Library }

// Sets returns the sets that were answered in a place.
func (in Input) Sets(place result.Place) []pair {
	var pairs []pair
	for _, set := range in.First.Sets {
		if set.Place == place {
			pairs = append(pairs, in.pair(set))
		}
	}
	return pairs
}

func (in Input) pair(set result.Set) pair {
	p := pair{Set: set}
	for _, row := range set.Rows {
		p.Rows = append(p.Rows, rowPair{Row: row, Second: in.second(set, row.Who)})
	}
	return p
}

func (in Input) second(first result.Set, who result.Who) result.Row {
	for _, set := range in.Second.Sets {
		if set.Work != first.Work || set.Place != first.Place {
			continue
		}
		for _, row := range set.Rows {
			if row.Who == who {
				return row
			}
		}
	}
	return result.Row{}
}

// barPair is a bar with what both engines reached; the second may be missing.
type barPair struct {
	Name          string
	First, Second *gate.Check
}

// BarPairs returns the bars, each with both engines.
func (in Input) BarPairs() []*barPair {
	var pairs []*barPair
	byName := map[string]*barPair{}
	for _, c := range in.Bars {
		p := byName[c.Name]
		if p == nil {
			p = &barPair{Name: c.Name, First: &c}
			byName[c.Name] = p
			pairs = append(pairs, p)
			continue
		}
		p.Second = &c
	}
	return pairs
}

// Busy reports whether other work disturbed one of the runs.
func (in Input) Busy() bool { return in.First.IsBusy() || in.Second.IsBusy() }

// Spread is the greatest spread of equal blocks in the runs.
func (in Input) Spread() float64 { return max(in.First.Spread(), in.Second.Spread()) }

// NullError is how far off the greatest ratio of equals is in the runs.
func (in Input) NullError() float64 { return max(in.First.NullError(), in.Second.NullError()) }

// Burst returns the bursts of a client.
func (in Input) Burst(name string) result.Bursts {
	for _, b := range in.First.Bursts {
		if b.Name == name {
			return b
		}
	}
	return result.Bursts{}
}

// operationPair is a call of this library with both engines.
type operationPair struct {
	Name          string
	First, Second measure.Allocations
}

// Operations returns the calls of this library.
func (in Input) Operations() []operationPair {
	pairs := make([]operationPair, len(in.First.Operations))
	for i, op := range in.First.Operations {
		pairs[i] = operationPair{op.Name, op.Allocations, in.Second.Operations[i].Allocations}
	}
	return pairs
}
