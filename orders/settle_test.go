package orders_test

import (
	"net/http"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSettleAttributes loses the answer to a PUT, which then meets a conflict.
// What the attributes say decides.
func TestSettleAttributes(t *testing.T) {
	t.Parallel()
	conflict := backofficetest.Status(http.StatusConflict)
	mine := []orders.Attribute{{Name: orders.PartnerAccountID, Value: " mine "}, {Name: "other", Value: ""}}
	type faults = []backofficetest.Fault
	tests := []struct {
		name     string
		set      []orders.Attribute
		script   faults
		readBack faults
		settled  bool
		kinds    []error
		remark   string
		attempts int
		lookUps  int
	}{
		{name: "own earlier write", set: mine, script: faults{backofficetest.DropAfter(), conflict}, settled: true, attempts: 2, lookUps: 1},
		{
			name: "never answered", set: mine, script: faults{backofficetest.DropAfter(), backofficetest.DropAfter(), backofficetest.DropAfter()},
			kinds: []error{backoffice.ErrNetwork, backoffice.ErrOutcomeUnknown}, attempts: 3,
		},
		{
			name: "somebody else's", set: mine, script: faults{backofficetest.DropBefore(), conflict},
			kinds: []error{backoffice.ErrConflict, backoffice.ErrOutcomeUnknown}, attempts: 2, lookUps: 1,
		},
		{
			name: "the look-up fails", set: mine, script: faults{backofficetest.DropAfter(), conflict}, readBack: faults{backofficetest.Status(501)},
			kinds: []error{backoffice.ErrConflict, backoffice.ErrOutcomeUnknown}, remark: "a look-up could not tell what became of it", attempts: 2, lookUps: 1,
		},
		{
			name: "the look-up finds none", set: mine, script: faults{backofficetest.DropAfter(), conflict}, readBack: faults{backofficetest.Status(404)},
			kinds: []error{backoffice.ErrConflict, backoffice.ErrOutcomeUnknown}, remark: "a look-up did not find it", attempts: 2, lookUps: 1,
		},
		{
			name: "nothing to look for", script: faults{backofficetest.DropAfter(), conflict},
			kinds: []error{backoffice.ErrConflict, backoffice.ErrOutcomeUnknown}, attempts: 2,
		},
		{name: "no answer was lost", set: mine, script: faults{conflict}, kinds: []error{backoffice.ErrConflict}, attempts: 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			seed(server)
			server.Script("orders.SetAccountAttributes", test.script...)
			server.Script("orders.AccountAttributes", test.readBack...)
			var report backoffice.Report
			err := newClient(t, server, fast()).SetAccountAttributes(t.Context(), ref, test.set,
				backoffice.WithReport(&report), backoffice.WithUserAgent("of the call"))
			assert.Equal(t, test.kinds == nil, err == nil, "%v", err)
			for _, kind := range test.kinds {
				assert.ErrorIs(t, err, kind)
				assert.ErrorContains(t, err, test.remark)
			}
			assert.Equal(t, test.settled, report.Settled)
			for _, lookUp := range server.Requests("orders.AccountAttributes") {
				assert.Equal(t, "of the call", lookUp.Header.Get("User-Agent"), "a look-up has the settings of its call")
			}
			assert.Equal(t, test.attempts, report.Attempts)
			assert.Len(t, server.Requests("orders.AccountAttributes"), test.lookUps)
		})
	}
}

// TestSettleAttributesOfAPart: a PUT of two attributes is not done when one is
// there.
func TestSettleAttributesOfAPart(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	server.Script("orders.SetAccountAttributes", backofficetest.DropBefore(), backofficetest.Status(http.StatusConflict))
	part := []orders.Attribute{{Name: "other", Value: "old"}, {Name: orders.PartnerAccountID, Value: "taken"}}
	err := newClient(t, server, fast()).SetAccountAttributes(t.Context(), ref, part)
	require.ErrorIs(t, err, backoffice.ErrConflict)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
}

// TestSettleAttributesAsTheSameUser: the look-up goes by the credentials of the
// call.
func TestSettleAttributesAsTheSameUser(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t, backofficetest.WithHostwayUser(dummyUser, dummyBasic))
	seed(server)
	server.Script("orders.SetAccountAttributes", backofficetest.DropAfter(), backofficetest.Status(http.StatusConflict))
	client := newClient(t, server, fast())
	set := []orders.Attribute{{Name: "other", Value: "new"}}
	require.NoError(t, client.SetAccountAttributes(t.Context(), ref, set, orders.WithBasicAuth(dummyUser, dummyBasic)))
	lookUps := server.Requests("orders.AccountAttributes")
	require.Len(t, lookUps, 1)
	user, password, ok := (&http.Request{Header: lookUps[0].Header}).BasicAuth()
	assert.True(t, ok)
	assert.Equal(t, dummyUser, user)
	assert.True(t, password == dummyBasic)
	assert.Equal(t, []string{"OwnerId=" + dummyOwner}, lookUps[0].Header["Cookie"])
}
