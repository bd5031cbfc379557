package main

import (
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestKilledWorker lets two workers, each a process of its own, share a queue,
// on a server with faults, and kills one of them in the middle. Every link is
// made, none is lost, and the dead letters are exactly the refused ones.
func TestKilledWorker(t *testing.T) {
	t.Parallel()
	const orders, strangers = 300, 20
	seed := rand.Uint64()
	s := newSite(t, orders)
	release := make(chan struct{})
	faults := s.misbehave(rand.New(rand.NewPCG(seed, 0)), orders/2, release)
	began := time.Now()

	file := s.file(t, s.links(strangers))
	require.Equal(t, exitDone, spawn(t, s.environment(), "publish", file).wait(t))

	flags := []string{"work", "-v", "-until-empty", "-ack-wait", "2s", "-backoff", "50ms", "-max-backoff", "500ms"}
	victim, survivor := spawn(t, s.environment(), flags...), spawn(t, s.environment(), flags...)
	const inHand = 4 // of each worker, the default of -parallel
	eventually(t, func() bool { return s.sent() >= orders/2-1+2*inHand && len(victim.unfinished()) == inHand })
	require.NoError(t, victim.Process.Kill())
	require.Equal(t, -1, victim.wait(t))
	killedAt := s.linked()
	close(release)
	require.Equal(t, exitDone, survivor.wait(t), survivor.errOut.String())

	assert.Equal(t, orders, s.linked(), "every link is made")
	committed := map[string]int{}
	for _, commit := range s.Commits("oms.LinkAccount") {
		committed[commit.Key]++
	}
	assert.Len(t, committed, orders, "the ledger holds every order, and no other")
	letters := s.letters(t)
	assert.Len(t, letters, strangers, "the dead letters are exactly the refused ones")
	for i := range strangers {
		assert.Contains(t, letters, orderNumber(orders+i))
	}
	all, taken := s.waiting(t)
	assert.Zero(t, all, "none is left")
	assert.Zero(t, taken)
	orphans := victim.unfinished()
	assert.Len(t, orphans, inHand, "the victim had links in hand")
	for subject := range orphans {
		assert.Contains(t, survivor.errOut.String(), "subject="+subject+" delivery=", "the survivor got it")
	}
	for _, p := range []*process{victim, survivor} {
		assert.Positive(t, p.count("msg=linked"), "each had its share")
		assert.NotContains(t, p.out.String()+p.errOut.String(), s.DECKAPIKey())
	}
	t.Logf("seed %d: %d links and %d strangers; killed at %d linked with %d in hand; %d faults, %d requests, %d carried out, %d put off; "+
		"linked by the victim %d, by the survivor %d; %d dead letters; %v",
		seed, orders, strangers, killedAt, len(orphans), *faults, s.sent(), len(s.Commits("oms.LinkAccount")),
		victim.count(`msg="put off"`)+survivor.count(`msg="put off"`),
		victim.count("msg=linked"), survivor.count("msg=linked"), len(letters), time.Since(began).Round(time.Millisecond))
}

// misbehave makes every fifth request go wrong. From the given request on, the
// answers hang until they are released.
func (s *site) misbehave(random *rand.Rand, hang int, release <-chan struct{}) (faults *int) {
	hanging := backofficetest.Rewrite(func(body string) string { <-release; return body })
	requests := 0
	choice := []backofficetest.Fault{
		backofficetest.DropBefore(), backofficetest.DropAfter(), backofficetest.ResetAfter(), backofficetest.CutBody(5),
		backofficetest.Status(503), backofficetest.StatusAfter(502), backofficetest.Status(429), backofficetest.HTML(200),
	}
	faults = new(int)
	s.Chance(func(string) backofficetest.Fault {
		requests++
		select {
		case <-release:
		default:
			if requests >= hang {
				return hanging
			}
		}
		if random.IntN(5) > 0 {
			return backofficetest.Fault{}
		}
		*faults++
		return choice[random.IntN(len(choice))]
	})
	return faults
}

var logLine = regexp.MustCompile(`msg=("[^"]*"|\S+) .*?subject=(\S+)`)

// unfinished returns the links that a worker took and did not settle.
func (p *process) unfinished() map[string]bool {
	found := map[string]bool{}
	for line := range strings.Lines(p.errOut.String()) {
		switch match := logLine.FindStringSubmatch(line); {
		case match == nil:
		case match[1] == "taken":
			found[match[2]] = true
		default:
			delete(found, match[2])
		}
	}
	return found
}

func (p *process) count(text string) int { return strings.Count(p.errOut.String(), text) }

// TestSignals: a worker that is asked to stop ends well, with nothing in hand.
func TestSignals(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			s := newSite(t, 100)
			s.publish(t, s.links(0))
			s.Chance(func(string) backofficetest.Fault { return backofficetest.Delay(20 * time.Millisecond) })
			p := spawn(t, s.environment(), "work")
			eventually(t, func() bool { return s.linked() > 10 })
			require.NoError(t, p.Process.Signal(signal))
			assert.Equal(t, exitDone, p.wait(t), p.errOut.String())
			assert.Equal(t, s.sent(), s.linked())
			assert.Less(t, s.linked(), 100)
			eventually(t, func() bool { // the acknowledgements have arrived
				all, taken := s.waiting(t)
				return all == 100-s.linked() && taken == 0
			})
		})
	}
}

// TestOneMachine goes the way of the README: a server, then the other commands.
func TestOneMachine(t *testing.T) {
	t.Parallel()
	server := spawn(t, nil, "serve", "-port", "-1")
	eventually(t, func() bool { return strings.Count(server.out.String(), "\n") == 2 })
	environment := map[string]string{}
	for _, match := range regexp.MustCompile(`([A-Z_]+)=(\S+)`).FindAllStringSubmatch(server.out.String(), -1) {
		environment[match[1]] = strings.Trim(match[2], "'")
	}
	require.Len(t, environment, 4)

	r := start(t, environment, "order_number,customer_id\n100000001,C-1\n100000002,C-2\n1,C-3\n", "publish")
	require.Equal(t, exitDone, r.code, r.errOut)
	r = start(t, environment, "", "work", "-until-empty")
	require.Equal(t, exitDone, r.code, r.errOut)
	assert.Contains(t, r.errOut, "linked=2 queued=0 put_off=0 dead=1")
	for range 2 {
		r = start(t, environment, "", "dead")
		require.Equal(t, exitDone, r.code, r.errOut)
		require.Len(t, records(t, r.out), 2)
	}
	r = start(t, environment, "", "dead", "-remove")
	assert.Equal(t, []string{"order_number", "customer_id", "kind", "reason"}, records(t, r.out)[0][:4])
	assert.Equal(t, []string{"1", "C-3", "invalid request"}, records(t, r.out)[1][:3])
	assert.Len(t, records(t, start(t, environment, "", "dead").out), 1)

	require.NoError(t, server.Process.Signal(os.Interrupt))
	assert.Equal(t, exitDone, server.wait(t))
}

func TestPortIsTaken(t *testing.T) {
	t.Parallel()
	s := newSite(t, 0)
	r := start(t, nil, "", "serve", "-port", strconv.Itoa(s.port))
	assert.Equal(t, exitFailed, r.code)
	assert.Contains(t, r.errOut, "address already in use")
}

func TestRunWithoutAnything(t *testing.T) {
	t.Parallel()
	r := start(t, nil, "")
	assert.Equal(t, exitFailed, r.code)
	assert.Contains(t, r.errOut, "No DECK_URL is set, so this runs against a test server on http://127.0.0.1:")
	assert.Contains(t, r.errOut, "linked=10 queued=0 put_off=0 dead=1")
	assert.Contains(t, r.errOut, "jetstream-worker: some links were refused\n")
	require.Len(t, records(t, r.out), 2)
	assert.Equal(t, "999999999", records(t, r.out)[1][0])

	r = start(t, nil, "order_number,customer_id\n100000001,C-1\n", "run", "-")
	assert.Equal(t, exitDone, r.code)
	assert.Empty(t, r.out)
}

func TestRunIsInterrupted(t *testing.T) {
	t.Parallel()
	s := newSite(t, 200)
	s.Chance(func(string) backofficetest.Fault { return backofficetest.Delay(20 * time.Millisecond) })
	p := spawn(t, s.environment(), "run", s.file(t, s.links(0)))
	eventually(t, func() bool { return s.sent() > 5 })
	require.NoError(t, p.Process.Signal(os.Interrupt))
	assert.Equal(t, exitInterrupted, p.wait(t))
	assert.Contains(t, p.errOut.String(), "interrupted; "+strconv.Itoa(200-s.linked())+" links are left")
}

func TestWrongKeyEndsTheWorker(t *testing.T) {
	t.Parallel()
	s := newSite(t, 5)
	s.publish(t, s.links(0))
	environment := s.environment()
	environment["DECK_API_KEY"] = "dummy-wrong-key"
	r := start(t, environment, "", "work")
	assert.Equal(t, exitFailed, r.code)
	assert.Contains(t, r.errOut, "jetstream-worker: oms.LinkAccount: unauthorized: Verification failed")
	all, _ := s.waiting(t)
	assert.Equal(t, 5, all)
	assert.Empty(t, s.letters(t))
}

func TestUsage(t *testing.T) {
	t.Parallel()
	nats := map[string]string{"NATS_URL": "nats://127.0.0.1:1"}
	tests := map[string]struct {
		environment map[string]string
		args        []string
		code        int
		want        string
	}{
		"help":               {nil, []string{"-h"}, exitDone, "Usage: jetstream-worker [command] [flags] [file.csv]"},
		"help on a command":  {nil, []string{"work", "-h"}, exitDone, "-until-empty"},
		"unknown flag":       {nil, []string{"work", "-remove"}, exitUsage, "flag provided but not defined: -remove"},
		"no such file":       {nil, []string{"wrok"}, exitUsage, "no such file"},
		"two files":          {nil, []string{"publish", "a", "b"}, exitUsage, "takes one file"},
		"a file for nothing": {nil, []string{"work", "a"}, exitUsage, "work takes no file"},
		"no workers":         {nil, []string{"run", "-parallel", "0"}, exitUsage, "-parallel needs a number from 1"},
		"no rate":            {nil, []string{"run", "-rate", "NaN"}, exitUsage, "-rate needs a number from 0"},
		"no backoff":         {nil, []string{"run", "-backoff", "0s"}, exitUsage, "-backoff needs a time above 0"},
		"short max-backoff":  {nil, []string{"run", "-max-backoff", "1ms"}, exitUsage, "-max-backoff one that is not shorter"},
		"short ack-wait":     {nil, []string{"work", "-ack-wait", "1ms"}, exitUsage, "-ack-wait needs a time from 1s"},
		"no replicas":        {nil, []string{"publish", "-replicas", "0"}, exitUsage, "-replicas needs a number from 1"},
		"no queue":           {nil, []string{"publish"}, exitUsage, "NATS_URL is not set"},
		"no OMS":             {nats, []string{"work"}, exitUsage, "DECK_URL is not set"},
		"half an OMS":        {map[string]string{"DECK_URL": "http://oms.example.com"}, []string{"run"}, exitUsage, "DECK_URL must begin with https://"},
		"no NATS":            {nats, []string{"publish"}, exitFailed, "can't connect to NATS"},
		"no port":            {nil, []string{"serve", "-port", "70000"}, exitUsage, "-port needs a number from 1 to 65535, or -1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, test.environment, "order_number,customer_id\n", test.args...)
			assert.Equal(t, test.code, r.code)
			assert.Contains(t, r.out+r.errOut, test.want)
		})
	}
}
