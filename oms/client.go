package oms

import (
	"context"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

var (
	opLinkAccount = &transport.Operation{
		Name:       "oms.LinkAccount",
		Class:      transport.Update,
		Route:      backoffice.Route{Method: "POST", Path: "/api/OmsOrderLinkAccount", Arguments: backoffice.JSON},
		Placements: []backoffice.Placement{backoffice.JSON, backoffice.Form},
	}
	opOrderHistory = &transport.Operation{
		Name:       "oms.OrderHistory",
		Class:      transport.Read,
		Route:      backoffice.Route{Method: "POST", Path: "/api/OmsOrderHistory", Arguments: backoffice.JSON},
		Placements: []backoffice.Placement{backoffice.JSON},
	}

	operations = []*transport.Operation{opLinkAccount, opOrderHistory}
)

// Client calls the OMS of one site. It is safe for concurrent use.
type Client struct {
	api         *transport.Client
	siteCode    string
	apiUsername string
	settings    settings
	now         func() time.Time
	// key makes a VerificationKey. The API key is nowhere but in its closure,
	// out of reach of print verbs and test diffs.
	key  func(route, timestamp string) string
	skew skew
}

// New returns a client for the OMS at baseURL, such as
// "https://tenant.example.com". The host, the site code and the API key are
// given out by the vendor, one of each for a site.
//
// New reports everything that is wrong with its arguments in one
// [backoffice.Error] of kind [backoffice.ErrInvalid].
func New(baseURL string, credentials Credentials, options ...backoffice.Option) (*Client, error) {
	api, err := transport.New(transport.Spec{
		Name:       "oms",
		RootURL:    baseURL,
		RootName:   "baseURL",
		Operations: operations,
		Parts:      func(*transport.Operation) []string { return nil },
		Secrets:    []string{credentials.APIKey},
		OwnOptions: settingsKey{},
		JSONType:   dialects[JSON].contentType,
		Violations: credentials.check(),
	}, options)
	if err != nil {
		return nil, err
	}
	config := api.Config()
	s := settingsOf(config)
	apiKey := credentials.APIKey
	return &Client{
		api:         api,
		siteCode:    credentials.SiteCode,
		apiUsername: credentials.APIUsername,
		settings:    s,
		now:         config.Now,
		key:         func(route, timestamp string) string { return s.sign(route, timestamp, apiKey) },
	}, nil
}

// calls returns what makes the calls, nil for a client that New did not make.
func (c *Client) calls() *transport.Client {
	if c == nil {
		return nil
	}
	return c.api
}

// CloseIdleConnections closes the connections that wait for the next call. Calls
// under way are not disturbed. Without [backoffice.WithHTTPClient] the pool is
// shared by all clients of the process. Programs need not call it; a test that
// looks for leaked goroutines may.
func (c *Client) CloseIdleConnections() { c.calls().CloseIdleConnections() }

// dialect returns how LinkAccount is written.
func (c *Client) dialect() *dialect {
	if c.calls() == nil {
		return dialects[JSON]
	}
	return dialects[c.settings.format]
}

// LinkAccount assigns an order to a customer: the order's CustomerID becomes the
// one of the request. The result may be [Response.Queued]: accepted, to be done
// later.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [LinkAccountRequest], or that the server refuses, with its code and message;
// [backoffice.ErrUnauthorized] for a failed verification, as far as the message
// tells, see [WithVerificationFailure].
//
// Source: https://production-admin-830042-nbdtt.deckcommerce-api.com/Help/Api/POST-api-OmsOrderLinkAccount, read 2026-11.
//
//backoffice:op oms.LinkAccount update POST /api/OmsOrderLinkAccount
func (c *Client) LinkAccount(ctx context.Context, request LinkAccountRequest, options ...backoffice.Option) (*LinkAccountResult, error) {
	x := &exchange{client: c, dialect: c.dialect()}
	x.Op = opLinkAccount
	x.Check = request.check
	x.Accept = x.dialect.accept
	x.Encode = func(placement backoffice.Placement) ([]byte, string, error) {
		if placement == backoffice.Form {
			x.dialect = dialects[Form]
		}
		return x.dialect.body(append(c.identity(), request.members()...)), x.dialect.contentType, nil
	}
	if err := x.do(ctx, options); err != nil {
		return nil, err
	}
	return &LinkAccountResult{Response: x.response}, nil
}

// OrderHistory returns one page of the order history. [Client.Orders] goes
// through all pages.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [HistoryRequest], or that the server refuses; [backoffice.ErrUnauthorized] for
// a failed verification, as far as the message tells, see
// [WithVerificationFailure].
//
// The orders are as the server wrote them: a VerificationKey that it echoes in
// one of their members is not removed.
//
// There is no help page of this call. Source: the vendor's own connector,
// https://github.com/DeckCommerce/magento/blob/main/Model/Service/Request/OrderHistory.php
// and https://github.com/DeckCommerce/magento/blob/main/Model/Builder/Order.php, read 2026-11.
//
//backoffice:op oms.OrderHistory read POST /api/OmsOrderHistory
func (c *Client) OrderHistory(ctx context.Context, request HistoryRequest, options ...backoffice.Option) (*HistoryPage, error) {
	return c.history(ctx, request, nil, options)
}

// history is OrderHistory with what was found wrong already.
func (c *Client) history(ctx context.Context, request HistoryRequest, found []backoffice.Violation, options []backoffice.Option) (*HistoryPage, error) {
	var answer historyAnswer
	filled := request.withDefaults()
	x := c.newJSON(opOrderHistory, wire.AppendJSON(nil, &filled))
	x.Check = func() []backoffice.Violation { return append(found, request.check()...) }
	x.payload = func(doc []byte) error {
		if err := wire.Read(doc, &answer, historyOptions); err != nil {
			return inOrder(doc, err)
		}
		return answer.check()
	}
	if err := x.do(ctx, options); err != nil {
		return nil, err
	}
	return answer.page(x.response), nil
}
