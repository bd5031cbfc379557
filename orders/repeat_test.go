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

// TestLostAnswers carries a call out and loses the answer. The ledger of the
// server is the judge.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	faults := map[string]func() backofficetest.Fault{
		"drop":  backofficetest.DropAfter,
		"reset": backofficetest.ResetAfter,
		"502":   func() backofficetest.Fault { return backofficetest.StatusAfter(http.StatusBadGateway) },
	}
	for name, fault := range faults {
		for _, call := range calls {
			t.Run(name+"/"+call.op, func(t *testing.T) {
				t.Parallel()
				server := backofficetest.NewServer(t, backofficetest.Lenient())
				seed(server)
				server.Script(call.op, fault())
				address := ref
				if call.op == "orders.Create" {
					address = orders.Ref{}
				}
				var report backoffice.Report
				_, err := call.do(t.Context(), newClient(t, server, fast()), address, backoffice.WithReport(&report))
				if call.class == once {
					assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
					assert.Len(t, server.Requests(call.op), 1, "never sent twice")
					assert.Len(t, server.Commits(call.op), 1)
					return
				}
				require.NoError(t, err)
				assert.Equal(t, 2, report.Attempts)
				settled := call.class == remove && call.op != "orders.DeleteNotes"
				assert.Equal(t, settled, report.Settled, "a delete that finds nothing is done")
			})
		}
	}
}

// TestNothingSentIsRepeated proves that even a Submit is sent again when it is
// certain that nothing has reached the server.
func TestNothingSentIsRepeated(t *testing.T) {
	t.Parallel()
	for _, call := range calls {
		client, err := orders.New("http://127.0.0.1:1", fast())
		require.NoError(t, err)
		_, err = call.do(t.Context(), client, ref)
		failed := failure(t, err)
		assert.ErrorIs(t, err, backoffice.ErrNotSent, call.op)
		assert.Equal(t, backoffice.ErrNetwork, failed.Kind, call.op)
		assert.Equal(t, 3, failed.Attempts, call.op)
	}
}

// TestConflictAfterALostAnswer: the conflict may be with the caller's own write.
func TestConflictAfterALostAnswer(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	server.Script("orders.SetAccountAttributes", backofficetest.DropAfter(), backofficetest.Status(http.StatusConflict))
	err := newClient(t, server, fast()).SetAccountAttributes(t.Context(), ref, nil)
	assert.ErrorIs(t, err, backoffice.ErrConflict)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
}

// TestDeleteOfNothing: without a lost answer, nothing found is nothing found.
func TestDeleteOfNothing(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	err := newClient(t, server).Delete(t.Context(), ref)
	assert.ErrorIs(t, err, backoffice.ErrNotFound)
	assert.Equal(t, backoffice.OutcomeRejected, failure(t, err).Outcome)
}

// TestRepeatsCarryTheSameRequest: each attempt has its own cookie and body.
func TestRepeatsCarryTheSameRequest(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	server.Script("orders.SetUser", backofficetest.Status(503), backofficetest.ResetBefore())
	client := newClient(t, server, fast())
	require.NoError(t, client.SetUser(t.Context(), ref, orders.UserRequest{UserName: "ann", Password: orders.NewSecret(dummyPassword)}))
	sent := server.Requests("orders.SetUser")
	require.Len(t, sent, 3)
	for _, r := range sent {
		assert.Equal(t, []string{"OwnerId=" + dummyOwner}, r.Header["Cookie"])
		assert.JSONEq(t, `{"userName":"ann","password":"`+dummyPassword+`"}`, string(r.Body))
	}
}
