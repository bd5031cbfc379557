package wire

import (
	"errors"
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
	// skipped holds the objects inside members that no struct has a field for.
	skipped map[string][]byte
}

// maxSkippedDepth bounds the search for objects in skipped members, whose cost
// grows with depth.
const maxSkippedDepth = 32

// referable reads an object that may be a reference, or be referred to. It
// returns a pointer to it, or the zero Value if there is none.
func (r *reader) referable(n *node, member string) (reflect.Value, error) {
	raw, err := r.d.Raw()
	if err != nil {
		return reflect.Value{}, err
	}
	return r.resolve(n, raw, member)
}

func (r *reader) resolve(n *node, raw []byte, member string) (reflect.Value, error) {
	meta := readMeta(raw)
	if meta.isRef {
		return r.lookUp(n, meta, member)
	}
	target := reflect.New(n.typ)
	if meta.hasID && !r.refs.add(meta.id, target) {
		r.reject(member, "repeats an object id")
		return reflect.Value{}, nil
	}
	return target, r.within(raw, func() error { return r.object(n.plan, target.Elem()) })
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
	if raw, ok := r.refs.skipped[meta.ref]; ok {
		delete(r.refs.skipped, meta.ref)
		return r.resolve(n, raw, member)
	}
	r.reject(member, "refers to an object that is not there")
	return reflect.Value{}, nil
}

// within reads raw, a part of the document, and then goes on where it was.
func (r *reader) within(raw []byte, read func() error) error {
	outer := r.d
	r.d = jx.Decoder{}
	r.d.ResetBytes(raw)
	err := read()
	r.d = outer
	return err
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

// index remembers the objects inside a skipped value.
func (refs *references) index(raw []byte, depth int) {
	if depth > maxSkippedDepth {
		return
	}
	d := jx.DecodeBytes(raw)
	inner := func(d *jx.Decoder) error {
		value, err := d.Raw()
		if err == nil {
			refs.index(value, depth+1)
		}
		return err
	}
	switch d.Next() {
	case jx.Array:
		_ = d.Arr(inner) // raw was skipped before, so it is well formed
	case jx.Object:
		if meta := readMeta(raw); meta.hasID {
			if refs.skipped == nil {
				refs.skipped = make(map[string][]byte)
			}
			refs.skipped[meta.id] = raw
		}
		_ = d.ObjBytes(func(d *jx.Decoder, _ []byte) error { return inner(d) })
	}
}

// metaMembers are the members of an object that Json.NET adds.
type metaMembers struct {
	id, ref      string
	hasID, isRef bool
	others       bool
}

var errStop = errors.New("stop")

// readMeta looks at the members that come first. Json.NET writes its own
// members before all others.
func readMeta(raw []byte) (meta metaMembers) {
	d := jx.DecodeBytes(raw)
	_ = d.ObjBytes(func(d *jx.Decoder, name []byte) error {
		switch string(name) {
		case "$id":
			id, err := d.Str()
			meta.id, meta.hasID = id, err == nil
			return err
		case "$ref":
			ref, err := d.Str()
			meta.ref, meta.isRef = ref, err == nil
			return err
		}
		meta.others = true
		return errStop
	})
	return meta
}
