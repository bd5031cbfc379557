package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"golang.org/x/sync/errgroup"
)

// importer sends rows.
type importer struct {
	erp     *erp
	journal *journal
	workers int
	// resendAfter is how old the last request for an address must be for it to
	// be sent again, 0 for never.
	resendAfter time.Duration
	progress    progress
	// stop ends the run with a reason; calls under way come to their end.
	stop        context.CancelCauseFunc
	unreachable atomic.Int32
}

// run sends the rows of one kind after the other, so that a customer is there
// before its addresses. The context stops the run between two rows, never in
// the middle of a call.
func (i *importer) run(ctx context.Context, f *files) error {
	ctx, i.stop = context.WithCancelCause(ctx)
	defer i.stop(nil)
	for _, s := range f.sheets {
		rows := pending(s.rows)
		i.progress.begin(s.kind.name, len(rows))
		group := errgroup.Group{}
		group.SetLimit(i.workers)
		for _, r := range rows {
			group.Go(func() error {
				if ctx.Err() == nil {
					i.process(context.WithoutCancel(ctx), r)
					i.progress.step()
				}
				return nil
			})
		}
		_ = group.Wait() // the rows keep their errors
		i.progress.end()
	}
	return context.Cause(ctx)
}

// pending returns the rows that are to be sent or looked up.
func pending(rows []*row) []*row {
	var found []*row
	for _, r := range rows {
		switch {
		case r.entry.State == done:
		case r.parent != nil && r.parent.entry.State != done:
			r.blocked = fmt.Sprintf("the %s %s is not known to be in the ERP", r.kind.parent.one, r.parent.id)
		default:
			found = append(found, r)
		}
	}
	return found
}

// What proved a row done whose answer was lost.
const (
	byClient  = "look-up after a lost answer"
	byRestart = "look-up by a later run"
	byRefusal = "look-up after a refusal"
)

// process brings one row to its end. The journal says that a row was sent before
// it is sent, and what became of it afterwards, so that a run that is killed
// anywhere in between leaves a row that the next run looks up.
func (i *importer) process(ctx context.Context, r *row) {
	before := r.entry
	if before.unsure() && !i.mayBeSent(ctx, r) {
		return
	}
	if !i.save(r, sent, "", "") {
		r.entry = before // nothing is sent without the journal
		return
	}
	var report backoffice.Report
	err := r.record.add(ctx, i.erp, backoffice.WithReport(&report))
	i.conclude(ctx, r, before, report, err)
}

// mayBeSent looks up a row that an earlier run has sent.
//
// A row that is not there is sent again with the same key if the documentation
// promises that the ERP refuses a second record with it: customers and taxes.
// Should the lost request still arrive, one of the two is refused.
//
// There is no such promise for addresses. The connection of the lost request is
// gone, but the request itself may still wait in a proxy or in a server that
// hangs, and no document bounds for how long. So the address stays unknown,
// unless the operator says after which time a request can't arrive any more.
func (i *importer) mayBeSent(ctx context.Context, r *row) bool {
	if !i.isAbsent(ctx, r, byRestart) {
		return false
	}
	if r.kind.unique || i.resendAfter > 0 && time.Since(r.entry.SentAt) >= i.resendAfter {
		return true
	}
	i.save(r, unknown, "", "a look-up does not find it; -resend-addresses-after sends it again")
	return false
}

// isAbsent looks a row up. If the ERP has something under its key, or does not
// tell, the row is concluded.
func (i *importer) isAbsent(ctx context.Context, r *row, by string) bool {
	different, err := r.record.differences(ctx, i.erp)
	switch {
	case errors.Is(err, backoffice.ErrNotFound):
		return true
	case err != nil:
		i.save(r, unknown, "", "the look-up failed: "+err.Error())
		i.watch(err)
	case len(different) > 0:
		i.save(r, unknown, "", "the ERP holds a "+r.kind.one+" with this key and another "+strings.Join(different, ", "))
	default:
		i.save(r, done, by, "")
	}
	return false
}

// conclude writes down what became of a row that was sent.
func (i *importer) conclude(ctx context.Context, r *row, before entry, report backoffice.Report, err error) {
	failed, _ := errors.AsType[*backoffice.Error](err)
	i.watch(err)
	switch {
	case err == nil && report.Settled:
		i.save(r, done, byClient, "")
	case err == nil:
		i.save(r, done, "", "")
	case failed == nil || failed.Outcome == backoffice.OutcomeUnknown:
		i.save(r, unknown, "", err.Error())
	case failed.Outcome == backoffice.OutcomeNotSent || isFatal(err):
		i.restore(r, before, err.Error())
	case before.unsure() && !i.isAbsent(ctx, r, byRefusal):
		// The first request has arrived after all, so the second was refused.
	default:
		i.reject(ctx, r, err)
	}
}

// reject writes down that the ERP refused a row. It may be for the number that
// this program has chosen: if another customer has it, the row could never be
// added with it.
func (i *importer) reject(ctx context.Context, r *row, refused error) {
	if !i.save(r, rejected, "", refused.Error()) || r.kind != customers || r.number != "" {
		return
	}
	different, err := r.record.differences(ctx, i.erp)
	i.watch(err)
	if err == nil && len(different) > 0 {
		r.entry.Taken = append(r.entry.Taken, r.entry.Key)
		i.save(r, rejected, "", refused.Error()+"; another customer has the number, so the next run gives the row a new one")
	}
}

// restore takes back that a row was sent, because it was not.
func (i *importer) restore(r *row, before entry, message string) {
	before.Message = message
	r.entry = before
	i.keep(r)
}

func (i *importer) save(r *row, s state, by, message string) bool {
	r.entry.State, r.entry.SettledBy, r.entry.Message = s, by, message
	if s == sent {
		r.entry.SentAt = time.Now()
	}
	return i.keep(r)
}

// keep writes the entry of a row to the disk. Without a journal nothing may be
// sent, so a failure ends the run.
func (i *importer) keep(r *row) bool {
	if err := i.journal.save(r); err != nil {
		i.stop(fmt.Errorf("the journal can't be written: %w", err))
		return false
	}
	return true
}

// maxUnreachable is how many rows in a row may fail to reach the ERP before the
// run ends.
const maxUnreachable = 10

// watch ends the run for errors that all other rows would have as well.
func (i *importer) watch(err error) {
	switch {
	case isFatal(err):
		i.stop(err)
	case !errors.Is(err, backoffice.ErrNotSent):
		i.unreachable.Store(0)
	case i.unreachable.Add(1) >= maxUnreachable:
		i.stop(fmt.Errorf("the ERP can't be reached: %w", err))
	}
}

// isFatal tells that the settings are wrong, not the row.
func isFatal(err error) bool {
	return errors.Is(err, backoffice.ErrUnauthorized) || errors.Is(err, backoffice.ErrForbidden) || errors.Is(err, backoffice.ErrRoute)
}
