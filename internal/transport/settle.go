package transport

import (
	"context"
	"time"

	"github.com/backoffice-sdk/backoffice"
)

// Settlement is what a look-up tells of a write whose answer was lost.
type Settlement uint8

const (
	// Unclear: the look-up failed, or found something else under the key.
	Unclear Settlement = iota
	// Done: the look-up found what was written.
	Done
	// Absent: there is nothing under the key.
	Absent
)

// canSettle reports whether a look-up may tell more than the failure does. An
// update was repeated as often as the policy allows; what is left to tell is
// whether a conflict is with its own lost attempt.
func (c *Call) canSettle(failed *backoffice.Error) bool {
	return c.Settle != nil && c.lost && (c.Op.Class == Once || failed.Kind == backoffice.ErrConflict)
}

// settle looks up what became of a write whose answer was lost. It reports
// whether the write is to be sent again; failed tells what the look-up said.
func (c *Call) settle(failed *backoffice.Error) (again bool) {
	if !c.awaitLookUp() {
		failed.Cause = &annotated{failed.Cause, "there was no time for a look-up"}
		return false
	}
	cost := c.costOfAnother()
	if !c.client.budget.take(cost) {
		failed.Cause = &annotated{failed.Cause, "the retry budget has nothing left for a look-up"}
		return false
	}
	ctx, cancel := context.WithDeadline(c.Context, c.deadline)
	defer cancel()
	switch c.Settle(ctx, c.forLookUp()) {
	case Done:
		c.settled = true
		c.client.budget.give(cost)
		c.succeeded()
		return false
	case Absent:
		failed.Cause = &annotated{failed.Cause, "a look-up did not find it"}
		if !c.Unique || c.Op.Class != Once || !c.hasTimeForAnother() {
			// The budget is for servers that are down, and this one answered.
			c.client.budget.give(cost)
			return false
		}
		c.pledged += uint8(cost)
		return sleep(c.Context, c.wait) == nil && c.awaitLimiter() == nil
	}
	failed.Cause = &annotated{failed.Cause, "a look-up could not tell what became of it"}
	return false
}

// awaitLookUp waits as long as the server has asked for. It reports whether there
// is time for a look-up.
func (c *Call) awaitLookUp() bool {
	wait := c.verdict.retryAfter
	if wait > c.config.MaxDelay || wait >= time.Until(c.deadline) || sleep(c.Context, wait) != nil {
		return false
	}
	c.verdict.retryAfter = 0 // it has been obeyed
	return true
}

// succeeded gives the budget what a success is worth: a token, and what was taken
// for sending a write again.
func (c *Call) succeeded() { c.client.budget.give(1 + int64(c.pledged)) }

// forLookUp returns the option that makes a look-up with the settings of the call
// it is for: who limits, watches or signs a call means all that is sent for it.
// What tells of the call itself stays with it: the routes, which name its
// operation, the raw answer and the reports. A dry run needs no look-up.
func (c *Call) forLookUp() backoffice.Option {
	return func(lookUp *Config) error {
		own := c.config.ForCall()
		own.Routes = lookUp.Routes
		own.RawResponse = nil
		own.Reports = nil
		*lookUp = *own
		return nil
	}
}
