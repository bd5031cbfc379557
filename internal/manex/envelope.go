package manex

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/webapi"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// envelope is what surrounds every payload. The framework's own errors, which
// have no Code, are read with the same struct.
type envelope[T any] struct {
	Code           wire.Int  `json:"Code" wire:"control"`
	Message        string    `json:"Message"`
	SessionID      wire.Skip `json:"SessionId"`
	IsValidUser    wire.Bool `json:"IsValidUser" wire:"control"`
	ResponseObject T         `json:"ResponseObject" wire:"control"`

	MessageDetail    string `json:"MessageDetail"`
	ExceptionMessage string `json:"ExceptionMessage"`
	ExceptionType    string `json:"ExceptionType"`
}

// exchange is a call together with the answer it waits for.
type exchange[T any] struct {
	transport.Call
	envelope envelope[T]
	prove    func(T) string
}

func newExchange[T any](op *transport.Operation, request any, prove func(T) string) *exchange[T] {
	x := &exchange[T]{prove: prove}
	x.Op = op
	x.Request = request
	x.Call.Judge = x
	return x
}

func (x *exchange[T]) do(ctx context.Context, c *Client, options []backoffice.Option) (T, error) {
	if c == nil {
		c = new(Client) // a zero resource client, which the transport refuses
	}
	if err := c.transport.Do(ctx, &x.Call, options); err != nil {
		var none T
		return none, err
	}
	return x.envelope.ResponseObject, nil
}

// codeOK is the only Code that is documented as a success.
const codeOK = 200

var errNoCode = errors.New("the answer has no Code")

// Judge reads the envelope. Its Code decides, whatever the HTTP status.
func (x *exchange[T]) Judge(answer *transport.Answer) transport.Verdict {
	x.envelope = envelope[T]{}
	err := wire.Read(answer.Body, &x.envelope, wire.Options{TrimRight: true})
	unfit, isUnfit := errors.AsType[*wire.ValueError](err)
	if err != nil && !isUnfit {
		return webapi.Unreadable(answer, err)
	}
	e := &x.envelope
	if !e.Code.Set {
		noCode := errNoCode
		if isUnfit && unfit.Member == "Code" {
			noCode = unfit
		}
		return webapi.Failure{
			Message: e.Message, MessageDetail: e.MessageDetail,
			ExceptionMessage: e.ExceptionMessage, ExceptionType: e.ExceptionType,
		}.Judge(answer, noCode)
	}
	code := e.Code.Value
	invalidUser := e.IsValidUser.Set && !e.IsValidUser.Value
	if code == codeOK && !invalidUser && !isUnfit && x.problem() == "" {
		return transport.Verdict{}
	}
	v := transport.Verdict{Code: strconv.FormatInt(code, 10), Message: e.Message}
	switch {
	case code == codeOK && invalidUser:
		return v.Contradiction(errors.New("the answer says success and wrong key at once"))
	case code == codeOK && isUnfit:
		return v.Contradiction(unfit)
	case code == codeOK:
		return v.Contradiction(errors.New("the answer says success but " + x.problem()))
	case invalidUser, code == http.StatusUnauthorized:
		v.Kind, v.Rejected = backoffice.ErrUnauthorized, true
	case code >= 500 && code <= 599:
		v.Kind, v.Again = backoffice.ErrServer, transport.Repeat
	case code < 400 || code > 499:
		return v.Contradiction(errors.New("the Code is neither the documented success nor an error"))
	case isMissing(e.Message):
		v.Kind, v.Rejected, v.Missing = backoffice.ErrNotFound, true, true
	default:
		v.Kind, v.Rejected = backoffice.ErrInvalid, true
	}
	return v
}

// problem tells what keeps the payload from being a proof of success.
func (x *exchange[T]) problem() string {
	if x.prove == nil {
		return ""
	}
	return x.prove(x.envelope.ResponseObject)
}

// isMissing recognises "Customer does not exists." and its siblings, by the
// vendor's spelling and by the right one.
func isMissing(message string) bool {
	return strings.HasSuffix(message, "does not exists.") || strings.HasSuffix(message, "does not exist.")
}
