package faults_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"go.uber.org/goleak"
)

// row is one fault, as the document lists it.
type row struct {
	// number is that of the list the matrix was made from; letter tells variants
	// apart.
	number int
	letter string
	fault  string
	note   string
	// want is what must happen. The cells are written by hand, from the rules of
	// repetition, and never from what the code does.
	want []line

	// script are the faults of the server, one for each request in turn. After
	// the last one the server answers as usual; in the second trial the last one
	// stays for ever.
	script func(*subject) []backofficetest.Fault
	// dial makes connections go wrong: the first one, or the first times, and in
	// the second trial all of them.
	dial  dialFault
	times int
	// story tells that there is no second trial.
	story bool
	// clock puts the trial on a fake clock, with a network in memory.
	clock bool
	// warm leaves an idle connection behind before the call. A copy of the
	// transport would not have it.
	warm bool
	// plain tells that there are only trials with an http.Transport, which the
	// client copies and changes, and foreign that there are only trials with a
	// transport of the caller's own, which counts the bodies.
	plain, foreign bool
	// wire changes the network.
	wire func(*trial)

	// patient leaves the attempts their usual limit, on the fake clock.
	patient bool
	// lax tells that the fault is in what is sent.
	lax bool

	server  []backofficetest.Option
	options func(*trial) []backoffice.Option
	context func(*trial) context.Context
	input   func(*trial) any
	check   func(testing.TB, *trial)

	// custom takes the place of all that. It returns the cell, and an error that
	// a call of it returned.
	custom func(testing.TB, *subject) (string, error)
}

// line is what must happen to some groups of calls. A cell that is empty or
// begins with a dash has no trial.
type line struct {
	// groups are the names of the groups, all others if there are none. The name
	// of a vendor stands for its groups that are not named by themselves.
	groups                     []string
	read, update, delete, once string
	// missing says why the fault can't happen here.
	missing string
}

func (l *line) cell(class transport.Class) string {
	return [...]string{l.read, l.update, l.delete, l.once}[class]
}

// lineOf returns the line that a group belongs to.
func (r *row) lineOf(group string) *line {
	for _, name := range []string{group, vendorOf(group), allGroups} {
		for i := range r.want {
			for _, listed := range append(r.want[i].groups, unnamed(r.want[i])...) {
				if listed == name {
					return &r.want[i]
				}
			}
		}
	}
	return nil
}

// unnamed returns the name of all groups for a line that names none.
func unnamed(l line) []string {
	if len(l.groups) == 0 {
		return []string{allGroups}
	}
	return nil
}

func (r *row) name() string {
	return fmt.Sprintf("%02d%s %s", r.number, r.letter, r.fault)
}

// id is what the document calls the row.
func (r *row) id() string { return fmt.Sprint(r.number, r.letter) }

// wants returns the cell of a subject, and whether there is a trial for it.
func (r *row) wants(s *subject) (cell string, tried bool) {
	l := r.lineOf(s.group)
	if l == nil || l.missing != "" {
		return "", false
	}
	cell = l.cell(s.class)
	return cell, cell != "" && !strings.HasPrefix(cell, "-")
}

// TestMatrix plays every fault for every subject and compares what happened with
// the cells of the document, and what the errors said with the texts that were
// recorded. With -update it records them anew and writes the document.
func TestMatrix(t *testing.T) {
	var heard texts
	recorded := readTexts(t)
	for i := range rows {
		r := &rows[i]
		t.Run(r.name(), func(t *testing.T) {
			before := goleak.IgnoreCurrent()
			t.Run("trials", func(t *testing.T) {
				for i := range subjects {
					r.play(t, &subjects[i], &heard)
				}
			})
			goleak.VerifyNone(t, before)
			if !*update {
				heard.compare(t, r, recorded)
			}
		})
	}
	if *update {
		heard.write(t)
	}
}

// play makes the trials of one cell.
func (r *row) play(t *testing.T, s *subject, heard *texts) {
	want, tried := r.wants(s)
	if !tried {
		return
	}
	t.Run(s.op, func(t *testing.T) {
		if !r.clock {
			t.Parallel()
		}
		cell, err := r.cell(t, s)
		assert.Equal(t, want, cell)
		heard.note(r, s, err)
	})
}

// cell makes the trials and returns what happened: one text if it is the same, and
// the last error. The first trial is made with both sorts of transport.
func (r *row) cell(t *testing.T, s *subject) (string, error) {
	if r.custom != nil {
		return r.try(t, s, false, false)
	}
	foreign := r.foreign || r.warm
	first, err := r.try(t, s, false, !foreign)
	if !r.plain && !foreign {
		wrapped, _ := r.try(t, s, false, false)
		assert.Equal(t, first, wrapped, "through a transport of the caller's")
	}
	if r.story {
		return first, err
	}
	second, last := r.try(t, s, true, !foreign)
	if last != nil {
		err = last
	}
	if second != first {
		return first + " / " + second, err
	}
	return first, err
}

// try makes one trial, on a fake clock if the row wants one.
func (r *row) try(t *testing.T, s *subject, forever, plain bool) (text string, err error) {
	trial := func(t testing.TB) {
		if r.custom != nil {
			text, err = r.custom(t, s)
			return
		}
		text, err = r.run(t, s, forever, plain)
	}
	if r.clock {
		synctest.Test(t, func(t *testing.T) { trial(t) })
		return text, err
	}
	trial(t)
	return text, err
}

// attemptLimit is how long an attempt may take in trials on the fake clock.
const attemptLimit = 10 * time.Second

func (r *row) run(t testing.TB, s *subject, forever, plain bool) (string, error) {
	tr := newTrial(t, s, r.clock, r.server...)
	defer tr.end()
	tr.plain = plain
	r.prepare(tr, forever)
	tr.open(r.clientOptions(tr)...)
	ctx := t.Context()
	if r.context != nil {
		ctx = r.context(tr)
	}
	input, before := s.input(tr.place), s.input(tr.place)
	if r.input != nil {
		input, before = r.input(tr), r.input(tr)
	}
	tr.call(ctx, input)
	tr.verify(before, input)
	if r.check != nil {
		r.check(t, tr)
	}
	return tr.text(), tr.err
}

// clientOptions returns the options of New.
func (r *row) clientOptions(tr *trial) []backoffice.Option {
	var options []backoffice.Option
	switch {
	case !r.clock:
		options = append(options, quickly())
	case !r.patient:
		options = append(options, backoffice.WithAttemptTimeout(attemptLimit))
	}
	if r.options != nil {
		options = append(options, r.options(tr)...)
	}
	return options
}

// prepare makes things go wrong.
func (r *row) prepare(tr *trial, forever bool) {
	tr.lax = r.lax
	if r.wire != nil {
		r.wire(tr)
	}
	if r.dial != nil {
		times := max(r.times, 1)
		if forever {
			times = 0
		}
		tr.network.fail(r.dial, times)
	}
	if r.warm {
		tr.warm()
	}
	if r.script == nil {
		return
	}
	faults := r.script(tr.subject)
	tr.server.Script(tr.subject.op, faults...)
	if forever {
		last := faults[len(faults)-1]
		tr.server.Chance(func(op string) backofficetest.Fault {
			if op != tr.subject.op {
				return backofficetest.Fault{}
			}
			return last
		})
	}
}

// rows are all faults, in the order of the list.
var rows = slices.Concat(connectRows, lostRows, answerRows, statusRows, loadRows, travelRows, callerRows)
