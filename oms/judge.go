package oms

import (
	"errors"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/webapi"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

var (
	errContradiction = errors.New("the HTTP status and the ResponseCode contradict each other")
	errQueuedRead    = errors.New("the answer says queued, which is no answer to a read")
)

// Judge reads the answer. The HTTP status decides about what is no success; a
// status of success needs a ResponseCode of success.
func (x *exchange) Judge(answer *transport.Answer) transport.Verdict {
	e, err := readEnvelope(answer)
	unfit, isUnfit := errors.AsType[*wire.ValueError](err)
	if err != nil && !isUnfit {
		return webapi.Unreadable(answer, err)
	}
	code, err := e.code(x.client.settings.queuedName)
	if errors.Is(err, errNoCode) {
		if isUnfit && unfit.Member == "ResponseCode" {
			err = unfit
		}
		return e.failure().Judge(answer, err)
	}
	v := transport.Verdict{Code: string(code), Message: e.Message, RequestID: e.CorrelationID}
	switch {
	case answer.Status < 200 || answer.Status > 299:
		v = x.byStatus(answer, v, code)
	case err != nil:
		return v.Contradiction(err)
	case code.isAccepted() && isUnfit:
		return v.Contradiction(unfit)
	case code.isAccepted():
		v = x.accept(answer, v, Response{ResponseCode: code, Message: e.Message, CorrelationID: e.CorrelationID})
	default:
		v = x.refuse(v, code)
	}
	x.learn(answer, &v)
	return v
}

// accept reads the payload of a good answer.
func (x *exchange) accept(answer *transport.Answer, v transport.Verdict, response Response) transport.Verdict {
	if response.Queued() && x.Op.Class == transport.Read {
		return v.Contradiction(errQueuedRead)
	}
	if x.payload != nil {
		if err := x.payload(answer.Body); err != nil {
			return v.Contradiction(err)
		}
	}
	x.response = response
	return transport.Verdict{RequestID: v.RequestID}
}

// refuse judges a ResponseCode that is neither success nor queued. A name in
// an XML answer may be the unpublished one of queued, so it does not prove that
// nothing was done.
func (x *exchange) refuse(v transport.Verdict, code ResponseCode) transport.Verdict {
	if x.client.settings.verificationFailed(code, v.Message) {
		v.Kind, v.Rejected = backoffice.ErrUnauthorized, true
		return v
	}
	v.Kind, v.Rejected = backoffice.ErrInvalid, code.isNumber()
	return v
}

// byStatus judges an answer of the API under an HTTP status that is none of
// success.
func (x *exchange) byStatus(answer *transport.Answer, v transport.Verdict, code ResponseCode) transport.Verdict {
	by := answer.ByStatus()
	by.Code, by.Message, by.RequestID = v.Code, v.Message, v.RequestID
	switch {
	case code.isAccepted():
		return v.Contradiction(errContradiction)
	case by.Kind != backoffice.ErrInvalid && by.Kind != backoffice.ErrForbidden:
	case x.client.settings.verificationFailed(code, v.Message):
		by.Kind = backoffice.ErrUnauthorized
	}
	return by
}
