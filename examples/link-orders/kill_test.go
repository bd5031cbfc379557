package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// process is the program in a process of its own.
type process struct {
	*exec.Cmd
	out, errOut lockedBuffer
}

func (s site) spawn(t *testing.T, more ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.CommandContext(t.Context(), os.Args[0], s.args(more...)...)}
	p.Stdout, p.Stderr = &p.out, &p.errOut
	p.Env = append(os.Environ(), asProgram+"=1")
	for name, value := range s.environment() {
		p.Env = append(p.Env, name+"="+value)
	}
	require.NoError(t, p.Start())
	return p
}

// wait returns the exit code, -1 after a kill.
func (p *process) wait(t *testing.T) int {
	t.Helper()
	err := p.Wait()
	if _, exited := errors.AsType[*exec.ExitError](err); !exited {
		require.NoError(t, err)
	}
	return p.ProcessState.ExitCode()
}

// await waits until the server has got so many links.
func (s site) await(t *testing.T, links int) {
	t.Helper()
	require.Eventually(t, func() bool { return s.sent() >= links }, 30*time.Second, time.Millisecond)
}

// TestKill kills the program at three random points, on a server that loses
// answers. In the end every order belongs to its customer, and no more was
// repeated than was under way when the program died.
func TestKill(t *testing.T) {
	t.Parallel()
	const orders, kills, workers = 300, 3, 6
	seed := rand.Uint64()
	random, points := rand.New(rand.NewPCG(seed, 0)), rand.New(rand.NewPCG(seed, 1))
	s := newSite(t, orders)
	faulty := 0
	s.Chance(func(op string) backofficetest.Fault {
		if random.IntN(10) > 0 {
			return backofficetest.DelayAfter(2 * time.Millisecond)
		}
		faulty++
		return []backofficetest.Fault{
			backofficetest.DropBefore(), backofficetest.DropAfter(), backofficetest.Status(503), backofficetest.CutBody(5),
		}[random.IntN(4)]
	})
	for kill := range kills {
		p := s.spawn(t, "-workers", "6")
		s.await(t, (kill*orders+points.IntN(orders))/(kills+1)+1)
		require.NoError(t, p.Process.Kill())
		require.Equal(t, -1, p.wait(t), "it was killed in the middle: %s", p.errOut.String())
	}
	p := s.spawn(t, "-workers", "6")
	code := p.wait(t)
	for range 3 { // three lost answers in a row, and a history that can't be read, are left for the next run
		if code != exitDone {
			p = s.spawn(t, "-workers", "6")
			code = p.wait(t)
		}
	}
	assert.Equal(t, exitDone, code, p.errOut.String())
	assert.Equal(t, map[string]int{"verified": orders}, result{out: p.out.String()}.outcomes(t))
	assert.Equal(t, orders, s.linked())
	assert.LessOrEqual(t, s.sent(), orders+kills*workers+faulty)
	assert.NotContains(t, p.out.String()+p.errOut.String(), s.DECKAPIKey())
	t.Logf("seed %d: %d orders, %d kills, %d faults: %d links sent, %d carried out, %d orders linked",
		seed, orders, kills, faulty, s.sent(), len(s.Commits("oms.LinkAccount")), s.linked())
}

// TestSignals: SIGINT and SIGTERM stop the program in order.
func TestSignals(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			s := newSite(t, 200)
			s.Chance(func(string) backofficetest.Fault { return backofficetest.DelayAfter(5 * time.Millisecond) })
			p := s.spawn(t, "-workers", "4")
			s.await(t, 40)
			require.NoError(t, p.Process.Signal(signal))
			assert.Equal(t, exitInterrupted, p.wait(t))
			assert.Contains(t, p.errOut.String(), "interrupted")
			assert.Equal(t, result{out: p.out.String()}.outcomes(t)["linked"], s.linked())
			assert.Less(t, s.linked(), 200)
		})
	}
}

// TestSecondSignal ends a program that waits for a server that never answers.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	s.Chance(func(string) backofficetest.Fault { return backofficetest.Delay(time.Hour) })
	p := s.spawn(t)
	s.await(t, 1)
	ended := make(chan struct{})
	go func() { // the first one arms the second, which may come too early
		for {
			select {
			case <-ended:
				return
			case <-time.After(20 * time.Millisecond):
				_ = p.Process.Signal(os.Interrupt)
			}
		}
	}()
	assert.Equal(t, -1, p.wait(t), "a signal ended it")
	close(ended)
}
