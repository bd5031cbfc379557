package backofficetest_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestObserver(t *testing.T) {
	t.Parallel()
	var seen []backofficetest.Observation
	server := start(t, ticking(), backofficetest.WithObserver(func(o backofficetest.Observation) { seen = append(seen, o) }))
	server.Script("customer.Add", backofficetest.Fault{}, backofficetest.DropBefore(), backofficetest.DropAfter(),
		backofficetest.Status(503), backofficetest.DelayAfter(time.Millisecond))
	ask(t, "POST", erp(server, "Customer/Add"), `{"Custname":"a","Status":"Active","Colour":"red"}`)
	for range 4 {
		_, _ = addCustomerRaw(t, server) // the faults are the errors
	}
	ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=nobody"), "")
	ask(t, "GET", server.URL()+"/elsewhere", "")
	server.Close() // a connection that a fault cut is observed after the client has gone on
	slices.SortFunc(seen, func(a, b backofficetest.Observation) int { return a.At.Compare(b.At) })

	type line struct {
		op     string
		status int
		fault  string
	}
	var lines []line
	for _, o := range seen {
		lines = append(lines, line{o.Op, o.Status, o.Fault.String()})
	}
	assert.Equal(t, []line{
		{"customer.Add", 200, "none"},
		{"customer.Add", 0, "drop before"},
		{"customer.Add", 200, "drop after"},
		{"customer.Add", 503, "answer 503"},
		{"customer.Add", 200, "delay after 1ms"},
		{"customer.Get", 200, "none"},
		{"", 404, "none"},
	}, lines)
	require.Len(t, seen, 7)
	assert.Equal(t, []string{`has the argument "Colour", which the framework ignores`}, seen[0].Problems)
	assert.Empty(t, seen[1].Problems)
	assert.GreaterOrEqual(t, seen[4].Took, time.Millisecond)
	assert.Equal(t, server.Requests("*")[5], seen[5].Request)
}

// ticking is a clock that gives each request a time of its own.
func ticking() backofficetest.Option {
	var ticks atomic.Int64
	return backofficetest.WithClock(func() time.Time { return time.Unix(ticks.Add(1), 0) })
}

// TestObserverComesBeforeTheAnswer needs no lock: a request that was answered
// has been observed.
func TestObserverComesBeforeTheAnswer(t *testing.T) {
	t.Parallel()
	count := 0
	server := start(t, backofficetest.WithObserver(func(backofficetest.Observation) { count++ }))
	for i := range 20 {
		ask(t, "GET", erp(server, "Customer/Get?CustNumOrName=nobody"), "")
		assert.Equal(t, i+1, count)
	}
}

func TestLenientObserverSeesNoProblems(t *testing.T) {
	t.Parallel()
	seen := make(chan backofficetest.Observation, 1)
	server := start(t, backofficetest.Lenient(), backofficetest.WithObserver(func(o backofficetest.Observation) { seen <- o }))
	ask(t, "POST", erp(server, "Customer/Add"), `{"Custname":"a","Status":"Active","Colour":"red"}`)
	assert.Empty(t, (<-seen).Problems)
}

func TestObserverRunsForOneRequestAtATime(t *testing.T) {
	t.Parallel()
	const clients = 20
	count := 0 // without a lock: the race detector is the judge
	server := start(t, backofficetest.WithObserver(func(backofficetest.Observation) { count++ }))
	var group sync.WaitGroup
	for range clients {
		group.Go(func() { _, _ = addCustomerRaw(t, server) })
	}
	group.Wait()
	server.Close()
	assert.Equal(t, clients, count)
}

func TestOperations(t *testing.T) {
	t.Parallel()
	operations := backofficetest.Operations()
	assert.True(t, slices.IsSorted(operations))
	assert.Len(t, slices.Compact(slices.Clone(operations)), len(operations), "no name twice")
	for _, op := range []string{
		"customer.Add", "shipbill.Delete", "shiptax.DeleteByCustomer", "oms.LinkAccount", "oms.OrderHistory", "oms.Call",
		"orders.Create", "orders.Submit", "orders.Validate", "orders.SetAccountAttributes",
	} {
		assert.Contains(t, operations, op)
	}
}
