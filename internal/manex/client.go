package manex

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// Client makes the calls of one ManEx resource.
type Client struct{ transport *transport.Client }

// New returns a client for the ERP at rootURL. Documented keys have ten
// characters, but the documents' own samples have eight and nine, so the length
// is not checked.
func New(name, rootURL, apiKey string, operations []*transport.Operation, options []backoffice.Option) (*Client, error) {
	spec := transport.Spec{
		Name:       name,
		RootURL:    rootURL,
		RootName:   "rootURL",
		Operations: operations,
		Parts:      func(*transport.Operation) []string { return []string{transport.KeyPart} },
		PathKey:    apiKey,
		Secrets:    []string{apiKey},
		JSONType:   "application/json; charset=utf-8",
	}
	if rule := transport.CheckSegment(apiKey); rule != "" {
		spec.Violations = append(spec.Violations, backoffice.Violation{Field: "apiKey", Rule: rule})
	}
	t, err := transport.New(spec, options)
	if err != nil {
		return nil, err
	}
	return &Client{transport: t}, nil
}

// CloseIdleConnections closes the connections that wait for a call.
func (c *Client) CloseIdleConnections() {
	if c != nil {
		c.transport.CloseIdleConnections()
	}
}

// Operation describes a ManEx call.
func Operation(name string, class transport.Class, method, path string) *transport.Operation {
	arguments := backoffice.Query
	if class == transport.Once || class == transport.Update {
		arguments = backoffice.JSON
	}
	return &transport.Operation{
		Name:  name,
		Class: class,
		Route: backoffice.Route{Method: method, Path: path, Arguments: arguments},
	}
}

// Nothing is the payload of the operations that answer without one.
type Nothing = wire.Skip

// Do makes a call whose answer carries a payload of type T. prove returns what
// keeps a payload from being the proof of success; nil means that none is asked.
func Do[T any](ctx context.Context, c *Client, op *transport.Operation, request any, prove func(T) string, options []backoffice.Option) (T, error) {
	return newExchange(op, request, prove).do(ctx, c, options)
}
