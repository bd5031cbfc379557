package orders

import (
	"context"
	"net/http"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// ActionRequest accompanies Validate and Submit. A nil field is not sent.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-action:POST&oldid=380, read 2026-11.
type ActionRequest struct {
	// QuoteHash is the Hash of an earlier [Quote].
	QuoteHash *string `json:"quoteHash,omitempty"`
}

// action is the request as it is sent.
type action struct {
	Action    string  `json:"action"`
	QuoteHash *string `json:"quoteHash,omitempty"`
}

// Quote returns what the order would cost.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's;
// [backoffice.ErrProtocol] for a quote without a hash, a currency or a total, or
// with an amount that is no number.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-quote:GET&oldid=412, read 2026-11.
//
//backoffice:op orders.Quote read GET /orders/{orderId}/quote
func (c *Client) Quote(ctx context.Context, ref Ref, options ...backoffice.Option) (*Quote, error) {
	answer, err := newExchange(opQuote, object(hasQuote)).of(ref).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	return answer.Quote, nil
}

// Validate asks whether the order could be submitted as it is. [Finished] says
// that it could. [Started], for a 202, says that the server has begun to look:
// nothing was found wrong yet, and no documented call tells how it ends. The
// pages of later years name 204 alone, that of February 2013 both 200 and 202.
//
// Safe to repeat: it changes nothing.
//
// Errors: [backoffice.ErrInvalid] if something is missing, with the server's
// words in Message, such as "No {attribute_name} attribute set."
// (SetAccountAttributes is the remedy); [backoffice.ErrNotFound] if there is no
// such order; [backoffice.ErrUnauthorized] for an owner id that is not the
// order's; [backoffice.ErrConflict] where a product can't be had, such as a
// domain that another account owns, or the order was submitted already.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-action:POST&oldid=1869, read 2026-11.
//
//backoffice:op orders.Validate read POST /orders/{orderId}/action
func (c *Client) Validate(ctx context.Context, ref Ref, request ActionRequest, options ...backoffice.Option) (Progress, error) {
	body := &action{Action: "validate", QuoteHash: request.QuoteHash}
	return newExchange(opValidate, progress).of(ref).with(body).do(ctx, c, options)
}

// Submit buys what is in the order. On [Started] the server goes on by itself,
// and Get tells how it ends.
//
// Not safe to repeat: it orders. The client sends it again only if nothing
// reached the server. After a lost answer the error is
// [backoffice.ErrOutcomeUnknown]: look with Get whether the status is still
// [StatusNew].
//
// Errors: those of Validate, and [backoffice.ErrForbidden] if the user may not
// submit. An order that was submitted already is [backoffice.ErrConflict] if the
// server says so by 405 or 409; what it answers is not documented.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-action:POST&oldid=1869, read 2026-11.
//
//backoffice:op orders.Submit once POST /orders/{orderId}/action
func (c *Client) Submit(ctx context.Context, ref Ref, request ActionRequest, options ...backoffice.Option) (Progress, error) {
	body := &action{Action: "submit", QuoteHash: request.QuoteHash}
	return newExchange(opSubmit, progress).of(ref).with(body).do(ctx, c, options)
}

// progress reads the answer of an action: 202 says that the work has only begun.
func progress(answer *transport.Answer) (Progress, error) {
	if _, err := nothing(answer); err != nil {
		return "", err
	}
	if answer.Status == http.StatusAccepted {
		return Started, nil
	}
	return Finished, nil
}
