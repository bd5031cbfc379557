package orders_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The dummies of all tests. They are long enough to be found in pieces.
const (
	dummyOwner    = "dummy-owner-0123456789"
	dummyPassword = "Dummy+Passw0rd=1"
	dummyUser     = "dummy-agent"
	dummyBasic    = "dummy-basic-passw0rd"
)

var ref = orders.Ref{OrderID: "o1", OwnerID: orders.NewSecret(dummyOwner)}

func number(text string) json.Number { return json.Number(text) }

// single makes a call be sent once, so that a test sees the first answer.
func single() backoffice.Option {
	return backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1})
}

// fast makes repetitions follow at once.
func fast() backoffice.Option {
	return backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: time.Microsecond})
}

// newClient returns a client of the server.
func newClient(t testing.TB, server *backofficetest.Server, options ...backoffice.Option) *orders.Client {
	t.Helper()
	client, err := orders.New(server.HostwayURL(), options...)
	require.NoError(t, err)
	return client
}

// seed puts the order of ref into the server, with a product and a service.
func seed(server *backofficetest.Server) {
	server.SeedHostwayOrder(backofficetest.HostwayOrder{
		ID: ref.OrderID, OwnerID: dummyOwner,
		Attributes:        []backofficetest.HostwayAttribute{{Name: "_utma", Value: "a"}},
		AccountAttributes: []backofficetest.HostwayAttribute{{Name: "other", Value: "old"}},
		Account: &backofficetest.HostwayAccount{
			Currency: "USD", Language: "en-US",
			Contacts: map[string]string{"billing": `{"name":{"firstName":"Bob","lastName":"Old"}}`},
			Products: []*backofficetest.HostwayProduct{{
				ID: "p1", Offering: api + "/x", PromoCode: "OldCode",
				Services: []*backofficetest.HostwayService{{ID: "s1", Name: "mailbox", Specification: api + "/y", BillingCycle: 1}},
			}},
		},
	})
}

// failure returns the error a call failed with.
func failure(t testing.TB, err error) *backoffice.Error {
	t.Helper()
	failed, ok := errors.AsType[*backoffice.Error](err)
	require.True(t, ok, "want a *backoffice.Error, got %v", err)
	return failed
}

// violations returns what a call found wrong with its arguments, one a line.
func violations(t testing.TB, err error) string {
	t.Helper()
	failed := failure(t, err)
	assert.Equal(t, backoffice.ErrInvalid, failed.Kind)
	assert.Equal(t, backoffice.OutcomeNotSent, failed.Outcome)
	assert.Zero(t, failed.Attempts)
	var lines []string
	for _, violation := range failed.Violations {
		lines = append(lines, violation.Error())
	}
	return strings.Join(lines, "\n")
}
