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

// TestAGatewaysNotFoundProvesNoDelete: after a lost answer only the vendor's own
// words say that the order is gone. A 404 may come from anything on the way.
func TestAGatewaysNotFoundProvesNoDelete(t *testing.T) {
	t.Parallel()
	for name, notFound := range map[string]backofficetest.Fault{
		"page": backofficetest.HTML(404),
		"bare": backofficetest.Status(404),
		"text": backofficetest.Answer(404, http.Header{"Content-Type": {"text/plain"}}, "404 page not found"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			order := server.SeedHostwayOrder(backofficetest.HostwayOrder{})
			server.Script("orders.Delete", backofficetest.DropBefore(), notFound)
			var report backoffice.Report
			err := newClient(t, server).Delete(t.Context(), orders.Ref{OrderID: order.ID, OwnerID: orders.NewSecret(order.OwnerID)},
				backoffice.WithReport(&report))
			require.ErrorIs(t, err, backoffice.ErrNotFound)
			assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			assert.False(t, report.Settled)
			_, still := server.HostwayOrder(order.ID)
			assert.True(t, still)
		})
	}
}
