package faults_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loser loses every third answer of each operation, in turn before and after
// the request is carried out.
type loser struct {
	requests, before, after map[string]int
}

func (l *loser) pick(op string) backofficetest.Fault {
	l.requests[op]++
	switch l.requests[op] % 6 {
	case 3:
		l.before[op]++
		return backofficetest.DropBefore()
	case 0:
		l.after[op]++
		return backofficetest.DropAfter()
	}
	return backofficetest.Fault{}
}

// adder adds records with keys of the caller's own.
type adder struct {
	op string
	// resent: the page promises that a second record with the key is refused, so
	// what a look-up does not find is sent again.
	resent bool
	key    func(i int) string
	dial   func(testing.TB, place, ...backoffice.Option) addFunc
	stored func(*backofficetest.Server, string) bool
}

type addFunc func(ctx context.Context, i int, key string, option backoffice.Option) error

var adders = []adder{
	{
		op: "customer.Add", resent: true,
		key:    func(i int) string { return fmt.Sprintf("%010d", 5000+i) },
		dial:   dialCustomers,
		stored: func(s *backofficetest.Server, key string) bool { return s.Customer(key) != nil },
	},
	{
		op: "shiptax.Add", resent: true,
		key:    func(i int) string { return fmt.Sprintf("T%09d", i) },
		dial:   dialTaxes,
		stored: func(s *backofficetest.Server, key string) bool { return s.Tax(key) != nil },
	},
	{
		op:     "shipbill.Add",
		key:    func(i int) string { return fmt.Sprintf("L%09d", i) },
		dial:   dialAddresses,
		stored: func(s *backofficetest.Server, key string) bool { return s.Address(key) != nil },
	},
}

func dialCustomers(t testing.TB, p place, options ...backoffice.Option) addFunc {
	client, err := openCustomers(p, options)
	require.NoError(t, err)
	return func(ctx context.Context, i int, key string, option backoffice.Option) error {
		request := customer.AddRequest{Number: new(key), Name: fmt.Sprint("Customer ", i), Status: customer.StatusActive}
		added, err := client.Add(ctx, request, option)
		if err == nil {
			assert.Equal(t, request.Name, added.Name)
		}
		return err
	}
}

func dialTaxes(t testing.TB, p place, options ...backoffice.Option) addFunc {
	const perAddress = 50
	client, err := openTaxes(p, options)
	require.NoError(t, err)
	rate := backoffice.MustDecimal("8.25")
	return func(ctx context.Context, i int, key string, option backoffice.Option) error {
		address := fmt.Sprintf("A%09d", i/perAddress)
		if i%perAddress == 0 {
			p.server.SeedAddress(map[string]any{"LINKADD": address, "CUSTNO": number})
		}
		return client.Add(ctx, shiptax.AddRequest{
			Key: new(key), Link: address, CustomerNumber: number, Description: "City tax", Rate: new(rate),
			TaxID: "CITY", RecordType: "S", PrimaryOnProduct: new(true),
		}, option)
	}
}

func dialAddresses(t testing.TB, p place, options ...backoffice.Option) addFunc {
	client, err := openAddresses(p, options)
	require.NoError(t, err)
	return func(ctx context.Context, i int, key string, option backoffice.Option) error {
		_, err := client.Add(ctx, shipbill.AddRequest{
			Link: new(key), CustomerNumber: number, RecordType: new(shipbill.ShipTo), City: new("Swilton"),
		}, option)
		return err
	}
}

// TestSettledAdds adds a thousand records through a server that loses every
// third answer. Nothing is there twice, whatever is reported as done is there,
// and only an address that was not added is left unknown.
func TestSettledAdds(t *testing.T) {
	t.Parallel()
	for i := range adders {
		t.Run(adders[i].op, func(t *testing.T) {
			t.Parallel()
			adders[i].addThousand(t)
		})
	}
}

func (a *adder) addThousand(t *testing.T) {
	const records = 1000
	server := planted.start(t)
	defer server.Close()
	network := newNetwork(dialSocket)
	defer network.transport.CloseIdleConnections()
	lost := &loser{requests: map[string]int{}, before: map[string]int{}, after: map[string]int{}}
	server.Chance(lost.pick)
	p := place{server: server, root: server.URL(), keyring: planted}

	add := a.dial(t, p, backoffice.WithHTTPClient(&http.Client{Transport: network.transport}), quickly())
	settled, unknown := 0, 0
	for i := range records {
		var report backoffice.Report
		err := add(t.Context(), i, a.key(i), backoffice.WithReport(&report))
		if err == nil {
			require.True(t, a.stored(server, a.key(i)), "%d is reported as done", i)
		} else {
			require.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			require.Contains(t, err.Error(), "a look-up did not find it")
			require.False(t, a.stored(server, a.key(i)), "%d: the look-up did not find it", i)
			unknown++
		}
		if report.Settled {
			settled++
		}
	}

	commits := map[string]int{}
	for _, commit := range server.Commits(a.op) {
		commits[commit.Key]++
		assert.Equal(t, 1, commits[commit.Key], "%s was added twice", commit.Key)
	}
	assert.Equal(t, lost.after[a.op], settled, "a record whose answer was lost was found")
	assert.Greater(t, settled, records/9)
	assert.Greater(t, lost.before[a.op], records/9)
	if a.resent {
		assert.Equal(t, records, len(commits))
		assert.Zero(t, unknown)
		assert.Equal(t, records+lost.before[a.op], lost.requests[a.op], "what never arrived was sent again, and nothing else")
		return
	}
	assert.Equal(t, lost.before[a.op], unknown)
	assert.Equal(t, records-unknown, len(commits))
	assert.Equal(t, records, lost.requests[a.op], "nothing was sent twice")
}
