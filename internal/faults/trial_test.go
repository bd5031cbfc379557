package faults_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// trial is one call of a subject through a fault.
type trial struct {
	t       testing.TB
	subject *subject
	place
	network *network
	plain   bool // the client gets the transport itself, as most programs have it
	lax     bool // the row breaks the rules of what may be sent
	sinks   leaktest.Sinks
	ends    []func()

	client any
	do     doFunc

	before int // commits of the operation before the call
	report backoffice.Report
	result any
	err    error
	took   time.Duration
}

// budget is the time a call may take as a whole, if its context sets no limit.
const budget = time.Minute

// newTrial starts a server for a subject. A trial on the fake clock of synctest
// has its network in memory.
func newTrial(t testing.TB, s *subject, onClock bool, options ...backofficetest.Option) *trial {
	t.Helper()
	return planted.newTrial(t, s, onClock, options...)
}

func (k keyring) newTrial(t testing.TB, s *subject, onClock bool, options ...backofficetest.Option) *trial {
	t.Helper()
	tr := &trial{t: t, subject: s, place: place{keyring: k}}
	dial := dialSocket
	if onClock {
		memory := newMemory()
		options = append(options, backofficetest.WithListener(memory))
		dial = func(ctx context.Context, _ string) (net.Conn, error) { return memory.dial(ctx) }
	}
	tr.server = k.start(t, options...)
	tr.root = tr.server.URL()
	tr.network = newNetwork(dial)
	return tr
}

// through makes the client use the network of the trial.
func (tr *trial) through() backoffice.Option {
	if tr.plain {
		return backoffice.WithHTTPClient(&http.Client{Transport: tr.network.transport})
	}
	return backoffice.WithHTTPClient(&http.Client{Transport: tr.network})
}

// later does something when the trial is over.
func (tr *trial) later(f func()) { tr.ends = append(tr.ends, f) }

// quickly makes repetitions follow at once.
func quickly() backoffice.Option {
	return backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: time.Microsecond})
}

// open makes the client. It reports into the sinks by every means it has.
func (tr *trial) open(options ...backoffice.Option) {
	tr.t.Helper()
	tr.openQuietly(append(tr.sinks.Options(), options...)...)
}

// openQuietly makes a client that reports nothing, for trials of many calls.
func (tr *trial) openQuietly(options ...backoffice.Option) {
	tr.t.Helper()
	var err error
	tr.client, tr.do, err = tr.subject.dial(tr.place, append([]backoffice.Option{tr.through()}, options...))
	require.NoError(tr.t, err)
}

// call makes the call with the given input.
func (tr *trial) call(ctx context.Context, input any, options ...backoffice.Option) {
	tr.before = len(tr.server.Commits(tr.subject.op))
	began := time.Now()
	tr.result, tr.err = tr.do(ctx, input, append(options, backoffice.WithReport(&tr.report))...)
	tr.took = time.Since(began)
}

// end stops the server and closes what is left of the network.
func (tr *trial) end() {
	for _, f := range tr.ends {
		f()
	}
	tr.server.Close()
	tr.network.transport.CloseIdleConnections()
}

// text tells how the trial ended, in the form of the document's cells.
func (tr *trial) text() string {
	told := "done"
	if tr.report.Settled {
		told = "settled"
	}
	if failed, ok := errors.AsType[*backoffice.Error](tr.err); ok {
		told = strings.TrimSuffix(strings.TrimSuffix(string(failed.Kind), " error"), " request") + ", " + failed.Outcome.String()
	}
	text := fmt.Sprintf("%d: %s", tr.report.Attempts, told)
	if tr.subject.class == transport.Read {
		return text
	}
	commits := len(tr.server.Commits(tr.subject.op))
	if commits == 1 {
		return text + ", 1 commit"
	}
	return fmt.Sprintf("%s, %d commits", text, commits)
}

// verify checks what must be true after every trial, whatever went wrong. want
// is what the input was before.
func (tr *trial) verify(want, input any) {
	tr.t.Helper()
	tr.verifyCall(want, input)
	tr.verifySecrets(input)
}

// verifyCall is verify but for the secrets.
func (tr *trial) verifyCall(want, input any) {
	t := tr.t
	t.Helper()
	if tr.err != nil {
		tr.verifyError()
	}
	assert.Equal(t, want, input, "the input was changed")
	assert.LessOrEqual(t, tr.took, budget+100*time.Millisecond, "the call took longer than it may")
	if tr.subject.class == transport.Once {
		assert.LessOrEqual(t, len(tr.server.Commits(tr.subject.op))-tr.before, 1, "the server did it twice")
	}
	tr.verifyTraffic()
}

// verifyTraffic looks at what travelled.
func (tr *trial) verifyTraffic() {
	t := tr.t
	t.Helper()
	op := tr.subject.op
	assert.Equal(t, tr.network.opened.Load(), tr.network.closed.Load(), "a body was left open")
	if tr.plain {
		tr.verifyConnections()
	}
	for _, r := range tr.server.Requests(op) {
		assert.True(t, tr.subject.bearsSecret(tr.place, r), "L18: the server got the secret, or the search for it proves nothing")
		if !tr.lax {
			assert.Empty(t, r.Header["Idempotency-Key"], "net/http repeats what carries it")
			assert.Equal(t, tr.subject.class == transport.Read && r.Method == "GET", r.Method == "GET", "net/http repeats a GET")
		}
	}
	assert.Empty(t, tr.server.Problems())
}

// verifyConnections looks for connections that are still in use when the call is
// over.
func (tr *trial) verifyConnections() {
	tr.t.Helper()
	const patience = 10 * time.Second
	client, ok := tr.client.(interface{ CloseIdleConnections() })
	require.True(tr.t, ok)
	for deadline := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		client.CloseIdleConnections()
		left := tr.network.connections.Load()
		if left == 0 {
			return
		}
		if time.Now().After(deadline) {
			assert.Zero(tr.t, left, "a connection was left in use")
			return
		}
	}
}

func (tr *trial) verifyError() {
	t := tr.t
	t.Helper()
	failed, ok := errors.AsType[*backoffice.Error](tr.err)
	require.True(t, ok, "every error is a *backoffice.Error")
	assert.Equal(t, tr.subject.op, failed.Op)
	assert.ErrorIs(t, tr.err, failed.Kind)
	assert.Equal(t, failed.Outcome == backoffice.OutcomeUnknown, errors.Is(tr.err, backoffice.ErrOutcomeUnknown))
	assert.Equal(t, failed.Outcome == backoffice.OutcomeNotSent, errors.Is(tr.err, backoffice.ErrNotSent))
	assert.Equal(t, failed.Attempts, tr.report.Attempts)
	assert.Equal(t, failed.Status, tr.report.Status)
	assert.NotContains(t, tr.err.Error(), "\n")
	assert.True(t, isNothing(tr.result), "a failed call returned a part of its result")
	if commits := len(tr.server.Commits(tr.subject.op)); commits > tr.before {
		assert.Equal(t, backoffice.OutcomeUnknown, failed.Outcome, "the server did it, so the client must not deny it")
	}
}

// verifySecrets is L1 and L2: nothing that the library gives out holds a secret.
func (tr *trial) verifySecrets(input any) {
	tr.t.Helper()
	tr.sinks.Print("client", tr.client)
	tr.sinks.Print("options", tr.through())
	tr.sinks.Show("input", input)
	tr.sinks.Print("result", tr.result)
	tr.sinks.Print("report", tr.report)
	tr.sinks.Error(tr.err)
	assert.Empty(tr.t, tr.sinks.Leaks(tr.secrets()...))
	assert.Empty(tr.t, tr.sinks.LeaksOfReceived(tr.received()...))
}

// received returns the secrets that answers brought.
func (tr *trial) received() []leaktest.Secret {
	var owners []leaktest.Secret
	for _, order := range tr.server.HostwayOrders() {
		if order.OwnerID != tr.owner.Text() {
			owners = append(owners, leaktest.Of(order.OwnerID))
		}
	}
	return owners
}

// secrets returns all others that must not get out.
func (tr *trial) secrets() []leaktest.Secret {
	all := tr.all()
	for _, r := range tr.server.Requests("*") {
		if key := r.Header.Get("Authorization"); key != "" {
			all = append(all, leaktest.Of(key))
		}
	}
	return all
}
