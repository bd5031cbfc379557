package wire

import (
	"encoding"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/go-faster/jx"
	"github.com/google/go-querystring/query"
)

// AppendJSON appends request, a pointer to a struct or a slice, as JSON. A nil
// slice is [].
func AppendJSON(dst []byte, request any) []byte {
	w := jx.GetWriter()
	defer jx.PutWriter(w)
	v := reflect.ValueOf(request).Elem()
	if v.Kind() == reflect.Struct {
		planOf(v.Type()).writeJSON(w, v)
	} else {
		writeList(w, &node{kind: kindObject, typ: v.Type().Elem(), plan: planOf(v.Type().Elem())}, v)
	}
	return append(dst, w.Buf...)
}

func (p *plan) writeJSON(w *jx.Writer, v reflect.Value) {
	w.ObjStart()
	first := true
	for i := range p.fields {
		f := &p.fields[i]
		value := v.Field(f.index)
		if f.omit && value.IsZero() {
			continue
		}
		for _, name := range [...]string{f.name, f.also} {
			if name == "" {
				continue
			}
			if !first {
				w.Comma()
			}
			first = false
			w.FieldStart(name)
			writeValue(w, f.node, value, &f.rules)
		}
	}
	w.ObjEnd()
}

func writeValue(w *jx.Writer, n *node, v reflect.Value, r *rules) {
	switch n.kind {
	case kindText:
		w.Str(canonicalText(v.String(), r))
	case kindBool:
		w.Bool(v.Bool())
	case kindInt:
		w.Int64(v.Int())
	case kindDecimal:
		w.Buf, _ = v.Addr().Interface().(*backoffice.Decimal).AppendText(w.Buf)
	case kindTime:
		writeText(w, v.Addr().Interface().(*backoffice.Time))
	case kindDate:
		writeText(w, v.Addr().Interface().(*backoffice.Date))
	case kindPointer:
		if v.IsNil() {
			w.Null()
			return
		}
		writeValue(w, n.elem, v.Elem(), r)
	case kindObject:
		n.plan.writeJSON(w, v)
	case kindList:
		writeList(w, n.elem, v)
	case kindMap:
		writeMap(w, n.elem, v)
	default:
		panic("wire: cannot write type " + n.typ.String())
	}
}

// writeText writes a value whose text needs no escapes.
func writeText(w *jx.Writer, value encoding.TextAppender) {
	w.Buf = append(w.Buf, '"')
	w.Buf, _ = value.AppendText(w.Buf)
	w.Buf = append(w.Buf, '"')
}

func writeList(w *jx.Writer, elem *node, v reflect.Value) {
	w.ArrStart()
	for i := range v.Len() {
		if i > 0 {
			w.Comma()
		}
		writeValue(w, elem, v.Index(i), nil)
	}
	w.ArrEnd()
}

// writeMap writes a map of texts, sorted.
func writeMap(w *jx.Writer, elem *node, v reflect.Value) {
	w.ObjStart()
	for i, key := range sortedKeys(v) {
		if i > 0 {
			w.Comma()
		}
		w.FieldStart(key.String())
		writeValue(w, elem, v.MapIndex(key), nil)
	}
	w.ObjEnd()
}

func sortedKeys(v reflect.Value) []reflect.Value {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}

func canonicalText(text string, r *rules) string {
	if r != nil && r.oneOf != nil {
		return r.canonical(text)
	}
	return text
}

// Values returns request, a pointer to a struct of single values, as the
// parameters of a query or a form. go-querystring collects them; it asks the
// arguments to encode themselves, because its own reflection pays for every
// declared field, and silently drops types it does not know.
func Values(request any) (url.Values, error) {
	return query.Values(struct {
		Arguments arguments `url:"arguments"`
	}{arguments{request}})
}

// arguments implements [query.Encoder] with the plan of any request type.
type arguments struct{ request any }

// EncodeValues implements [query.Encoder].
func (a arguments) EncodeValues(_ string, values *url.Values) error {
	v := reflect.ValueOf(a.request).Elem()
	p := planOf(v.Type())
	for i := range p.fields {
		f := &p.fields[i]
		value := v.Field(f.index)
		if f.omit && value.IsZero() || value.Kind() == reflect.Pointer && value.IsNil() {
			continue
		}
		text := f.plain(f.node, value)
		values.Set(f.name, text)
		if f.also != "" {
			values.Set(f.also, text)
		}
	}
	return nil
}

// plain returns a single value as text.
func (f *field) plain(n *node, v reflect.Value) string {
	switch n.kind {
	case kindText:
		return canonicalText(v.String(), &f.rules)
	case kindBool:
		return strconv.FormatBool(v.Bool())
	case kindInt:
		return strconv.FormatInt(v.Int(), 10)
	case kindDecimal:
		return v.Addr().Interface().(*backoffice.Decimal).String()
	case kindTime:
		return v.Addr().Interface().(*backoffice.Time).String()
	case kindDate:
		return v.Addr().Interface().(*backoffice.Date).String()
	case kindPointer:
		return f.plain(n.elem, v.Elem())
	}
	panic("wire: type " + n.typ.String() + " has no plain form")
}

// EncodeQuery returns values as a query string or form, with a blank as %20. A
// plus sign in a value is %2B already, so nothing else is touched.
func EncodeQuery(values url.Values) string {
	return strings.ReplaceAll(values.Encode(), "+", "%20")
}
