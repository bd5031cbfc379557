package leaktest_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSecretIsFound is L18 for the search itself: the leak checks would see a
// leak.
func TestSecretIsFound(t *testing.T) {
	t.Parallel()
	const longest = 10 // what may not get out
	for name, secret := range map[string]leaktest.Secret{
		"planted": leaktest.Plant(), "cookie": leaktest.PlantCookie(), "dummy": leaktest.Of("dummy-owner-0123456789"),
	} {
		key := secret.Text()
		quoted, err := json.Marshal(key)
		require.NoError(t, err)
		forms := map[string]string{
			"plain":         key,
			"path":          url.PathEscape(key),
			"query":         url.QueryEscape(key),
			"path twice":    url.QueryEscape(url.PathEscape(key)),
			"query twice":   url.QueryEscape(url.QueryEscape(key)),
			"JSON":          string(quoted),
			"HTML":          html.EscapeString(key),
			"%q":            fmt.Sprintf("%q", key),
			"hex":           fmt.Sprintf("%x", key),
			"HEX":           strings.ToUpper(hex.EncodeToString([]byte(key))),
			"hex of a part": hex.EncodeToString([]byte(key[3 : 3+longest])),
			"base64":        base64.StdEncoding.EncodeToString([]byte(key)),
			"base64 +1":     base64.StdEncoding.EncodeToString([]byte("a" + key)),
			"base64 +2":     base64.URLEncoding.EncodeToString([]byte("ab" + key)),
			"upper case":    strings.ToUpper(key),
		}
		for start := 0; start+longest <= len(key); start++ {
			forms[fmt.Sprintf("piece at %d", start)] = key[start : start+longest]
		}
		for i, form := range secret.Forms() {
			forms[fmt.Sprintf("form %d", i)] = form
		}
		for form, text := range forms {
			assert.True(t, secret.IsIn("before "+text+" after"), "%s: %s", name, form)
		}
		assert.True(t, leaktest.AnyIn(key, []leaktest.Secret{leaktest.Plant(), secret}), "%s among others", name)
		for _, harmless := range []string{"nothing to see here, [secret] and a number 123456789", "abc", ""} {
			assert.False(t, secret.IsIn(harmless), name)
		}
		assert.False(t, secret.IsIn(key[:longest-1]), "%s: nine characters tell too little to be looked for", name)
	}
}
