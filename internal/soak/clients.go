package main

import (
	"net/http"
	"strings"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// The test servers of all rounds have the same keys, so that the clients can
// stay. They are no secrets of anybody's.
const (
	manexKey     = "SOAKKEY000"
	deckKey      = "soak-key"
	hostwayUser  = "soak"
	hostwayWord  = "soak-password-1"
	hostwayOwner = "soak-owner-"
)

// maxAnswer is the longest answer the clients take.
const maxAnswer = 64 << 10

// clients are the clients of all vendors. They live as long as the soak.
type clients struct {
	customers *customer.Client
	addresses *shipbill.Client
	taxes     *shiptax.Client
	links     *oms.Client
	linksXML  *oms.Client
	carts     *orders.Client
}

// pools is how many they are, each with a connection pool of its own.
const pools = 6

func startServer() (*backofficetest.Server, error) {
	return backofficetest.Start(
		backofficetest.WithManExKey(manexKey),
		backofficetest.WithDECKKey(deckKey),
		backofficetest.WithHostwayYear(2015),
		backofficetest.WithHostwayUser(hostwayUser, hostwayWord),
	)
}

// openClients returns clients of a server and of those that follow it.
func openClients(server *backofficetest.Server, client *http.Client) (*clients, error) {
	// The network leads to the server, whatever the port says.
	base := func(url string) string { return "http://127.0.0.1:1" + strings.TrimPrefix(url, server.URL()) }
	options := func(more ...backoffice.Option) []backoffice.Option {
		return append(more,
			backoffice.WithHTTPClient(client),
			backoffice.WithAttemptTimeout(attemptTimeout),
			backoffice.WithMaxResponseBytes(maxAnswer),
			backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: time.Millisecond, MaxDelay: 20 * time.Millisecond}),
		)
	}
	credentials := oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: deckKey}
	var c clients
	var err error
	for _, open := range []func() error{
		func() error {
			c.customers, err = customer.New(base(server.ManExURL()), manexKey, options()...)
			return err
		},
		func() error {
			c.addresses, err = shipbill.New(base(server.ManExURL()), manexKey, options()...)
			return err
		},
		func() error { c.taxes, err = shiptax.New(base(server.ManExURL()), manexKey, options()...); return err },
		func() error { c.links, err = oms.New(base(server.DECKURL()), credentials, options()...); return err },
		func() error {
			c.linksXML, err = oms.New(base(server.DECKURL()), credentials, options(oms.WithFormat(oms.XML))...)
			return err
		},
		func() error { c.carts, err = orders.New(base(server.HostwayURL()), options()...); return err },
	} {
		if err := open(); err != nil {
			return nil, err
		}
	}
	return &c, nil
}

// rest closes the connections that wait for a call.
func (c *clients) rest() {
	c.customers.CloseIdleConnections()
	c.addresses.CloseIdleConnections()
	c.taxes.CloseIdleConnections()
	c.links.CloseIdleConnections()
	c.linksXML.CloseIdleConnections()
	c.carts.CloseIdleConnections()
}
