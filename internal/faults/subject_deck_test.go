package faults_test

import (
	"context"
	"math"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/oms"
)

// createRMA is a call that does its work again each time it is sent.
var createRMA = oms.Endpoint{Route: "api/OmsRmaCreate", Class: oms.Once}

// seedDECK puts an order into the OMS and teaches it to create returns.
func seedDECK(server *backofficetest.Server) {
	server.SeedDECK(backofficetest.DECKOrder{Number: "100000042", CustomerID: "7"})
	server.HandleDECK(createRMA.Route, func(map[string]any) backofficetest.DECKReply {
		return backofficetest.DECKReply{Members: map[string]any{"RmaNumber": "R-1"}}
	})
}

// createdRMA is the answer to createRMA.
type createdRMA struct {
	oms.Response
	RmaNumber string
}

const megabytes = 4 << 20

// deckSubjects returns the subjects of the OMS, which has no call that deletes.
func deckSubjects() []subject {
	return []subject{
		{
			group: deck, class: transport.Read, op: "oms.OrderHistory", bearsSecret: isSigned,
			input: func(place) any { return &oms.HistoryRequest{CustomerID: new("7")} },
			unfit: func(place) any { return &oms.HistoryRequest{CustomerID: new("a\xffb")} },
			overlong: func(place) any {
				return &oms.HistoryRequest{CustomerID: new(strings.Repeat("7", megabytes))}
			},
			dial: dialer(openOMS, func(ctx context.Context, c *oms.Client, in *oms.HistoryRequest, options []backoffice.Option) (any, error) {
				return c.OrderHistory(ctx, *in, options...)
			}),
		},
		{
			group: deck, class: transport.Update, op: "oms.LinkAccount", bearsSecret: isSigned,
			input: func(place) any { return &oms.LinkAccountRequest{OrderNumber: "100000042", CustomerID: "C-7"} },
			unfit: func(place) any { return &oms.LinkAccountRequest{OrderNumber: "100000042", CustomerID: "a\xffb"} },
			overlong: func(place) any {
				return &oms.LinkAccountRequest{OrderNumber: "100000042", CustomerID: strings.Repeat("7", megabytes)}
			},
			dial: dialer(openOMS, func(ctx context.Context, c *oms.Client, in *oms.LinkAccountRequest, options []backoffice.Option) (any, error) {
				return c.LinkAccount(ctx, *in, options...)
			}),
		},
		{
			group: deck, class: transport.Once, op: "oms.Call", bearsSecret: isSigned,
			input:    func(place) any { return map[string]any{"OrderNumber": "100000042"} },
			unfit:    func(place) any { return map[string]any{"OrderNumber": math.Inf(1)} },
			overlong: func(place) any { return map[string]any{"Remark": strings.Repeat("7", megabytes)} },
			dial: dialer(openOMS, func(ctx context.Context, c *oms.Client, in map[string]any, options []backoffice.Option) (any, error) {
				return oms.Call[createdRMA](ctx, c, createRMA, in, options...)
			}),
		},
	}
}

// openWith makes a client with a key that need not be the server's.
func openWith(server *backofficetest.Server, key string) (*oms.Client, error) {
	return oms.New(server.DECKURL(), oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: key})
}

func openOMS(p place, options []backoffice.Option) (*oms.Client, error) {
	credentials := oms.Credentials{SiteCode: p.server.DECKSiteCode(), APIKey: p.server.DECKAPIKey()}
	return oms.New(p.url(p.server.DECKURL()), credentials, options...)
}

// isSigned reports whether a request carries its VerificationKey. That it is the
// right one is for the server to say.
func isSigned(_ place, r backofficetest.Request) bool {
	key := r.Header.Get("Authorization")
	return len(key) == len(oms.VerificationKey("", "", "")) && strings.Contains(string(r.Body), key)
}
