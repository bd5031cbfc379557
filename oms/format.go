package oms

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"

	"github.com/go-faster/jx"
)

// Format is how a request is written.
type Format string

// The formats that the vendor's help page lists.
const (
	// JSON is application/json.
	JSON Format = "json"
	// XML is application/xml in the vendor's own namespace. The server takes
	// the elements in alphabetical order alone and drops the others without a
	// word, so this is the order they are sent in.
	XML Format = "xml"
	// Form is application/x-www-form-urlencoded. The help page lists it but has
	// no sample of it.
	Form Format = "form"
)

// dialect is how a format writes the members of a request.
type dialect struct {
	contentType, accept string
	// prefix, separator and suffix go around and between the members.
	prefix, separator, suffix string
	// open, middle and end go around the name and the value of a member.
	// closes repeats the name after the value.
	open, middle, end string
	closes            bool
	ordinal           bool
	// escape appends a value.
	escape func(dst []byte, text string) []byte
}

const (
	requestNamespace = "http://schemas.datacontract.org/2004/07/DECK.WebApi.Controllers.OMS"
	schemaInstance   = "http://www.w3.org/2001/XMLSchema-instance"
)

var dialects = map[Format]*dialect{
	JSON: {
		contentType: "application/json",
		accept:      "application/json",
		prefix:      "{",
		separator:   ",",
		suffix:      "}",
		open:        `"`,
		middle:      `":"`,
		end:         `"`,
		escape:      appendJSON,
	},
	XML: {
		contentType: "application/xml",
		accept:      "application/xml",
		prefix:      `<OrderAssociationImportJson xmlns:i="` + schemaInstance + `" xmlns="` + requestNamespace + `">`,
		suffix:      "</OrderAssociationImportJson>",
		open:        "<",
		middle:      ">",
		end:         ">",
		closes:      true,
		ordinal:     true,
		escape:      appendXML,
	},
	Form: {
		contentType: "application/x-www-form-urlencoded",
		accept:      "application/json",
		separator:   "&",
		middle:      "=",
		ordinal:     true,
		escape:      appendForm,
	},
}

// member is a name and a value. A placeholder is written as it is.
type member struct {
	name, value string
	placeholder bool
}

// placeholder stands for a member whose value only the signed request holds.
func placeholder(name string) member {
	return member{name: name, value: "{" + name + "}", placeholder: true}
}

// appendMember appends the whole text of a member, from the name to the end of
// the value. In none of the formats can the text of a placeholder be a part of a
// value, because a value has its quotes, brackets or braces escaped.
func (d *dialect) appendMember(dst []byte, m member) []byte {
	dst = append(dst, d.open...)
	dst = append(dst, m.name...)
	dst = append(dst, d.middle...)
	if m.placeholder {
		dst = append(dst, m.value...)
	} else {
		dst = d.escape(dst, m.value)
	}
	if d.closes {
		dst = append(dst, "</"...)
		dst = append(dst, m.name...)
	}
	return append(dst, d.end...)
}

// appendMembers appends the text of several members.
func (d *dialect) appendMembers(dst []byte, members []member) []byte {
	if d.ordinal {
		members = slices.SortedFunc(slices.Values(members), func(a, b member) int { return strings.Compare(a.name, b.name) })
	}
	for i, m := range members {
		if i > 0 {
			dst = append(dst, d.separator...)
		}
		dst = d.appendMember(dst, m)
	}
	return dst
}

// usualBody is room for the body of most requests.
const usualBody = 512

// body returns members as a whole body.
func (d *dialect) body(members []member) []byte {
	body := append(make([]byte, 0, usualBody), d.prefix...)
	body = d.appendMembers(body, members)
	return append(body, d.suffix...)
}

// before returns object, a JSON object, with members in front of its own.
func (d *dialect) before(members []member, object []byte) []byte {
	body := append(make([]byte, 0, usualBody+len(object)), d.prefix...)
	body = d.appendMembers(body, members)
	if rest := object[len(d.prefix):]; string(rest) != d.suffix {
		body = append(body, d.separator...)
		return append(body, rest...)
	}
	return append(body, d.suffix...)
}

// appendJSON appends the text as it stands between the quotes of a JSON string.
func appendJSON(dst []byte, text string) []byte {
	w := jx.GetWriter()
	defer jx.PutWriter(w)
	w.Str(text)
	return append(dst, w.Buf[1:len(w.Buf)-1]...)
}

func appendXML(dst []byte, text string) []byte {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a bytes.Buffer takes everything
	return append(dst, b.Bytes()...)
}

func appendForm(dst []byte, text string) []byte {
	return append(dst, strings.ReplaceAll(url.QueryEscape(text), "+", "%20")...)
}
