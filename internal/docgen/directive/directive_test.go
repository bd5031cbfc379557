package directive_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/docgen/directive"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const file = `package p

// Add adds.
//
// There is no page of this call. Source: the connector,
// https://example.com/a, read 2026-11.
//
//backoffice:op p.Add once POST /add/{key}
func (c *Client) Add() {}

// Get gets. Source: https://example.com/b.
//
//backoffice:op p.Get read GET /get
func Get[T any]() {}

// Other has none.
func Other() {}
`

func folder(t *testing.T, content string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "p.go"), []byte(content), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "p_test.go"), []byte("no Go at all"), 0o600))
	return dir
}

func TestRead(t *testing.T) {
	found, err := directive.Read(folder(t, file))
	require.NoError(t, err)
	assert.Equal(t, []directive.Operation{
		{Name: "p.Add", Class: "once", Method: "POST", Path: "/add/{key}", Func: "Client.Add", Source: "https://example.com/a"},
		{Name: "p.Get", Class: "read", Method: "GET", Path: "/get", Func: "Get", Source: "https://example.com/b"},
	}, found)

	_, err = directive.Read(folder(t, "package p\n\n//backoffice:op p.Add once POST\nfunc Add() {}\n"))
	assert.ErrorContains(t, err, "needs a name, a class, a method and a path")
	_, err = directive.Read(folder(t, "package"))
	assert.Error(t, err)
}

func TestCompare(t *testing.T) {
	add := &transport.Operation{Name: "p.Add", Class: transport.Once, Route: backoffice.Route{Method: "POST", Path: "/add/{key}"}}
	get := &transport.Operation{Name: "p.Get", Class: transport.Update, Route: backoffice.Route{Method: "GET", Path: "/get"}}
	differences, err := directive.Compare(folder(t, file), add, get)
	require.NoError(t, err)
	assert.Equal(t, []string{"said but not had: p.Get read GET /get", "had but not said: p.Get update GET /get"}, differences)
	_, err = directive.Compare(folder(t, "package"))
	assert.Error(t, err)
}
