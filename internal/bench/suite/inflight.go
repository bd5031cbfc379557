package suite

import (
	"time"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/loopback"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

// heldCalls is how many calls are held open at once.
const heldCalls = 400

func (s *session) inFlight(run *result.Run) error {
	for _, c := range contender.Shipped() {
		found, err := s.hold(c)
		if err != nil {
			return err
		}
		run.InFlight = append(run.InFlight, found)
	}
	return nil
}

// hold measures what calls hold while they all wait for their answers. The
// goroutine of the caller is part of it.
func (s *session) hold(c contender.Contender) (result.InFlight, error) {
	found := result.InFlight{Who: who(c), Calls: heldCalls}
	listener, err := s.host.Open(loopback.Config{Item: loadItem.Name, Hold: true})
	if err != nil {
		return found, err
	}
	calls, err := c.New(contender.Setup{Root: listener.URL})
	if err != nil {
		return found, err
	}
	call := calls[loadItem.Op]
	before := measure.MemoryNow()
	ended := make(chan error, 1)
	go func() {
		ended <- share(heldCalls, heldCalls, func(int) error { return call.Do(forever) })
	}()
	if err := awaitHeld(listener, ended); err != nil {
		return found, err
	}
	held := measure.MemoryNow().Since(before)
	found.Heap = float64(held.Heap) / heldCalls
	found.Stack = float64(held.Stack) / heldCalls
	found.Goroutines = float64(held.Goroutines) / heldCalls
	if err := listener.Release(); err != nil {
		return found, err
	}
	if err := <-ended; err != nil {
		return found, err
	}
	return found, listener.Close()
}

// awaitHeld waits until all calls wait at the server, or one of them fails.
func awaitHeld(listener *loopback.Listener, ended <-chan error) error {
	for {
		stats, err := listener.Stats()
		if err != nil || stats.Waiting == heldCalls {
			return err
		}
		select {
		case err := <-ended:
			return err
		case <-time.After(time.Millisecond):
		}
	}
}
