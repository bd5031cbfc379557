package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/backoffice-sdk/backoffice"
)

// job is an operation, as the soak calls it.
type job struct {
	op string
	// before and after are how often the mark of a call is on the server as long
	// as nothing was done, and once it was. They are equal for a read.
	before, after int
	// do makes what the call needs on the server, and calls.
	do func(*task) error
}

// task is one call. What it makes on the server is its own.
type task struct {
	*clients
	*round
	context.Context
	serial int
	report backoffice.Report
}

// jobs are the operations of all vendors.
func jobs() []job { return slices.Concat(manexJobs, deckJobs, hostwayJobs) }

// mark is a text that no other call has. It is found wherever the server keeps it.
func (t *task) mark() string { return t.named("mk") }

// named returns a name of the call's own, of ten characters.
func (t *task) named(kind string) string { return fmt.Sprintf("%s%08d", kind, t.serial) }

// reporting returns the option that all calls have.
func (t *task) reporting() backoffice.Option { return backoffice.WithReport(&t.report) }

// errWrong is what a read returned that the server does not hold.
var errWrong = errors.New("the call returned something else than the server holds")

// same checks the result of a read that succeeded.
func same(got, want string, err error) error {
	if err == nil && got != want {
		return errWrong
	}
	return err
}

// first returns what field finds in the only element of a list.
func first[T any](list []T, field func(T) string) string {
	if len(list) != 1 {
		return ""
	}
	return field(list[0])
}

// field returns what get finds in a result, unless there is none.
func field[T any](result *T, get func(*T) string) string {
	if result == nil {
		return ""
	}
	return get(result)
}
