package faults_test

import (
	"context"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/require"
)

// subject is the operation that stands for its class in a group of calls.
type subject struct {
	group string
	class transport.Class
	op    string
	// input returns the arguments of the call, equal ones each time.
	input func(place) any
	// dial makes the client and returns the call.
	dial func(p place, options []backoffice.Option) (client any, do doFunc, err error)
	// bearsSecret tells that a request carries the secret of the place.
	bearsSecret func(p place, r backofficetest.Request) bool
	// overlong is input with megabytes in it, nil if a rule of the request keeps
	// it short.
	overlong func(place) any
	// unfit is input that can't be sent.
	unfit func(place) any
}

// doFunc makes the call.
type doFunc func(ctx context.Context, input any, options ...backoffice.Option) (any, error)

// The groups of calls, by the names that the document gives them. The first word
// is the vendor, whose name stands for all its groups.
const (
	manex     = "ManEx"
	customers = "ManEx customers"
	taxes     = "ManEx taxes"
	deck      = "DECK"
	hostway   = "Hostway"
	order     = "Hostway order"
	cart      = "Hostway cart"
	allGroups = ""
)

// vendorOf returns the group of the vendor a group belongs to.
func vendorOf(group string) string {
	vendor, _, _ := strings.Cut(group, " ")
	return vendor
}

var subjects = append(append(manexSubjects(), deckSubjects()...), hostwaySubjects()...)

// place is a server with what is in it, and the secrets to get in.
type place struct {
	server *backofficetest.Server
	// root is the address the client is given, without the path of the vendor.
	root string
	keyring
}

// keyring holds the secrets of a server: the API keys of the ERP and of the OMS,
// and the owner of the Hostway order.
type keyring struct{ key, deckKey, owner leaktest.Secret }

// plant returns secrets that [TestMain] looks for in the end.
func plant() keyring {
	k := keyring{leaktest.Plant(), leaktest.Plant(), leaktest.PlantCookie()}
	garden.Lock()
	defer garden.Unlock()
	garden.planted = append(garden.planted, k.all()...)
	return k
}

// garden holds all that was planted.
var garden struct {
	sync.Mutex
	planted []leaktest.Secret
}

func (k keyring) all() []leaktest.Secret { return []leaktest.Secret{k.key, k.deckKey, k.owner} }

// start starts a server that takes the secrets, with a record of each kind.
func (k keyring) start(t testing.TB, options ...backofficetest.Option) *backofficetest.Server {
	t.Helper()
	options = append(options, backofficetest.WithManExKey(k.key.Text()), backofficetest.WithDECKKey(k.deckKey.Text()))
	server, err := backofficetest.Start(options...)
	require.NoError(t, err)
	seedManEx(server)
	seedDECK(server)
	seedHostway(server, k.owner.Text())
	return server
}

// url returns an address of the server as the client is given it.
func (p place) url(address string) string {
	return p.root + strings.TrimPrefix(address, p.server.URL())
}

// dialer returns the dial of subjects. open makes the client.
func dialer[C, In any](
	open func(place, []backoffice.Option) (C, error), call func(context.Context, C, In, []backoffice.Option) (any, error),
) func(place, []backoffice.Option) (any, doFunc, error) {
	return func(p place, options []backoffice.Option) (any, doFunc, error) {
		client, err := open(p, options)
		if err != nil {
			return nil, nil, err
		}
		return client, func(ctx context.Context, input any, options ...backoffice.Option) (any, error) {
			return call(ctx, client, input.(In), options)
		}, nil
	}
}

// nothing adapts the calls without a result.
func nothing(err error) (any, error) { return nil, err }

// isNothing reports whether a call returned no result.
func isNothing(result any) bool {
	return result == nil || reflect.ValueOf(result).IsZero()
}
