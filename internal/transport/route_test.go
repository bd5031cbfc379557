package transport

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestNextPart: an argument fills the part of its own name, wherever it stands;
// all other braces are text.
func TestNextPart(t *testing.T) {
	t.Parallel()
	args := []Arg{{Name: "id", Value: "1"}, {Name: "order", Value: "2"}}
	for _, tt := range []struct {
		name, path, text, value, rest string
	}{
		{"in the middle", "/a/{id}/b", "/a/", "1", "/b"},
		{"the second argument", "/{order}/{id}", "/", "2", "/{id}"},
		{"at the beginning", "{id}/b", "", "1", "/b"},
		{"at the end", "/a/{order}", "/a/", "2", ""},
		{"none", "/a/b", "/a/b", "", ""},
		{"key", "/{key}/{id}", "/{key}/", "1", ""},
		{"a longer name", "/{identity}", "/{identity}", "", ""},
		{"a shorter name", "/{i}", "/{i}", "", ""},
		{"not closed", "/{id", "/{id", "", ""},
		{"no name", "/{}", "/{}", "", ""},
		{"braces in braces", "/{{id}}", "/{", "1", "}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text, arg, rest := nextPart(tt.path, args)
			assert.Equal(t, tt.text, text)
			assert.Equal(t, tt.rest, rest)
			if tt.value == "" {
				assert.Nil(t, arg)
				return
			}
			require.NotNil(t, arg)
			assert.Equal(t, tt.value, arg.Value)
		})
	}
}

// TestPartsSideBySide: a user's route may put two parts into one segment.
func TestPartsSideBySide(t *testing.T) {
	t.Parallel()
	root, problem := parseRoot("https://erp.example.com/base", false)
	require.Empty(t, problem)
	var u url.URL
	setPath(&u, root, "/{a}{b}/c", []Arg{{Name: "b", Value: "2/"}, {Name: "a", Value: "1"}})
	assert.Equal(t, "/base/12%2F/c", u.EscapedPath())
}

// TestRawPathSaysMore: as everywhere in net/url, it is empty where the usual
// escaping of the path is meant.
func TestRawPathSaysMore(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ root, value, plain, raw string }{
		{"", "1", "/a/1/b", ""},
		{"/base", "1", "/base/a/1/b", ""},
		{"/base", "1/2", "/base/a/1/2/b", "/base/a/1%2F2/b"},
		{"/b%2Fse", "1", "/b/se/a/1/b", "/b%2Fse/a/1/b"},
	} {
		root, problem := parseRoot("https://erp.example.com"+tt.root, false)
		require.Empty(t, problem)
		var u url.URL
		setPath(&u, root, "/a/{id}/b", []Arg{{Name: "id", Value: tt.value}})
		assert.Equal(t, tt.plain, u.Path)
		assert.Equal(t, tt.raw, u.RawPath)
	}
}
