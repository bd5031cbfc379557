package oms

import (
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
	escape            func(string) string
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
		escape:      escapeJSON,
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
		escape:      escapeXML,
	},
	Form: {
		contentType: "application/x-www-form-urlencoded",
		accept:      "application/json",
		separator:   "&",
		middle:      "=",
		ordinal:     true,
		escape:      escapeForm,
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

// text returns the whole text of a member, from the name to the end of the
// value. In none of the formats can the text of a placeholder be a part of a
// value, because a value has its quotes, brackets or braces escaped.
func (d *dialect) text(m member) string {
	value := m.value
	if !m.placeholder {
		value = d.escape(value)
	}
	text := d.open + m.name + d.middle + value
	if d.closes {
		text += "</" + m.name
	}
	return text + d.end
}

// list returns the text of several members.
func (d *dialect) list(members []member) string {
	if d.ordinal {
		members = slices.SortedFunc(slices.Values(members), func(a, b member) int { return strings.Compare(a.name, b.name) })
	}
	texts := make([]string, len(members))
	for i, m := range members {
		texts[i] = d.text(m)
	}
	return strings.Join(texts, d.separator)
}

// body returns members as a whole body.
func (d *dialect) body(members []member) []byte {
	return []byte(d.prefix + d.list(members) + d.suffix)
}

func escapeJSON(text string) string {
	var w jx.Writer
	w.Str(text)
	return string(w.Buf[1 : len(w.Buf)-1])
}

func escapeXML(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a strings.Builder takes everything
	return b.String()
}

func escapeForm(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// before returns object, a JSON object, with members in front of its own.
func (d *dialect) before(members []member, object []byte) []byte {
	body := []byte(d.prefix + d.list(members))
	if rest := object[len(d.prefix):]; string(rest) != d.suffix {
		body = append(body, d.separator...)
		return append(body, rest...)
	}
	return append(body, d.suffix...)
}
