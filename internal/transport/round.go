package transport

import (
	"context"
	"net/http"
	"sync"
)

// rounds stands outside the caller's middleware and gives each of its turns a
// context of its own.
type rounds struct{ next http.RoundTripper }

// RoundTrip returns when no attempt is under way any more, also if a middleware
// has let it run on and returned before it: what the attempt does must be known
// before the call is judged.
func (r rounds) RoundTrip(request *http.Request) (*http.Response, error) {
	round := &round{Context: request.Context()}
	defer round.end()
	return r.next.RoundTrip(request.WithContext(round))
}

// round is one turn of the retry loop through the caller's middleware, and the
// context of its requests. It also hides the call: some print verbs walk from a
// request into its context, one pointer deep, and would show what the call
// remembers of the last answer, with the secrets a server may have echoed.
type round struct {
	context.Context
	turn sync.Mutex // held by the attempt under way

	mu     sync.Mutex
	giveUp context.CancelFunc // of the attempt under way, or the last one
	over   bool
}

// Value makes the round reachable from the context of an attempt.
func (r *round) Value(key any) any {
	if key == (roundKey{}) {
		return r
	}
	return r.Context.Value(key)
}

// roundKey finds the round in a context.
type roundKey struct{}

func roundFrom(ctx context.Context) *round {
	round, _ := ctx.Value(roundKey{}).(*round)
	return round
}

// enter begins an attempt, once no other is under way. It reports false if the
// round is over, so that the call has been judged without it.
func (r *round) enter(giveUp context.CancelFunc) bool {
	r.turn.Lock()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		r.turn.Unlock()
		return false
	}
	r.giveUp = giveUp
	return true
}

// leave ends an attempt.
func (r *round) leave() { r.turn.Unlock() }

// end ends the round, and with it the attempt under way.
func (r *round) end() {
	r.mu.Lock()
	r.over = true
	if r.giveUp != nil {
		r.giveUp()
	}
	r.mu.Unlock()
	r.turn.Lock()
	defer r.turn.Unlock()
}
