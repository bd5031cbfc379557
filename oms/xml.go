package oms

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/backoffice-sdk/backoffice/internal/wire"
)

const (
	answerNamespace = "http://schemas.datacontract.org/2004/07/DECK.Core.Common.Contracts.API"
	answerElement   = "GenericResponse"
	errorElement    = "Error" // the framework's own, in no namespace
)

var (
	errXML         = errors.New("the body is not valid XML in UTF-8")
	errDeclaration = errors.New("the XML declares a document type, which is never read")
	errRoot        = errors.New("the XML is not a GenericResponse in the vendor's namespace")
)

// xmlReader reads one answer. What it can't read is an error: nothing outside
// of the text is ever looked up.
type xmlReader struct{ decoder *xml.Decoder }

// readXML reads an answer whose elements may stand in any order.
func readXML(text []byte) (envelope, error) {
	var e envelope
	r := xmlReader{xml.NewDecoder(bytes.NewReader(text))}
	root, err := r.next()
	if err != nil {
		return e, err
	}
	start, ok := root.(xml.StartElement)
	if !ok || !isAnswer(start.Name) {
		return e, errRoot
	}
	if err := r.members(&e, start.Name); err != nil {
		return envelope{}, err
	}
	return e, r.end()
}

func isAnswer(name xml.Name) bool {
	return name == xml.Name{Space: answerNamespace, Local: answerElement} || name == xml.Name{Local: errorElement}
}

// next returns the next token that says something.
func (r xmlReader) next() (xml.Token, error) {
	for {
		token, err := r.decoder.Token()
		if err != nil {
			return nil, xmlError(err)
		}
		switch t := token.(type) {
		case xml.Comment, xml.ProcInst:
		case xml.Directive:
			return nil, errDeclaration
		case xml.CharData:
			if strings.TrimSpace(string(t)) != "" {
				return t, nil
			}
		default:
			return token, nil
		}
	}
}

func xmlError(err error) error {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); err == io.EOF || ok && syntax.Msg == "unexpected EOF" {
		return wire.ErrTruncated
	}
	return errXML
}

// members reads the elements below the root.
func (r xmlReader) members(e *envelope, root xml.Name) error {
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := r.member(e, root, t); err != nil {
				return err
			}
		default:
			return errXML
		}
	}
}

// member reads one element. An element of another namespace than the root's
// belongs to some other contract; only the CorrelationId, which decides
// nothing, may come from a base class in another one.
func (r xmlReader) member(e *envelope, root xml.Name, start xml.StartElement) error {
	text, isText, err := r.content()
	if err != nil || isNil(start) {
		return err
	}
	own := start.Name.Space == root.Space
	name := start.Name.Local
	switch {
	case own && name == "ResponseCode":
		return e.setCode(text, isText)
	case !isText:
	case name == "CorrelationId":
		e.CorrelationID = text
	case own:
		if field := e.field(name); field != nil {
			*field = text
		}
	}
	return nil
}

// setCode notes the ResponseCode, which may come twice but not with two values.
func (e *envelope) setCode(text string, isText bool) error {
	switch {
	case !isText:
		return errCode
	case e.ResponseCode.Set && e.ResponseCode.Value != text:
		return &wire.ConflictError{Member: "ResponseCode"}
	}
	e.ResponseCode = wire.Text{Value: text, Set: true}
	return nil
}

// field returns the text that an element fills, or nil.
func (e *envelope) field(name string) *string {
	switch name {
	case "Message":
		return &e.Message
	case "MessageDetail":
		return &e.MessageDetail
	case "ExceptionMessage":
		return &e.ExceptionMessage
	case "ExceptionType":
		return &e.ExceptionType
	}
	return nil
}

func isNil(start xml.StartElement) bool {
	for _, attr := range start.Attr {
		if attr.Name == (xml.Name{Space: schemaInstance, Local: "nil"}) && (attr.Value == "true" || attr.Value == "1") {
			return true
		}
	}
	return false
}

// content reads up to the end of the element that was begun. isText is false if
// it holds other elements.
func (r xmlReader) content() (text string, isText bool, err error) {
	var b strings.Builder
	isText = true
	for depth := 1; depth > 0; {
		token, err := r.decoder.Token()
		if err != nil {
			return "", false, xmlError(err)
		}
		switch t := token.(type) {
		case xml.Directive:
			return "", false, errDeclaration
		case xml.StartElement:
			depth++
			isText = false
		case xml.EndElement:
			depth--
		case xml.CharData:
			b.Write(t)
		}
	}
	return b.String(), isText, nil
}

// end makes sure that nothing follows the root.
func (r xmlReader) end() error {
	for {
		token, err := r.decoder.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errXML
		}
		switch t := token.(type) {
		case xml.Comment, xml.ProcInst:
			continue
		case xml.CharData:
			if strings.TrimSpace(string(t)) == "" {
				continue
			}
		}
		return wire.ErrTrailing
	}
}
