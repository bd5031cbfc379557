package oms_test

import (
	"encoding/json"
	"testing"

	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestResponseCodeKeepsUnknownNumbers: a field of a user's own type does not make
// the whole answer unreadable.
func TestResponseCodeKeepsUnknownNumbers(t *testing.T) {
	for text, want := range map[string]oms.ResponseCode{
		"0": "0", `"15"`: "15", "-1": "-1", "1.5": "1.5", "99999999999": "99999999999", `"1e3"`: "1e3", `"Success"`: "0", `"Bad"`: "Bad", "null": "",
	} {
		var got oms.ResponseCode
		require.NoError(t, json.Unmarshal([]byte(text), &got), text)
		assert.Equal(t, want, got)
		assert.Equal(t, want == "0" || want == "15", got.Known())
	}
	for _, text := range []string{"true", "{}", "[1]", `""`, `"not a name"`} {
		assert.Error(t, json.Unmarshal([]byte(text), new(oms.ResponseCode)), text)
	}
}
