package oms

import (
	"context"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// exchange is a call, its signature, and the answer it waits for.
type exchange struct {
	transport.Call
	client  *Client
	dialect *dialect
	// payload reads what an answer holds beside the envelope; nil if nothing.
	payload  func([]byte) error
	response Response

	skew      time.Duration // of the clock that signed the last attempt
	corrected bool          // skew is the call's own
	keys      []string      // the VerificationKeys of the call
}

// newJSON returns an exchange whose request is a JSON object with the client's
// own members in front of the given ones.
func (c *Client) newJSON(op *transport.Operation, object []byte) *exchange {
	x := &exchange{client: c, dialect: dialects[JSON]}
	x.Op = op
	x.Encode = func(backoffice.Placement) ([]byte, string, error) {
		return x.dialect.before(c.identity(), object), x.dialect.contentType, nil
	}
	return x
}

// do makes the call.
func (x *exchange) do(ctx context.Context, options []backoffice.Option) error {
	x.Credential = transport.SignBody(x.sign)
	x.Secrets = func() []string { return x.keys }
	x.Call.Judge = x
	if err := x.client.calls().Do(ctx, &x.Call, options); err != nil {
		return err
	}
	x.response.Message = x.Clean(x.response.Message)
	x.response.CorrelationID = x.Clean(x.response.CorrelationID)
	return nil
}
