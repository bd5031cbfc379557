package wire

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/backoffice-sdk/backoffice"
)

// kind says how a value is read and written.
type kind uint8

const (
	kindText kind = iota
	kindBool
	kindInt
	kindDecimal
	kindTime
	kindDate
	kindPointer
	kindObject
	kindList
	kindMap
	kindCustom
	kindSkip
	kindOptInt
	kindOptBool
	kindOptText
)

// Int is a number that may be absent or null.
type Int struct {
	Value int64
	Set   bool
}

// Bool is a truth value that may be absent or null.
type Bool struct {
	Value bool
	Set   bool
}

// Text is a text that may be absent or null.
type Text struct {
	Value string
	Set   bool
}

// Skip takes any value and keeps nothing.
type Skip struct{}

// node is the plan of one type.
type node struct {
	kind kind
	typ  reflect.Type
	elem *node // of kindPointer, kindList and kindMap
	plan *plan // of kindObject
}

// field is the plan of one struct field.
type field struct {
	node     *node
	name     string
	quoted   string // the name as it usually stands in a document
	also     string
	goName   string
	index    int // in the struct
	position int // in the plan
	omit     bool
	control  bool
	ignored  bool
	rules    rules
}

// plan is the plan of one struct type.
type plan struct {
	typ    reflect.Type
	fields []field
	exact  map[string]int
	folded map[string]int
	bare   int // the field a bare string fills, or -1
}

var knownTypes = map[reflect.Type]kind{
	reflect.TypeFor[backoffice.Decimal](): kindDecimal,
	reflect.TypeFor[backoffice.Time]():    kindTime,
	reflect.TypeFor[backoffice.Date]():    kindDate,
	reflect.TypeFor[Int]():                kindOptInt,
	reflect.TypeFor[Bool]():               kindOptBool,
	reflect.TypeFor[Text]():               kindOptText,
	reflect.TypeFor[Skip]():               kindSkip,
}

var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

// plans caches the plan of each struct type.
var plans sync.Map // reflect.Type → *plan

func planOf(typ reflect.Type) *plan {
	if p, ok := plans.Load(typ); ok {
		return p.(*plan)
	}
	p, _ := plans.LoadOrStore(typ, newPlan(typ, map[reflect.Type]*plan{}))
	return p.(*plan)
}

// newPlan plans a struct type. building holds the plans under construction, so
// that a type may contain itself.
func newPlan(typ reflect.Type, building map[reflect.Type]*plan) *plan {
	if p, ok := building[typ]; ok {
		return p
	}
	p := &plan{typ: typ, exact: map[string]int{}, folded: map[string]int{}, bare: -1}
	building[typ] = p
	for i := range typ.NumField() {
		sf := typ.Field(i)
		name, options, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		f := field{
			node:     newNode(sf.Type, building),
			name:     name,
			quoted:   strconv.Quote(name) + ":",
			position: len(p.fields),
			also:     sf.Tag.Get("also"),
			goName:   sf.Name,
			index:    i,
			omit:     options == "omitempty",
			rules:    parseRules(sf.Tag.Get("check")),
		}
		switch sf.Tag.Get("wire") {
		case "control":
			f.control = true
		case "bare":
			p.bare = len(p.fields)
		case "overwritten":
			f.ignored = true
		}
		p.exact[name] = len(p.fields)
		p.folded[foldASCII(name)] = len(p.fields)
		p.fields = append(p.fields, f)
	}
	if count := countControls(p); count > maxControls {
		panic("wire: too many control members in " + typ.String())
	}
	return p
}

func countControls(p *plan) int {
	count := 0
	for i := range p.fields {
		if p.fields[i].control {
			count++
		}
	}
	return count
}

func newNode(typ reflect.Type, building map[reflect.Type]*plan) *node {
	n := &node{typ: typ}
	if known, ok := knownTypes[typ]; ok {
		n.kind = known
		return n
	}
	if reflect.PointerTo(typ).Implements(unmarshaler) {
		n.kind = kindCustom
		return n
	}
	switch typ.Kind() {
	case reflect.String:
		n.kind = kindText
	case reflect.Bool:
		n.kind = kindBool
	case reflect.Int, reflect.Int32, reflect.Int64:
		n.kind = kindInt
	case reflect.Pointer:
		n.kind = kindPointer
		n.elem = newNode(typ.Elem(), building)
	case reflect.Slice:
		n.kind = kindList
		n.elem = newNode(typ.Elem(), building)
	case reflect.Map:
		n.kind = kindMap
		n.elem = newNode(typ.Elem(), building)
	case reflect.Struct:
		n.kind = kindObject
		n.plan = newPlan(typ, building)
	default:
		panic("wire: no plan for type " + typ.String())
	}
	return n
}

// find returns the index of the field a member name belongs to, or -1. Case is
// ignored, as Json.NET does, but for ASCII letters alone.
func (p *plan) find(name string) int {
	if i, ok := p.exact[name]; ok {
		return i
	}
	var buffer [64]byte
	if len(name) > len(buffer) {
		return -1
	}
	folded := buffer[:len(name)]
	for i := range len(name) {
		c := name[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		folded[i] = c
	}
	if i, ok := p.folded[string(folded)]; ok {
		return i
	}
	return -1
}

func foldASCII(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}
