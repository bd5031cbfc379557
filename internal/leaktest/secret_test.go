package apitest

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestSecretIsFound proves that the leak checks would see a leak.
func TestSecretIsFound(t *testing.T) {
	t.Parallel()
	s := plantSecret()
	quoted, err := json.Marshal(s.key)
	assert.NoError(t, err)
	forms := map[string]string{
		"plain":       s.key,
		"path":        url.PathEscape(s.key),
		"query":       url.QueryEscape(s.key),
		"twice":       url.QueryEscape(url.PathEscape(s.key)),
		"JSON":        string(quoted),
		"HTML":        html.EscapeString(s.key),
		"%q":          fmt.Sprintf("%q", s.key),
		"hex":         fmt.Sprintf("%x", s.key),
		"HEX":         strings.ToUpper(hex.EncodeToString([]byte(s.key))),
		"base64":      base64.StdEncoding.EncodeToString([]byte(s.key)),
		"base64 +1":   base64.StdEncoding.EncodeToString([]byte("a" + s.key)),
		"base64 +2":   base64.URLEncoding.EncodeToString([]byte("ab" + s.key)),
		"upper case":  strings.ToUpper(s.key),
		"first half":  s.key[:len(s.key)/2+5],
		"second half": s.key[len(s.key)/2:],
	}
	for name, form := range forms {
		assert.NotEmpty(t, s.leaksIn("before "+form+" after"), name)
	}
	assert.Empty(t, s.leaksIn("nothing to see here, [secret] and a number 12345678901234567890"))
}
