package wire

import (
	"bytes"
	"errors"
	"io"

	"github.com/go-faster/jx"
)

// Member is one member of a JSON object, its value not yet read.
type Member struct {
	Name  string
	Value []byte
}

// Members reads a document that is a JSON object whose members no struct can
// name, such as a dictionary or an error body. Their order is that of the
// document; a name that occurs twice is there twice. The errors are those of
// [Read].
func Members(doc []byte) ([]Member, error) {
	body := bytes.TrimPrefix(doc, byteOrderMark)
	if len(bytes.TrimLeft(body, " \t\r\n")) == 0 {
		return nil, ErrEmpty
	}
	d := jx.DecodeBytes(body)
	if d.Next() != jx.Object {
		if err := d.Skip(); err != nil {
			return nil, syntaxError(err)
		}
		return nil, ErrNotObject
	}
	members := []Member{}
	err := d.ObjBytes(func(d *jx.Decoder, name []byte) error {
		member := Member{Name: string(name)}
		raw, err := d.Raw()
		member.Value = raw
		members = append(members, member)
		return err
	})
	if err != nil {
		return nil, syntaxError(err)
	}
	if err := d.Skip(); !errors.Is(err, io.EOF) {
		return nil, ErrTrailing
	}
	return members, nil
}
