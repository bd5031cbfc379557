package customer

import (
	"testing"

	"github.com/backoffice-sdk/backoffice/internal/docgen/directive"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDirectives compares what the doc comments say of each operation, and the
// documents repeat, with what the code does.
func TestDirectives(t *testing.T) {
	differences, err := directive.Compare(".", operations...)
	require.NoError(t, err)
	assert.Empty(t, differences)
}
