package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/backoffice-sdk/backoffice"
)

// plan gives every row its key: the one the journal holds, or a new one, which
// is in the journal before anything is sent.
type plan struct {
	journal *journal
	// next is the number for the next customer that has none in the file, 0 if
	// all must have one.
	next int64
	// owners are the ids of the customers by their numbers.
	owners map[string]string
	// taken are the numbers that customers of the ERP have which are not in the
	// files.
	taken    map[string]bool
	problems []problem
	// orphans are the rows that the journal holds without a result and the
	// files no longer.
	orphans []string
}

// newPlan plans the rows of the files. It returns without saving anything if
// there is a problem.
func newPlan(f *files, j *journal, firstNumber int64) (*plan, error) {
	p := &plan{journal: j, next: firstNumber, owners: map[string]string{}, taken: map[string]bool{}}
	for _, s := range f.sheets {
		known, err := j.load(s.kind)
		if err != nil {
			return nil, err
		}
		p.reserve(s, known)
		for _, r := range s.rows {
			p.row(r, known)
		}
		for _, id := range slices.Sorted(maps.Keys(known)) {
			if s.byID[id] == nil && known[id].unsure() {
				p.orphans = append(p.orphans, s.kind.one+" "+id)
			}
		}
	}
	if len(p.problems) > 0 {
		return p, nil
	}
	rows := f.all()
	for _, r := range rows {
		r.bind()
	}
	return p, j.saveAll(rows)
}

// reserve takes the numbers that are in the file or in the journal, so that no
// other customer gets one of them.
func (p *plan) reserve(s *sheet, known map[string]entry) {
	if s.kind != customers {
		return
	}
	for id, e := range known {
		for _, number := range e.Taken {
			p.taken[bare(number)] = true
		}
		if r := s.byID[id]; r == nil || !p.renumbered(r, e) {
			p.owners[bare(e.Key)] = id
		}
	}
	for _, r := range s.rows {
		if r.number == "" {
			continue
		}
		if owner, taken := p.owners[bare(r.number)]; taken && owner != r.id {
			p.problems = append(p.problems, r.problem("number", "the customer %q has it", owner))
			continue
		}
		p.owners[bare(r.number)] = r.id
	}
}

// renumbered tells that the file gives a row another number than an earlier run
// did, and that this is safe: nothing was sent, or it was refused.
func (p *plan) renumbered(r *row, e entry) bool {
	return r.number != "" && r.number != e.Key && (e.State == planned || e.State == rejected)
}

// maxNumber is the last number of ten digits.
const maxNumber = 9_999_999_999

// bare is a customer number without the zeros that the ERP fills it with.
func bare(number string) string { return strings.TrimLeft(strings.ToUpper(number), "0") }

// filled is a customer number with these zeros. The API does not say that its Add
// fills numbers as the ERP's own import does, but its Edit takes only those of
// ten digits.
func filled(number string) string {
	const width = 10
	if number == "" {
		return ""
	}
	return strings.Repeat("0", max(0, width-utf8.RuneCountInString(number))) + number
}

func (p *plan) row(r *row, known map[string]entry) {
	e, seen := known[r.id]
	changed := seen && e.Digest != r.digest
	switch {
	case changed && e.State == done:
		p.problems = append(p.problems, r.problem("", "the row was imported with other values; this program adds and never changes"))
		return
	case changed && e.unsure():
		p.problems = append(p.problems, r.problem("", "the row was sent with other values and nobody knows what became of it; put them back until it is settled"))
		return
	case !seen:
		e = entry{State: planned, Key: p.key(r)}
	case r.kind == customers && p.renumbered(r, e):
		e.Key = r.number
	case r.kind == customers && r.number == "" && e.needsNumber():
		e.Key, e.State, e.Message = p.key(r), planned, ""
	}
	e.Digest = r.digest
	r.entry = e
}

// key returns a new key.
func (p *plan) key(r *row) string {
	switch {
	case r.kind != customers:
		return backoffice.NewKey()
	case r.number != "":
		return r.number
	case p.next == 0 || p.next > maxNumber:
		p.problems = append(p.problems, r.problem("number", "is required: there is no -first-number, or no number left"))
		return ""
	}
	for {
		number := fmt.Sprintf("%010d", p.next)
		p.next++
		if _, owned := p.owners[bare(number)]; !owned && !p.taken[bare(number)] {
			p.owners[bare(number)] = r.id
			return number
		}
	}
}
