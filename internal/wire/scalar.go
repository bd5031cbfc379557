package wire

import (
	"bytes"
	"reflect"

	"github.com/backoffice-sdk/backoffice"
	"github.com/go-faster/jx"
)

// token is a single value of a document.
type token struct {
	typ  jx.Type
	text []byte // most often a part of the document
}

var wordTrue, wordFalse = []byte("true"), []byte("false")

func (t token) equal(other token) bool {
	return t.typ == other.typ && bytes.Equal(t.text, other.text)
}

// token reads the next value, which is no object and no array.
func (r *reader) token() (token, error) {
	if r.space() != '"' {
		return r.scalar()
	}
	text, err := r.text()
	return token{jx.String, text}, err
}

// text reads a string and makes it fit to leave the library.
func (r *reader) text() ([]byte, error) {
	text, err := r.scanner.text()
	if err != nil {
		return nil, err
	}
	if !r.validUTF8 {
		// Each bad byte becomes one U+FFFD, as in encoding/json.
		text = []byte(string([]rune(string(text))))
	}
	if r.options.TrimRight {
		for len(text) > 0 && text[len(text)-1] == ' ' {
			text = text[:len(text)-1]
		}
	}
	return text, nil
}

// assign stores a single value in v. null leaves v as it is.
func (r *reader) assign(n *node, v reflect.Value, t token, member string) {
	if t.typ == jx.Null || r.options.BlankIsAbsent && t.typ == jx.String && n.kind != kindText && n.kind != kindOptText &&
		len(bytes.TrimSpace(t.text)) == 0 {
		return
	}
	switch n.kind {
	case kindText:
		v.SetString(r.keep(t.text))
	case kindOptText:
		*v.Addr().Interface().(*Text) = Text{Value: r.keep(t.text), Set: true}
	case kindBool:
		if value, ok := t.bool(); ok {
			v.SetBool(value)
			return
		}
		r.reject(member, "is not true or false")
	case kindOptBool:
		if value, ok := t.bool(); ok {
			*v.Addr().Interface().(*Bool) = Bool{Value: value, Set: true}
			return
		}
		r.reject(member, "is not true or false")
	case kindInt:
		if value, ok := r.integer(t, member); ok {
			if v.OverflowInt(value) {
				r.reject(member, "is too large")
				return
			}
			v.SetInt(value)
		}
	case kindOptInt:
		if value, ok := r.integer(t, member); ok {
			*v.Addr().Interface().(*Int) = Int{Value: value, Set: true}
		}
	case kindDecimal:
		if value, ok := r.decimal(t, member); ok {
			*v.Addr().Interface().(*backoffice.Decimal) = value
		}
	case kindTime:
		r.time(v.Addr().Interface().(*backoffice.Time), t, member)
	case kindDate:
		r.date(v.Addr().Interface().(*backoffice.Date), t, member)
	case kindObject:
		r.reject(member, "is not an object")
	default:
		r.reject(member, "has the wrong type")
	}
}

func (t token) bool() (value, ok bool) {
	switch {
	case t.typ == jx.Bool:
		return t.text[0] == 't', true
	case t.typ == jx.Number:
		return false, false
	case bytes.EqualFold(t.text, wordTrue):
		return true, true
	case bytes.EqualFold(t.text, wordFalse):
		return false, true
	}
	return false, false
}

func (r *reader) decimal(t token, member string) (backoffice.Decimal, bool) {
	if t.typ == jx.Bool {
		r.reject(member, "is not a number")
		return backoffice.Decimal{}, false
	}
	value, err := backoffice.ParseDecimal(string(bytes.TrimSpace(t.text)))
	if err != nil {
		r.reject(member, err.Error())
		return backoffice.Decimal{}, false
	}
	return value, true
}

// integer reads a whole number. 100.0 is one, because a decimal column comes
// with as many zeros as its scale.
func (r *reader) integer(t token, member string) (int64, bool) {
	value, ok := r.decimal(t, member)
	if !ok {
		return 0, false
	}
	whole, ok := value.Int64()
	if !ok {
		r.reject(member, "is not a whole number of 64 bits")
	}
	return whole, ok
}

func (r *reader) time(dst *backoffice.Time, t token, member string) {
	text := bytes.TrimSpace(t.text)
	if t.typ != jx.String {
		r.reject(member, "is not a date-time")
		return
	}
	if len(text) == 0 {
		*dst = backoffice.Time{}
		return
	}
	value, err := backoffice.ParseTime(string(text))
	if err != nil {
		r.reject(member, err.Error())
		return
	}
	*dst = value
}

func (r *reader) date(dst *backoffice.Date, t token, member string) {
	if t.typ != jx.String {
		r.reject(member, "is not a date")
		return
	}
	if err := dst.UnmarshalText(bytes.TrimSpace(t.text)); err != nil {
		r.reject(member, err.Error())
	}
}
