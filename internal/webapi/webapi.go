// Package webapi judges the answers of ASP.NET Web API itself, the framework that
// both the ERP and the OMS run on: what it says when it refuses a request before
// the vendor's code sees it, or when it fails below.
package webapi

import (
	"net/http"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// Failure holds the members of the framework's own errors.
type Failure struct {
	Message, MessageDetail, ExceptionMessage, ExceptionType string
}

// Judge returns the verdict on an answer that is no envelope of the vendor's.
// noEnvelope says so for an answer whose status is no error.
func (f Failure) Judge(answer *transport.Answer, noEnvelope error) transport.Verdict {
	v := route(answer, answer.ByStatus())
	v.Message = strings.Join(strings.Fields(f.Message+" "+f.MessageDetail+" "+f.ExceptionMessage), " ")
	switch {
	case answer.Status < 300:
		v.Cause = noEnvelope
	case answer.Status == http.StatusInternalServerError:
		v.Code = f.ExceptionType
	}
	return v
}

// Unreadable returns the verdict on an answer that is no document at all.
func Unreadable(answer *transport.Answer, cause error) transport.Verdict {
	return route(answer, answer.Unreadable(cause))
}

// route makes a 404 what it means here: the framework has no such route. A
// record that does not exist is told by the vendor's envelope.
func route(answer *transport.Answer, v transport.Verdict) transport.Verdict {
	if answer.Status == http.StatusNotFound {
		v.Kind = backoffice.ErrRoute
	}
	return v
}
