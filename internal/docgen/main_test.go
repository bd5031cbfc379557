package main

import (
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExampleBody(t *testing.T) {
	body, err := exampleBody("testdata/example.go", "Example")
	require.NoError(t, err)
	assert.Equal(t, "// Why.\nif err := work(); err != nil {\n\tfmt.Println(err)\n}", body)
	_, err = exampleBody("testdata/example.go", "Other")
	require.ErrorContains(t, err, "no function Other")
	_, err = exampleBody("testdata/none.go", "Example")
	require.Error(t, err)
}

// TestReadmeBlocksAreWhole parses each Go block of the README, because a block
// that lost a brace on its way from the compiled example looks right at a glance.
func TestReadmeBlocksAreWhole(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllSubmatch(readme, -1)
	require.NotEmpty(t, blocks)
	for _, block := range blocks {
		_, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc _() {\n"+string(block[1])+"}\n", 0)
		assert.NoError(t, err, "%s", block[1])
	}
}
