// Package mutant is what mutate puts into a package under test. Exactly one
// mutation is active in a process, by the environment variable MUTANT.
package mutant

import (
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

// The variables of the environment.
const (
	// EnvActive is the number of the mutation that is active. None is 0.
	EnvActive = "MUTANT"
	// EnvTrace names a file that the number of each mutation is written to when
	// the program first comes to its place.
	EnvTrace = "MUTANT_TRACE"
)

var active = func() int {
	id, _ := strconv.Atoi(os.Getenv(EnvActive)) // what is no number is none
	return id
}()

// trace writes the numbers, nil if nobody asks for them.
var trace = func() *tracer {
	name := os.Getenv(EnvTrace)
	if name == "" {
		return nil
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	return &tracer{file: file}
}()

// tracer allocates nothing but at first, because tests may count allocations.
type tracer struct {
	file *os.File
	seen [1 << 16]atomic.Bool
}

func (t *tracer) note(id int) {
	if !t.seen[id].Load() && !t.seen[id].Swap(true) {
		fmt.Fprintln(t.file, id)
	}
}

func is(id int) bool {
	if trace != nil {
		trace.note(id)
	}
	return id == active
}

// True is value, or true if the mutation is active.
func True(id int, value bool) bool { return is(id) || value }

// False is value, or false if the mutation is active.
func False(id int, value bool) bool { return !is(id) && value }

// Not is value, or its opposite if the mutation is active.
func Not(id int, value bool) bool { return is(id) != value }

// Pick is value, or other if the mutation is active.
func Pick[T any](id int, value, other T) T {
	if is(id) {
		return other
	}
	return value
}

// More is value, or one more if the mutation is active.
func More[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64](id int, value T) T {
	if is(id) {
		return value + 1
	}
	return value
}

// Longer is value, or a nanosecond more if the mutation is active.
func Longer(id int, value time.Duration) time.Duration { return More(id, value) }

// Keep tells whether to run a statement.
func Keep(id int) bool { return !is(id) }
