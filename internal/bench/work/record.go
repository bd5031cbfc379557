package work

import (
	"encoding/json"
	"fmt"
	"strings"
)

type kind uint8

const (
	char kind = iota // a text that the database pads to its width
	memo             // a text without padding
	number
	truth
	moment // a date-time, or null
	null   // documented as null only
)

// column is one member of an answer.
type column struct {
	name  string
	kind  kind
	width int
}

// record is one object of an answer: its columns and what they hold. A column
// without a value is blank, 0, false or null.
type record struct {
	columns []column
	values  map[string]string
}

// appendJSON appends the object as the ERP writes it.
func (r record) appendJSON(dst []byte, id int) []byte {
	dst = fmt.Appendf(dst, `{"$id":"%d"`, id)
	for _, c := range r.columns {
		dst = fmt.Appendf(dst, `,"%s":%s`, c.name, c.json(r.values[c.name]))
	}
	return append(dst, '}')
}

func (c column) json(value string) string {
	switch c.kind {
	case char:
		return quote(c.pad(value))
	case memo:
		return quote(value)
	case number:
		return orElse(value, "0")
	case truth:
		return orElse(value, "false")
	}
	if value == "" {
		return "null"
	}
	return quote(value)
}

func (c column) pad(value string) string { return fmt.Sprintf("%-*s", c.width, value) }

// want returns what a client that reads the column right holds, as [textOf]
// returns it.
func (r record) want(c column, returns Returns) string {
	value := r.values[c.name]
	switch {
	case c.kind == char && returns == Plain:
		return c.pad(value)
	case c.kind == number:
		return orElse(value, "0")
	case c.kind == truth:
		return orElse(value, "false")
	}
	return value
}

func orElse(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

func quote(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(err) // a string can always be encoded
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// envelope returns the answer around one object, or around a list of them.
func envelope(message string, isList bool, rows []record) []byte {
	body := fmt.Appendf(nil, `{"$id":"1","Code":200,"Message":%s,"SessionId":null,"IsValidUser":true,"ResponseObject":`, quote(message))
	if isList {
		body = append(body, '[')
	}
	for i, row := range rows {
		if i > 0 {
			body = append(body, ',')
		}
		body = row.appendJSON(body, i+2)
	}
	if isList {
		body = append(body, ']')
	}
	return append(body, '}')
}
