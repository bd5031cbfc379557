package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/backoffice-sdk/backoffice"
)

// dryRun prints the requests that a run would send. It keeps nothing, so the
// next run makes other keys.
func (p *program) dryRun(ctx context.Context, f *files) int {
	j, err := readJournal(p.journal, p.server())
	if err != nil {
		return p.refuse(err)
	}
	defer j.close()
	planned, err := newPlan(f, j, p.firstNumber)
	switch {
	case err != nil:
		return p.refuse(err)
	case len(planned.problems) > 0:
		return p.list(planned.problems)
	}
	// The printed requests have placeholders for the address and the key.
	e, err := newERP("http://127.0.0.1", "unused", backoffice.WithDryRun(p.out))
	if err != nil {
		return p.refuse(err)
	}
	requests := 0
	for _, r := range f.all() {
		if r.entry.State == done {
			continue
		}
		fmt.Fprintf(p.out, "# %s%s\n", r, lookedUpFirst(r))
		if err := r.record.add(ctx, e); !errors.Is(err, backoffice.ErrNotSent) {
			return p.refuse(fmt.Errorf("%s: %w", r, err))
		}
		requests++
	}
	fmt.Fprintf(p.out, "%d requests; nothing was sent\n", requests)
	return codeDone
}

func lookedUpFirst(r *row) string {
	if r.entry.unsure() {
		return " (only if a look-up does not find it)"
	}
	return ""
}
