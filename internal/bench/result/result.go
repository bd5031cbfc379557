// Package result holds what a measuring process found, in the form in which it
// hands it to the process that reports.
package result

import (
	"math"
	"slices"

	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
)

// Run is everything one measuring process found.
type Run struct {
	// Go, OS and Arch say what it was built with and for.
	Go, OS, Arch string
	// CPUs is how many processors it could use, Processor what they are; "" if
	// the system does not tell.
	CPUs      int
	Processor string
	// Versions are the modules of the contenders and their versions.
	Versions []Version

	Operations []Operation
	Sets       []Set
	Growth     []Growth
	Bursts     []Bursts
	Failures   []Failures
	Throughput []Throughput
	InFlight   []InFlight
}

// Version is the module a contender comes from.
type Version struct {
	Name, Module, Version string
}

// IsBusy reports whether other work disturbed a set.
func (r *Run) IsBusy() bool {
	return slices.ContainsFunc(r.Sets, func(set Set) bool { return !set.IsSettled() })
}

// Spread is the greatest spread of equal blocks in the run.
func (r *Run) Spread() float64 {
	greatest := 0.0
	for _, set := range r.Sets {
		greatest = max(greatest, set.Spread)
	}
	return greatest
}

// NullError is how far off the greatest ratio of equals is in the run.
func (r *Run) NullError() float64 {
	greatest := 0.0
	for _, set := range r.Sets {
		greatest = max(greatest, math.Abs(set.Null.Median-1))
	}
	return greatest
}

// Who names a contender and what it makes of values.
type Who struct {
	Name, Returns string
}

// Operation is what one call of this library allocates, answered in memory.
type Operation struct {
	Name string
	measure.Allocations
}

// Set is one piece of work, done by several contenders in paired rounds.
type Set struct {
	Work  string
	Place Place
	// Base is who all others are compared with.
	Base Who
	// Spread is how far the blocks of the base lie apart, see [measure.Spread].
	Spread float64
	// Null is the ratio of the base to itself, measured like all others: what is
	// not 1 in it is the error of the measurement.
	Null measure.Interval
	Rows []Row
}

// nullRoom is how far from 1 the ratio of equals may be.
const nullRoom = 0.1

// IsSettled reports whether the ratios of the set can be trusted.
func (s *Set) IsSettled() bool { return math.Abs(s.Null.Median-1) <= nullRoom }

// Place is where the answers come from.
type Place string

// The places.
const (
	Memory   Place = "memory"
	Loopback Place = "loopback"
)

// Row is what one contender took for a call.
type Row struct {
	Who
	Nanos   float64
	ToBase  measure.Interval // its time to that of the base
	Library measure.Interval // this library's time to its
	CPU     float64
	CPUBase measure.Interval // its processor time to that of the base
	Per     measure.Allocations
}

// Growth tells how the cost of reading a list grows with its length.
type Growth struct {
	Who
	Rows, Body  int
	NanosPerRow float64
	ToBase      measure.Interval // its time to that of the base, for the same list
	ToShortest  measure.Interval // its time for a row to that in the shortest list
	// Allocated is all that a call allocates, InChunks the same if nobody tells the
	// length of the answer, and Held what its result holds after the collector ran.
	Allocated, InChunks, Held int
}

// Bursts is what bursts of parallel calls took.
type Bursts struct {
	Who
	Count, Parallel int
	// Opened counts the connections that were made, Kept those that still stood
	// after the last burst.
	Opened, Kept int
	Nanos, CPU   float64 // per burst, per call
}

// Failures counts the connections that were opened by calls of which some fail.
type Failures struct {
	Who
	Calls, Every            int
	None, Cancelled, Status int
}

// Throughput is what contenders reach with a number of goroutines.
type Throughput struct {
	Goroutines, Calls int
	Rows              []Speed
}

// Speed is what one contender reached.
type Speed struct {
	Who
	PerSecond float64
	ToBase    measure.Interval // its speed to that of the base
	Library   measure.Interval // this library's speed to its
	Opened    float64          // connections, the median of the rounds
}

// InFlight is what a call holds while it waits for its answer.
type InFlight struct {
	Who
	Calls      int
	Heap       float64
	Stack      float64
	Goroutines float64
}
