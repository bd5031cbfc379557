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

var (
	byteOrderMark = []byte("\uFEFF")
	referenceName = []byte(`$ref"`)
	escapedDollar = []byte(`\u0024`)
)

// Options changes how a document is read.
type Options struct {
	// TrimRight removes trailing blanks from every text, for systems that send
	// columns of fixed width.
	TrimRight bool
	// BlankIsAbsent reads a blank text as null where a number, a truth value or
	// an object is expected, for systems whose types are not documented.
	BlankIsAbsent bool
}

// Read reads a document that is a JSON object into dst, a pointer to a struct.
// dst keeps no part of the document, which may be overwritten afterwards.
//
// A *ValueError is reported after the rest of the document was read, so the
// other members of dst are good; after any other error dst is worthless.
func Read(doc []byte, dst any, options Options) error {
	doc = bytes.TrimPrefix(doc, byteOrderMark)
	r := readers.Get().(*reader)
	defer r.release()
	r.begin(doc, options)
	switch r.space() {
	case '{':
	case 0:
		if r.pos == len(doc) {
			return ErrEmpty
		}
		return ErrSyntax
	default:
		if err := r.scanner.skip(); err != nil {
			return err
		}
		return ErrNotObject
	}
	v := reflect.ValueOf(dst).Elem()
	if err := r.object(planOf(v.Type()), v); err != nil {
		return err
	}
	if r.space(); r.pos < len(doc) {
		return ErrTrailing
	}
	if r.first != nil {
		return r.first
	}
	return nil
}

// reader reads one document.
type reader struct {
	scanner
	options   Options
	chunk     strings.Builder // see keep
	validUTF8 bool
	depth     int
	refs      references
	first     *ValueError
}

var readers = sync.Pool{New: func() any { return new(reader) }}

func (r *reader) begin(doc []byte, options Options) {
	r.doc = doc
	r.options = options
	r.validUTF8 = utf8.Valid(doc)
	r.refs.enabled = bytes.Contains(doc, referenceName) || bytes.Contains(doc, escapedDollar)
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

func syntaxError(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return ErrTruncated
	}
	return ErrSyntax
}

// object reads the members of an object into the struct v.
func (r *reader) object(p *plan, v reflect.Value) error {
	if r.depth++; r.depth > maxDepth {
		return errDepth
	}
	r.pos++ // the brace
	if r.space() == '}' {
		r.pos++
		r.depth--
		return nil
	}
	var seen controls
	for next, more := 0, true; more; {
		f, err := r.member(p, next)
		if err != nil {
			return err
		}
		switch {
		case f == nil:
			next = len(p.fields)
			err = r.skip()
		case f.control:
			next = f.position + 1
			err = r.control(f, v.Field(f.index), &seen)
		default:
			next = f.position + 1
			err = r.value(f.node, v.Field(f.index), f.name)
		}
		if err != nil {
			return err
		}
		if more, err = r.more('}'); err != nil {
			return err
		}
	}
	r.depth--
	return nil
}

// member reads a name and its colon, and returns the field it belongs to, nil if
// there is none. Documents keep to an order, so the next field is tried first.
func (r *reader) member(p *plan, next int) (*field, error) {
	if next < len(p.fields) {
		f := &p.fields[next]
		if end := r.pos + len(f.quoted); end <= len(r.doc) && string(r.doc[r.pos:end]) == f.quoted {
			r.pos = end
			return f, nil
		}
	}
	name, err := r.name()
	if err != nil || isAdded(name) {
		return nil, err // Json.NET adds these; referable has read them
	}
	if i := p.find(name); i >= 0 {
		return &p.fields[i], nil
	}
	return nil, nil
}

// name reads the name of a member and its colon.
func (r *reader) name() ([]byte, error) {
	name, err := r.scanner.text()
	if err != nil {
		return nil, err
	}
	return name, r.expect(':')
}

// isAdded reports whether a member is one that Json.NET adds to each object.
func isAdded(name []byte) bool { return len(name) > 0 && name[0] == '$' }

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
	current := controlMember{name: f.name, value: token{typ: jx.Object}}
	if c := r.space(); c == '{' || c == '[' {
		if err := r.value(f.node, v, f.name); err != nil {
			return err
		}
	} else {
		t, err := r.token()
		if err != nil {
			return err
		}
		current.value = t
		r.assign(f.node, v, t, f.name)
	}
	for _, earlier := range seen.members[:seen.count] {
		if earlier.name != f.name {
			continue
		}
		if !earlier.value.equal(current.value) || current.value.typ == jx.Object {
			return &ConflictError{Member: f.name}
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
	switch r.space() {
	case '{', '[':
		return r.unfit(member, "is not a single value")
	case '"':
		text, err := r.text()
		if err != nil {
			return err
		}
		if n.kind == kindText {
			v.SetString(r.keep(text))
			return nil
		}
		r.assign(n, v, token{jx.String, text}, member)
		return nil
	}
	t, err := r.scalar()
	if err != nil {
		return err
	}
	r.assign(n, v, t, member)
	return nil
}

// unfit rejects the value that comes next and passes over it.
func (r *reader) unfit(member, reason string) error {
	r.reject(member, reason)
	return r.skip()
}

func (r *reader) custom(v reflect.Value, member string) error {
	raw, err := r.raw()
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
	switch c := r.space(); {
	case c == '{' && !r.refs.enabled:
		return r.object(n.plan, v)
	case c == '{':
		target, err := r.referable(n, member)
		if err == nil && target.IsValid() {
			v.Set(target.Elem())
		}
		return err
	case c == 'n':
		return r.literal("null")
	case c == '"' && n.plan.bare >= 0:
		f := &n.plan.fields[n.plan.bare]
		return r.value(f.node, v.Field(f.index), f.name)
	}
	return r.unfit(member, "is not an object")
}

func (r *reader) pointer(n *node, v reflect.Value, member string) error {
	switch c := r.space(); {
	case c == 'n':
		v.SetZero()
		return r.literal("null")
	case c == '{' && n.elem.kind == kindObject && r.refs.enabled:
		target, err := r.referable(n.elem, member)
		if err == nil && target.IsValid() {
			v.Set(target)
		}
		return err
	}
	if r.options.BlankIsAbsent && n.elem.kind != kindText && r.space() == '"' {
		return r.quoted(n, v, member)
	}
	if v.IsNil() {
		v.Set(reflect.New(n.elem.typ))
	}
	return r.value(n.elem, v.Elem(), member)
}

// quoted reads a text behind a pointer, which a blank one leaves nil.
func (r *reader) quoted(n *node, v reflect.Value, member string) error {
	text, err := r.text()
	switch {
	case err != nil:
		return err
	case len(bytes.TrimSpace(text)) == 0:
		v.SetZero()
		return nil
	}
	target := reflect.New(n.elem.typ)
	r.assign(n.elem, target.Elem(), token{jx.String, text}, member)
	v.Set(target)
	return nil
}

func (r *reader) list(n *node, v reflect.Value, member string) error {
	switch r.space() {
	case '[':
	case 'n':
		v.SetZero()
		return r.literal("null")
	default:
		return r.unfit(member, "is not a list")
	}
	r.pos++
	v.Set(reflect.MakeSlice(n.typ, 0, 0))
	if r.space() == ']' {
		r.pos++
		return nil
	}
	for more := true; more; {
		start := r.pos
		last := v.Len()
		if last == v.Cap() {
			v.Grow(1)
		}
		v.SetLen(last + 1)
		err := r.value(n.elem, v.Index(last), member)
		if err != nil {
			return err
		}
		if more, err = r.more(']'); err != nil {
			return err
		}
		if last == 0 && more {
			v.Grow(r.expected(n, r.pos-start))
		}
	}
	return nil
}

// expected returns how many elements of the given length the rest of the
// document may hold. The memory for them is bounded by the document's own size,
// because a first element that is short by chance, or malice, promises too many.
func (r *reader) expected(n *node, length int) int {
	rest := len(r.doc) - r.pos
	room := 2 * len(r.doc) / max(1, int(n.elem.typ.Size()))
	return min(rest/length+1, room)
}

// mapping reads an object into a map of texts.
func (r *reader) mapping(n *node, v reflect.Value, member string) error {
	switch r.space() {
	case '{':
	case 'n':
		v.SetZero()
		return r.literal("null")
	default:
		return r.unfit(member, "is not an object")
	}
	r.pos++
	v.Set(reflect.MakeMap(n.typ))
	if r.space() == '}' {
		r.pos++
		return nil
	}
	for more := true; more; {
		if err := r.entry(n, v, member); err != nil {
			return err
		}
		var err error
		if more, err = r.more('}'); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) entry(n *node, v reflect.Value, member string) error {
	name, err := r.name()
	if err != nil {
		return err
	}
	if isAdded(name) {
		return r.skip()
	}
	key := r.keep(name)
	elem := reflect.New(n.elem.typ).Elem()
	if err := r.value(n.elem, elem, member); err != nil {
		return err
	}
	v.SetMapIndex(reflect.ValueOf(key).Convert(n.typ.Key()), elem)
	return nil
}

// skip passes over a value, but remembers the objects in it that a reference
// elsewhere may name.
func (r *reader) skip() error {
	if !r.refs.enabled {
		return r.scanner.skip()
	}
	r.space()
	start := r.pos
	raw, err := r.raw()
	if err == nil {
		r.refs.index(raw, start, 0)
	}
	return err
}
