package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"strings"

	"github.com/backoffice-sdk/backoffice/oms"
)

// The subjects. A link stands under the number of its order, see token.
const (
	todoSubject = "links.todo."
	deadSubject = "links.dead."
)

// message is a link on the queue.
type message struct {
	Order    string `json:"order_number"`
	Customer string `json:"customer_id"`
}

func (m message) request() oms.LinkAccountRequest {
	return oms.LinkAccountRequest{OrderNumber: m.Order, CustomerID: m.Customer}
}

// id is the same for the same link, and for no other.
func (m message) id() string { return token(m.Order) + "." + token(m.Customer) }

func (m message) subject() string { return todoSubject + token(m.Order) }

// token makes any text a part of a subject.
func token(text string) string {
	return strings.ReplaceAll(url.PathEscape(text), ".", "%2E")
}

var errMoreThanALink = errors.New("there is something behind the link")

// readMessage reads a link. A member it does not know is an error, because it
// would be lost.
func readMessage(data []byte) (message, error) {
	var m message
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return message{}, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return message{}, errMoreThanALink
	}
	return m, nil
}
