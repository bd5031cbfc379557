package wire_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMembers(t *testing.T) {
	t.Parallel()
	members, err := wire.Members([]byte("\uFEFF {\"b\": {\"x\": [1]}, \"a\\u0062\":\"t\", \"b\": null} \n"))
	require.NoError(t, err)
	var names, values []string
	for _, m := range members {
		names = append(names, m.Name)
		values = append(values, string(m.Value))
	}
	assert.Equal(t, []string{"b", "ab", "b"}, names)
	assert.Equal(t, []string{`{"x": [1]}`, `"t"`, "null"}, values)

	empty, err := wire.Members([]byte("{}"))
	require.NoError(t, err)
	assert.Empty(t, empty)
}

func TestMembersOfWhatIsNoObject(t *testing.T) {
	t.Parallel()
	tests := map[string]error{
		"":               wire.ErrEmpty,
		" \r\n":          wire.ErrEmpty,
		"null":           wire.ErrNotObject,
		"[1]":            wire.ErrNotObject,
		`"text"`:         wire.ErrNotObject,
		`[1`:             wire.ErrTruncated,
		`{"a":`:          wire.ErrTruncated,
		`{"a":1`:         wire.ErrTruncated,
		`{"a":1} x`:      wire.ErrTrailing,
		`{"a":1}{"b":2}`: wire.ErrTrailing,
		`{"a" 1}`:        wire.ErrSyntax,
		"<html>":         wire.ErrSyntax,
	}
	for body, want := range tests {
		_, err := wire.Members([]byte(body))
		assert.Equal(t, want, err, body)
	}
}
