package wire

import (
	"bytes"
	"reflect"

	"github.com/go-faster/jx"
)

// references resolves the $id and $ref members that Json.NET writes when one
// object is reachable twice. It works only for documents that hold a "$ref";
// all others pay nothing for it.
type references struct {
	enabled bool
	// objects holds a pointer to each object read so far.
	objects map[string]reflect.Value
	// skipped holds where the objects are inside members that no struct has a
	// field for.
	skipped map[string]int
}

// maxSkippedDepth bounds the search for objects in skipped members, whose cost
// grows with depth.
const maxSkippedDepth = 32

// referable reads an object that may be a reference, or be referred to. It
// returns a pointer to it, or the zero Value if there is none.
func (r *reader) referable(n *node, member string) (reflect.Value, error) {
	start := r.pos
	meta, err := r.meta()
	if err != nil {
		return reflect.Value{}, err
	}
	r.pos = start
	if meta.isRef {
		if err := r.scanner.skip(); err != nil {
			return reflect.Value{}, err
		}
		return r.lookUp(n, meta, member)
	}
	target := reflect.New(n.typ)
	if meta.hasID && !r.refs.add(meta.id, target) {
		r.reject(member, "repeats an object id")
		return reflect.Value{}, r.scanner.skip()
	}
	return target, r.object(n.plan, target.Elem())
}

func (r *reader) lookUp(n *node, meta metaMembers, member string) (reflect.Value, error) {
	if meta.others {
		r.reject(member, "is a reference with members of its own")
		return reflect.Value{}, nil
	}
	if target, ok := r.refs.objects[meta.ref]; ok {
		if target.Type() != reflect.PointerTo(n.typ) {
			r.reject(member, "refers to an object of another type")
			return reflect.Value{}, nil
		}
		return target, nil
	}
	if start, ok := r.refs.skipped[meta.ref]; ok {
		delete(r.refs.skipped, meta.ref)
		after := r.pos
		r.pos = start
		target, err := r.referable(n, member)
		r.pos = after
		return target, err
	}
	r.reject(member, "refers to an object that is not there")
	return reflect.Value{}, nil
}

// metaMembers are the members of an object that Json.NET adds.
type metaMembers struct {
	id, ref      string
	hasID, isRef bool
	others       bool
}

// meta looks at the members that come first in an object, and leaves the
// position somewhere in it. Json.NET writes its own members before all others.
func (r *reader) meta() (meta metaMembers, err error) {
	r.pos++ // the brace
	if r.space() == '}' {
		return meta, nil
	}
	for more := true; more; {
		name, err := r.name()
		if err != nil {
			return meta, err
		}
		if name != "$id" && name != "$ref" || r.space() != '"' {
			meta.others = true
			return meta, nil
		}
		value, err := r.scanner.text()
		if err != nil {
			return meta, err
		}
		if name == "$id" {
			meta.id, meta.hasID = value, true
		} else {
			meta.ref, meta.isRef = value, true
		}
		if more, err = r.more('}'); err != nil {
			return meta, err
		}
	}
	return meta, nil
}

func (refs *references) add(id string, target reflect.Value) bool {
	if _, ok := refs.objects[id]; ok {
		return false
	}
	if refs.objects == nil {
		refs.objects = make(map[string]reflect.Value)
	}
	refs.objects[id] = target
	return true
}

// index remembers the objects inside a skipped value, which stands at the given
// position of the document and is well formed.
func (refs *references) index(raw []byte, position, depth int) {
	if depth > maxSkippedDepth || len(raw) == 0 {
		return
	}
	d := jx.DecodeBytes(raw)
	inner := func(d *jx.Decoder) error {
		value, err := d.Raw()
		if err == nil {
			trimmed := bytes.TrimLeft(value, " \t\r\n")
			refs.index(trimmed, position+cap(raw)-cap(trimmed), depth+1)
		}
		return err
	}
	switch raw[0] {
	case '[':
		_ = d.Arr(inner)
	case '{':
		_ = d.ObjBytes(func(d *jx.Decoder, name []byte) error {
			if string(name) != "$id" || d.Next() != jx.String {
				return inner(d)
			}
			id, err := d.Str()
			if refs.skipped == nil {
				refs.skipped = make(map[string]int)
			}
			refs.skipped[id] = position
			return err
		})
	}
}
