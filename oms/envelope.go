package oms

import (
	"errors"
	"strings"

	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/webapi"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// envelope is what every answer holds. The web framework's own errors, which
// have no ResponseCode, are read with the same struct.
type envelope struct {
	ResponseCode  wire.Text `json:"ResponseCode" wire:"control"`
	Message       string    `json:"Message"`
	CorrelationID string    `json:"CorrelationId"`

	MessageDetail    string `json:"MessageDetail"`
	ExceptionMessage string `json:"ExceptionMessage"`
	ExceptionType    string `json:"ExceptionType"`
}

var (
	errCode   = errors.New("the ResponseCode is neither a number nor a name")
	errNoCode = errors.New("the answer has no ResponseCode")
)

// readEnvelope reads an answer in either format. The first character tells
// them apart, because gateways mislabel both.
func readEnvelope(answer *transport.Answer) (envelope, error) {
	text := strings.TrimLeft(answer.Body.Text, "\uFEFF \t\r\n")
	if strings.HasPrefix(text, "<") {
		return readXML(text)
	}
	var e envelope
	err := wire.Read(answer.Body, &e, wire.Options{})
	return e, err
}

// code returns the response code. queuedName is the name of code 15, if known.
func (e *envelope) code(queuedName string) (ResponseCode, error) {
	if !e.ResponseCode.Set {
		return "", errNoCode
	}
	text := strings.TrimSpace(e.ResponseCode.Value)
	if queuedName != "" && text == queuedName {
		return CodeQueued, nil
	}
	return parseCode(text)
}

// failure returns the framework's own members.
func (e *envelope) failure() webapi.Failure {
	return webapi.Failure{
		Message: e.Message, MessageDetail: e.MessageDetail,
		ExceptionMessage: e.ExceptionMessage, ExceptionType: e.ExceptionType,
	}
}
