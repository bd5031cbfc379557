package backofficetest

import (
	"bytes"
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// object is a JSON object with its members in order. A value is nil, a string,
// a bool, a json.Number, an *object or a list.
type object struct{ members []member }

type member struct {
	name  string
	value any
}

type list []*object

func (o *object) add(name string, value any) { o.members = append(o.members, member{name, value}) }

// renderer writes a document as Json.NET does with PreserveReferencesHandling
// set to Objects: each object has an $id that counts over the whole document,
// and an object that comes again is a $ref.
type renderer struct {
	out       bytes.Buffer
	ids       map[*object]int
	quoted    bool // numbers and booleans as strings
	omitNulls bool
}

func (r *renderer) value(value any) {
	switch value := value.(type) {
	case nil:
		r.out.WriteString("null")
	case string:
		r.text(value)
	case bool:
		r.scalar(strconv.FormatBool(value))
	case json.Number:
		r.scalar(value.String())
	case *object:
		r.object(value)
	case list:
		r.list(value)
	}
}

func (r *renderer) scalar(text string) {
	if r.quoted {
		text = `"` + text + `"`
	}
	r.out.WriteString(text)
}

// text writes a string without the escapes for HTML, which Json.NET leaves out.
func (r *renderer) text(text string) {
	encoder := json.NewEncoder(&r.out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text)        // a string always has a JSON form
	r.out.Truncate(r.out.Len() - 1) // Encode ends with a line feed
}

func (r *renderer) list(items list) {
	r.out.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			r.out.WriteByte(',')
		}
		r.object(item)
	}
	r.out.WriteByte(']')
}

func (r *renderer) object(o *object) {
	if id, again := r.ids[o]; again {
		r.out.WriteString(`{"$ref":"` + strconv.Itoa(id) + `"}`)
		return
	}
	if r.ids == nil {
		r.ids = map[*object]int{}
	}
	r.ids[o] = len(r.ids) + 1
	r.out.WriteString(`{"$id":"` + strconv.Itoa(r.ids[o]) + `"`)
	for _, m := range o.members {
		if m.value == nil && r.omitNulls {
			continue
		}
		r.out.WriteByte(',')
		r.text(m.name)
		r.out.WriteByte(':')
		r.value(m.value)
	}
	r.out.WriteByte('}')
}

// render returns an answer of the ERP.
func (m *manex) render(o *object) []byte {
	r := renderer{quoted: m.options.quotedScalars, omitNulls: m.options.withoutNulls}
	r.object(o)
	return r.out.Bytes()
}

// echo adds the columns of a row as the ERP still holds it in memory: texts
// without padding, times with their zone.
func (m *manex) echo(o *object, t *table, r row) { m.columns(o, t, r, false) }

// read adds the columns of a row as they come from the database.
func (m *manex) read(o *object, t *table, r row) { m.columns(o, t, r, !m.options.withoutPadding) }

func (m *manex) columns(o *object, t *table, r row, padded bool) {
	for i := range t.columns {
		c := &t.columns[i]
		if c.newer && !m.options.newerColumns {
			continue
		}
		o.add(c.name, m.columnValue(c, r[c.name], padded))
	}
}

func (m *manex) columnValue(c *column, value any, padded bool) any {
	switch value := value.(type) {
	case string:
		if padded && c.fixed {
			return value + strings.Repeat(" ", max(0, c.width-utf8.RuneCountInString(value)))
		}
		return value
	case json.Number:
		if m.options.decimalZeros {
			return json.Number(rational(value).FloatString(max(1, c.scale)))
		}
		return value
	case zonedTime:
		return value.Format("2006-01-02T15:04:05.9999999Z07:00")
	case time.Time:
		return value.Format("2006-01-02T15:04:05.9999999")
	}
	return value
}

// rational returns a number that is known to be one.
func rational(number json.Number) *big.Rat {
	value, _ := new(big.Rat).SetString(number.String())
	return value
}

// envelope returns what surrounds every answer of the ERP's own code.
func envelope(code int, message string, validUser bool, payload any) *object {
	o := &object{}
	o.add("Code", json.Number(strconv.Itoa(code)))
	o.add("Message", message)
	o.add("SessionId", nil)
	o.add("IsValidUser", validUser)
	o.add("ResponseObject", payload)
	return o
}
