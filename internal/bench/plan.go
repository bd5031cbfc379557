package main

import (
	"time"

	"github.com/backoffice-sdk/backoffice/internal/bench/suite"
)

// plan returns what one measuring process does. first tells that it is the one
// with the first JSON engine.
func (o options) plan(first bool) suite.Plan {
	p := suite.Plan{
		Rounds:     120,
		Block:      12 * time.Millisecond,
		LoadRounds: 7,
		Goroutines: []int{64},
		Calls:      8000,
		OnlyGate:   o.quick,
		Whole:      first,
	}
	if o.quick {
		p.Rounds, p.Block, p.LoadRounds, p.Calls = 60, 4*time.Millisecond, 6, 2000
	}
	if o.rounds > 0 {
		p.Rounds, p.LoadRounds = o.rounds, min(o.rounds, p.LoadRounds)
	}
	if first && !o.quick {
		p.Goroutines = []int{1, 8, 64, 256, 1024}
	}
	return p
}
