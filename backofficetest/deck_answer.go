package backofficetest

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
)

const (
	deckJSONType = "application/json; charset=utf-8"
	deckXMLType  = "application/xml; charset=utf-8"
)

// deckReply is an answer of the API.
type deckReply struct {
	code    int
	name    string // of the code, in XML
	message string
	members map[string]any
}

// The answers. Code 0 and its name are documented, code 15 is the connector's;
// all else is this server's own.
var (
	deckSuccess   = deckReply{code: 0, name: "Success", message: "Success"}
	deckQueued    = deckReply{code: 15, name: "SuccessfullyQueued", message: "Queued"}
	deckNoRequest = deckReply{code: 1, name: "InvalidRequest", message: "The request is empty."}
	deckNoOrder   = deckReply{code: 3, name: "OrderNotFound", message: "Order not found."}
	deckNoPage    = deckReply{code: 4, name: "InvalidPage", message: "PageNumber and PageSize must be positive."}
	deckNoMember  = deckReply{code: 5, name: "MissingValue", message: "OrderNumber and CustomerID are required."}
)

// deckEnvelope is the documented envelope.
type deckEnvelope struct {
	XMLName       xml.Name `json:"-" xml:"http://schemas.datacontract.org/2004/07/DECK.Core.Common.Contracts.API GenericResponse"`
	CorrelationID string   `json:"CorrelationId,omitempty" xml:"CorrelationId,omitempty"`
	Message       string   `json:"Message" xml:"Message"`
	ResponseCode  any      `json:"ResponseCode" xml:"ResponseCode"`
}

// deckError is the framework's own error.
type deckError struct {
	XMLName          xml.Name `json:"-" xml:"Error"`
	Message          string
	ExceptionMessage string `json:",omitempty" xml:",omitempty"`
	ExceptionType    string `json:",omitempty" xml:",omitempty"`
	StackTrace       string `json:",omitempty" xml:",omitempty"`
}

// replyDECK answers in the format that was asked for.
func (x *exchange) replyDECK(reply deckReply) {
	envelope := deckEnvelope{Message: reply.message, ResponseCode: reply.code}
	if next := x.server.deck().config.correlation; next != nil {
		envelope.CorrelationID = next()
	}
	if x.wantsXML() {
		envelope.ResponseCode = reply.name
		x.reply(http.StatusOK, deckXMLType, encodeDECKXML(envelope))
		return
	}
	body := encodeDECKJSON(envelope)
	more, err := json.Marshal(reply.members)
	switch {
	case err != nil:
		x.problem("the test gave a member that is no JSON: %v", err)
	case len(reply.members) > 0:
		body = append(append(body[:len(body)-1], ','), more[1:]...)
	}
	x.reply(http.StatusOK, deckJSONType, body)
}

func (x *exchange) replyDECKError(status int, failure deckError) {
	if x.wantsXML() {
		x.reply(status, deckXMLType, encodeDECKXML(failure))
		return
	}
	x.reply(status, deckJSONType, encodeDECKJSON(failure))
}

func (x *exchange) wantsXML() bool {
	accept := x.http.Header.Get("Accept")
	return strings.Contains(accept, "/xml")
}

func encodeDECKJSON(value any) []byte {
	text, _ := json.Marshal(value) // structs of texts and numbers
	return text
}

func encodeDECKXML(value any) []byte {
	text, _ := xml.Marshal(value) // structs of texts and numbers
	return text
}
