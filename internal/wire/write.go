package wire

import (
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
	v := reflect.ValueOf(request).Elem()
	return appendValue(dst, newOrCachedNode(v.Type()), v, nil)
}

// newOrCachedNode returns a node for the outermost value; the plans of structs
// below it are cached.
func newOrCachedNode(typ reflect.Type) *node {
	if typ.Kind() == reflect.Struct {
		return &node{kind: kindObject, typ: typ, plan: planOf(typ)}
	}
	return &node{kind: kindList, typ: typ, elem: &node{kind: kindObject, typ: typ.Elem(), plan: planOf(typ.Elem())}}
}

func (p *plan) appendJSON(dst []byte, v reflect.Value) []byte {
	dst = append(dst, '{')
	first := true
	member := func(name string, f *field, value reflect.Value) {
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = appendString(dst, name)
		dst = append(dst, ':')
		dst = appendValue(dst, f.node, value, &f.rules)
	}
	for i := range p.fields {
		f := &p.fields[i]
		value := v.Field(f.index)
		if f.omit && value.IsZero() {
			continue
		}
		member(f.name, f, value)
		if f.also != "" {
			member(f.also, f, value)
		}
	}
	return append(dst, '}')
}

func appendValue(dst []byte, n *node, v reflect.Value, r *rules) []byte {
	switch n.kind {
	case kindText:
		return appendString(dst, canonicalText(v.String(), r))
	case kindBool:
		return strconv.AppendBool(dst, v.Bool())
	case kindInt:
		return strconv.AppendInt(dst, v.Int(), 10)
	case kindDecimal:
		dst, _ = v.Interface().(backoffice.Decimal).AppendText(dst)
		return dst
	case kindTime:
		return appendString(dst, v.Interface().(backoffice.Time).String())
	case kindDate:
		return appendString(dst, v.Interface().(backoffice.Date).String())
	case kindPointer:
		if v.IsNil() {
			return append(dst, "null"...)
		}
		return appendValue(dst, n.elem, v.Elem(), r)
	case kindObject:
		return n.plan.appendJSON(dst, v)
	case kindList:
		return appendList(dst, n, v)
	case kindMap:
		return appendMap(dst, n, v)
	}
	panic("wire: cannot write type " + n.typ.String())
}

func appendList(dst []byte, n *node, v reflect.Value) []byte {
	dst = append(dst, '[')
	for i := range v.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendValue(dst, n.elem, v.Index(i), nil)
	}
	return append(dst, ']')
}

func appendMap(dst []byte, n *node, v reflect.Value) []byte {
	dst = append(dst, '{')
	for i, key := range sortedKeys(v) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, key.String())
		dst = append(dst, ':')
		dst = appendValue(dst, n.elem, v.MapIndex(key), nil)
	}
	return append(dst, '}')
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

func appendString(dst []byte, text string) []byte {
	w := jx.Writer{Buf: dst}
	w.Str(text)
	return w.Buf
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
		return v.Interface().(backoffice.Decimal).String()
	case kindTime:
		return v.Interface().(backoffice.Time).String()
	case kindDate:
		return v.Interface().(backoffice.Date).String()
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
