package main

import (
	"context"
	"sync"
	"time"
)

// gate keeps all calls of a worker back while the server asks for a pause.
type gate struct {
	mu    sync.Mutex
	until time.Time
}

// shut keeps the gate shut for a while, at least.
func (g *gate) shut(pause time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := time.Now().Add(pause); until.After(g.until) {
		g.until = until
	}
}

// pass waits until the gate is open, or the context is done.
func (g *gate) pass(ctx context.Context) {
	for {
		g.mu.Lock()
		wait := time.Until(g.until)
		g.mu.Unlock()
		if wait <= 0 || !sleep(ctx, wait) {
			return
		}
	}
}

// sleep waits, and reports whether the context is not done.
func sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
