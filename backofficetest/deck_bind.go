package backofficetest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// deckRequest is a bound request: its members by their documented names. nil is
// a request that the binder made nothing of.
type deckRequest map[string]any

// text returns a member as text. Json.NET turns numbers into it.
func (r deckRequest) text(name string) string {
	switch value := r[name].(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	}
	return ""
}

// deckModels are the members of the requests, in alphabetical order. nil takes
// any.
var deckModels = map[string][]string{
	linkOp: {"APIUsername", "CustomerID", "OrderNumber", "SiteCode", "TimestampUTC", "VerificationKey"},
	historyOp: {
		"APIUsername", "CustomerID", "OrderNumber", "PageNumber", "PageSize", "SiteCode", "TimestampUTC",
		"VerificationKey",
	},
	handledOp: nil,
}

// deckBinders read a body by its media type.
var deckBinders = map[string]func(*exchange, []string) deckRequest{
	"application/json":                  (*exchange).bindDECKJSON,
	"text/json":                         (*exchange).bindDECKJSON,
	"application/xml":                   (*exchange).bindDECKXML,
	"text/xml":                          (*exchange).bindDECKXML,
	"application/x-www-form-urlencoded": (*exchange).bindDECKForm,
}

// bindDECK reads the body as the framework's binder does, and reports what it
// would drop. It returns false if no formatter reads the media type.
func (x *exchange) bindDECK(op string) (deckRequest, bool) {
	bind := deckBinders[deckMediaType(x.http)]
	if bind == nil {
		return nil, false
	}
	return bind(x, deckModels[op]), true
}

func deckMediaType(r *http.Request) string {
	name, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // a malformed one is no media type
	return name
}

// set stores a member under its documented name, if there is one.
func (r deckRequest) set(x *exchange, model []string, name string, value any) {
	if model != nil {
		at := slices.IndexFunc(model, func(known string) bool { return strings.EqualFold(known, name) })
		if at < 0 {
			x.problem("member %s is not known and is lost", name)
			return
		}
		name = model[at]
	}
	if _, twice := r[name]; twice {
		x.problem("member %s comes twice", name)
	}
	r[name] = value
}

func (x *exchange) bindDECKJSON(model []string) deckRequest {
	request := deckRequest{}
	d := json.NewDecoder(bytes.NewReader(x.body))
	d.UseNumber()
	if err := decodeDECKMembers(d, func(name string, value any) { request.set(x, model, name, value) }); err != nil {
		x.problem("the body is no JSON object, so the whole request is null")
		return nil
	}
	return request
}

var errNoDECKObject = errors.New("not a JSON object")

// decodeDECKMembers calls set for each member of an object, in order and with
// repetitions.
func decodeDECKMembers(d *json.Decoder, set func(name string, value any)) error {
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		return errNoDECKObject
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var value any
		if err := d.Decode(&value); err != nil {
			return err
		}
		set(name.(string), value)
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errNoDECKObject
	}
	return nil
}

func (x *exchange) bindDECKForm(model []string) deckRequest {
	values, err := url.ParseQuery(string(x.body))
	if err != nil {
		x.problem("the body is no form, so the whole request is null")
		return nil
	}
	request := deckRequest{}
	for name, texts := range values {
		for _, text := range texts {
			request.set(x, model, name, text)
		}
	}
	return request
}

var deckRequestName = xml.Name{
	Space: "http://schemas.datacontract.org/2004/07/DECK.WebApi.Controllers.OMS",
	Local: "OrderAssociationImportJson",
}

// bindDECKXML reads as DataContractSerializer does: it knows the root by name
// and namespace, and expects the members in alphabetical order. A member that
// comes after one that should follow it is passed over.
func (x *exchange) bindDECKXML(model []string) deckRequest {
	var root struct {
		XMLName xml.Name
		Members []struct {
			XMLName xml.Name
			Text    string `xml:",chardata"`
		} `xml:",any"`
	}
	if err := xml.Unmarshal(x.body, &root); err != nil || root.XMLName != deckRequestName {
		x.problem("the body is no %s in its namespace, so the whole request is null", deckRequestName.Local)
		return nil
	}
	request := deckRequest{}
	next := 0
	for _, m := range root.Members {
		at := slices.Index(model[next:], m.XMLName.Local)
		if at < 0 || m.XMLName.Space != deckRequestName.Space {
			x.problem("element %s is not known, repeated, or late, and is lost", m.XMLName.Local)
			continue
		}
		next += at + 1
		request[m.XMLName.Local] = m.Text // "" where it is nil, which no action tells apart
	}
	return request
}
