package main

import (
	"errors"
	"math/rand/v2"
	"time"

	"github.com/backoffice-sdk/backoffice"
)

// action is what happens to a message after its call.
type action string

const (
	done  action = "done"  // acknowledge it
	later action = "later" // deliver it again after a while
	dead  action = "dead"  // move it to the dead letters
	stop  action = "stop"  // give it back and stop the worker
)

// actions are what each kind of failure leads to. A link sets a state, so
// making it twice does no harm.
var actions = map[backoffice.Kind]action{
	backoffice.ErrInvalid:  dead,
	backoffice.ErrNotFound: dead,
	backoffice.ErrConflict: dead,

	backoffice.ErrRateLimited: later,
	backoffice.ErrServer:      later,
	backoffice.ErrNetwork:     later,
	backoffice.ErrProtocol:    later,

	// These are no fault of the message: the next one would fare the same.
	backoffice.ErrUnauthorized: stop,
	backoffice.ErrForbidden:    stop,
	backoffice.ErrRoute:        stop,
}

// judge returns what to do after a call.
func judge(err error) action {
	if err == nil {
		return done
	}
	e, ok := errors.AsType[*backoffice.Error](err)
	if !ok {
		return later
	}
	what, known := actions[e.Kind]
	if !known || what == dead && e.Outcome == backoffice.OutcomeUnknown {
		return later // an earlier attempt is in doubt: only a plain refusal is one
	}
	return what
}

// backoff says how long a message waits for its next delivery.
type backoff struct{ base, limit time.Duration }

// after returns a random time between the half and the whole of a bound, which
// doubles with each delivery. What the server asks for is the least.
func (b backoff) after(deliveries uint64, asked time.Duration) time.Duration {
	bound := b.limit
	if shift := deliveries - 1; shift < 32 && b.base<<shift < bound && b.base<<shift > 0 {
		bound = b.base << shift
	}
	return max(bound-rand.N(bound/2+1), asked)
}

// askedFor returns how long the server wants the client to wait.
func askedFor(err error) time.Duration {
	if e, ok := errors.AsType[*backoffice.Error](err); ok {
		return e.RetryAfter
	}
	return 0
}
