package backoffice_test

import (
	"regexp"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNewKey(t *testing.T) {
	form := regexp.MustCompile(`^[0-9A-Z_]{10}$`)
	seen := map[string]bool{}
	counts := map[byte]int{}
	for range 5000 {
		key := backoffice.NewKey()
		require.Regexp(t, form, key)
		require.False(t, seen[key], "a key came twice")
		seen[key] = true
		for i := range len(key) {
			counts[key[i]]++
		}
	}
	assert.Len(t, counts, 37)
	for c, n := range counts {
		// 50,000 characters over 37 letters: 1,351 each, with a standard
		// deviation of 36. Seven of them never happen by chance.
		assert.InDelta(t, 50000/37, n, 260, "%q", c)
	}
}
