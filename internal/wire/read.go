package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-faster/jx"
)

// Document is the body of an answer, held twice: as bytes to read from, and as
// a text that the strings of the result share.
type Document struct {
	Bytes []byte
	Text  string
}

// NewDocument returns the document with the given body.
func NewDocument(body []byte) Document {
	return Document{Bytes: body, Text: string(body)}
}

// Reading failures. The texts quote nothing of the document.
var (
	ErrEmpty     = errors.New("the body is empty")
	ErrTruncated = errors.New("the body is cut off")
	ErrSyntax    = errors.New("the body is not valid JSON")
	ErrNotObject = errors.New("the body is not a JSON object")
	ErrTrailing  = errors.New("the body goes on after its end")
)

// ConflictError tells of a control member that occurs twice with two values.
type ConflictError struct{ Member string }

func (e *ConflictError) Error() string {
	return "the body holds two different members " + e.Member
}

// ValueError tells of a member whose value does not fit. The rest of the
// document was read.
type ValueError struct {
	Member string
	Reason string
}

func (e *ValueError) Error() string { return "member " + e.Member + ": " + e.Reason }

// Options changes how a document is read.
type Options struct {
	// TrimRight removes trailing blanks from every text, for systems that send
	// columns of fixed width.
	TrimRight bool
}

// Read reads a document that is a JSON object into dst, a pointer to a struct.
//
// A *ValueError is reported after the rest of the document was read, so the
// other members of dst are good; after any other error dst is worthless.
func Read(doc Document, dst any, options Options) error {
	if bom := []byte("\uFEFF"); bytes.HasPrefix(doc.Bytes, bom) {
		doc = Document{Bytes: doc.Bytes[len(bom):], Text: doc.Text[len(bom):]}
	}
	if len(bytes.TrimLeft(doc.Bytes, " \t\r\n")) == 0 {
		return ErrEmpty
	}
	r := readers.Get().(*reader)
	defer r.release()
	r.begin(doc, options)
	v := reflect.ValueOf(dst).Elem()
	if r.d.Next() != jx.Object {
		if err := r.d.Skip(); err != nil {
			return syntaxError(err)
		}
		return ErrNotObject
	}
	if err := r.object(planOf(v.Type()), v); err != nil {
		return r.fail(err)
	}
	if err := r.d.Skip(); !errors.Is(err, io.EOF) {
		return ErrTrailing
	}
	if r.first != nil {
		return r.first
	}
	return nil
}

// reader reads one document.
type reader struct {
	d         jx.Decoder
	doc       Document
	options   Options
	validUTF8 bool
	refs      references
	conflict  *ConflictError
	first     *ValueError
}

var readers = sync.Pool{New: func() any { return new(reader) }}

func (r *reader) begin(doc Document, options Options) {
	r.d.ResetBytes(doc.Bytes)
	r.doc = doc
	r.options = options
	r.validUTF8 = utf8.Valid(doc.Bytes)
	r.refs.enabled = strings.Contains(doc.Text, `"$ref"`)
}

// release forgets the document, so that the pool keeps none alive.
func (r *reader) release() {
	*r = reader{}
	readers.Put(r)
}

// reject notes the first value that does not fit.
func (r *reader) reject(member, reason string) {
	if r.first == nil {
		r.first = &ValueError{Member: member, Reason: reason}
	}
}

// errConflict stops the reader; the details are in reader.conflict.
var errConflict = errors.New("conflict")

func (r *reader) fail(err error) error {
	if r.conflict != nil {
		return r.conflict
	}
	return syntaxError(err)
}

func syntaxError(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return ErrTruncated
	}
	return ErrSyntax
}

// object reads the members of an object into the struct v.
func (r *reader) object(p *plan, v reflect.Value) error {
	next := 0
	var seen controls
	return r.d.ObjBytes(func(_ *jx.Decoder, name []byte) error {
		if len(name) > 0 && name[0] == '$' {
			return r.d.Skip() // Json.NET adds these; resolve has read them
		}
		if next >= len(p.fields) || p.fields[next].name != string(name) {
			if next = p.find(name); next < 0 {
				next = len(p.fields)
				return r.skip()
			}
		}
		f := &p.fields[next]
		next++
		if f.control {
			return r.control(f, v.Field(f.index), &seen)
		}
		return r.value(f.node, v.Field(f.index), f.name)
	})
}

// controls remembers the control members of one object.
type controls struct {
	count   int
	members [maxControls]controlMember
}

// maxControls is how many control members a struct may have.
const maxControls = 4

type controlMember struct {
	name  string
	value token
}

// control reads a control member and compares it with an earlier one.
func (r *reader) control(f *field, v reflect.Value, seen *controls) error {
	current := controlMember{name: f.name}
	if isScalar(r.d.Next()) {
		t, err := r.scalar()
		if err != nil {
			return err
		}
		current.value = t
		r.assign(f.node, v, t, f.name)
	} else {
		current.value = token{typ: jx.Object}
		if err := r.value(f.node, v, f.name); err != nil {
			return err
		}
	}
	for _, earlier := range seen.members[:seen.count] {
		if earlier.name != f.name {
			continue
		}
		if earlier.value != current.value || current.value.typ == jx.Object {
			r.conflict = &ConflictError{Member: f.name}
			return errConflict
		}
		return nil
	}
	seen.members[seen.count] = current
	seen.count++
	return nil
}

// value reads any value into v.
func (r *reader) value(n *node, v reflect.Value, member string) error {
	switch n.kind {
	case kindSkip:
		return r.skip()
	case kindCustom:
		return r.custom(v, member)
	case kindObject:
		return r.inline(n, v, member)
	case kindList:
		return r.list(n, v, member)
	case kindMap:
		return r.mapping(n, v, member)
	case kindPointer:
		return r.pointer(n, v, member)
	}
	if !isScalar(r.d.Next()) {
		r.reject(member, "is not a single value")
		return r.d.Skip()
	}
	t, err := r.scalar()
	if err != nil {
		return err
	}
	r.assign(n, v, t, member)
	return nil
}

func (r *reader) custom(v reflect.Value, member string) error {
	raw, err := r.d.Raw()
	if err != nil {
		return err
	}
	if err := v.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(raw); err != nil {
		r.reject(member, err.Error())
	}
	return nil
}

// inline reads an object into a struct that is a value, not a pointer.
func (r *reader) inline(n *node, v reflect.Value, member string) error {
	switch r.d.Next() {
	case jx.Object:
		if !r.refs.enabled {
			return r.object(n.plan, v)
		}
		target, err := r.referable(n, member)
		if err == nil && target.IsValid() {
			v.Set(target.Elem())
		}
		return err
	case jx.Null:
		return r.d.Null()
	case jx.String:
		if n.plan.bare >= 0 {
			f := &n.plan.fields[n.plan.bare]
			return r.value(f.node, v.Field(f.index), f.name)
		}
	}
	r.reject(member, "is not an object")
	return r.d.Skip()
}

func (r *reader) pointer(n *node, v reflect.Value, member string) error {
	next := r.d.Next()
	if next == jx.Null {
		v.SetZero()
		return r.d.Null()
	}
	if next == jx.Object && n.elem.kind == kindObject && r.refs.enabled {
		target, err := r.referable(n.elem, member)
		if err == nil && target.IsValid() {
			v.Set(target)
		}
		return err
	}
	if v.IsNil() {
		v.Set(reflect.New(n.elem.typ))
	}
	return r.value(n.elem, v.Elem(), member)
}

func (r *reader) list(n *node, v reflect.Value, member string) error {
	switch r.d.Next() {
	case jx.Array:
	case jx.Null:
		v.SetZero()
		return r.d.Null()
	default:
		r.reject(member, "is not a list")
		return r.d.Skip()
	}
	v.Set(reflect.MakeSlice(n.typ, 0, 0))
	return r.d.Arr(func(*jx.Decoder) error {
		last := v.Len()
		v.Grow(1)
		v.SetLen(last + 1)
		return r.value(n.elem, v.Index(last), member)
	})
}

func (r *reader) mapping(n *node, v reflect.Value, member string) error {
	switch r.d.Next() {
	case jx.Object:
	case jx.Null:
		v.SetZero()
		return r.d.Null()
	default:
		r.reject(member, "is not an object")
		return r.d.Skip()
	}
	v.Set(reflect.MakeMap(n.typ))
	return r.d.ObjBytes(func(_ *jx.Decoder, name []byte) error {
		key := reflect.ValueOf(string(name)).Convert(n.typ.Key())
		if len(name) > 0 && name[0] == '$' {
			return r.d.Skip()
		}
		elem := reflect.New(n.elem.typ).Elem()
		if err := r.value(n.elem, elem, member); err != nil {
			return err
		}
		v.SetMapIndex(key, elem)
		return nil
	})
}

// skip passes over a value, but remembers the objects in it that a reference
// elsewhere may name.
func (r *reader) skip() error {
	if !r.refs.enabled {
		return r.d.Skip()
	}
	raw, err := r.d.Raw()
	if err != nil {
		return err
	}
	r.refs.index(raw, 0)
	return nil
}
