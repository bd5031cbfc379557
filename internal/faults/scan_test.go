package faults_test

import (
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// keyShape is what a secret looks like.
type keyShape struct {
	// hint is in every such text. It is found much faster than the pattern.
	hint    string
	pattern *regexp.Regexp
}

// keyShapes are what real secrets look like, and the canaries of the tests.
var keyShapes = map[string]keyShape{
	"private key":      {"PRIVATE KEY", regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY`)},
	"AWS key":          {"AKIA", regexp.MustCompile(`\bAKIA[0-9A-Z]{16}\b`)},
	"GitHub token":     {"gh", regexp.MustCompile(`\b(gh[opsur]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{50,})`)},
	"Slack token":      {"xox", regexp.MustCompile(`\bxox[abprs]-[0-9A-Za-z-]{10,}`)},
	"Google key":       {"AIza", regexp.MustCompile(`\bAIza[0-9A-Za-z_-]{35}`)},
	"Stripe key":       {"k_live_", regexp.MustCompile(`\b[rs]k_live_[0-9A-Za-z]{16,}`)},
	"web token":        {".eyJ", regexp.MustCompile(`\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}`)},
	"key in a path":    {"/A", regexp.MustCompile(`/A(PI|pi)/(Customer|Ship[BT][a-z]+)/[A-Za-z]+/[0-9a-fA-F-]{20,}`)},
	"owner in a text":  {"OwnerId=", regexp.MustCompile(`OwnerId=[0-9a-fA-F-]{20,}`)},
	"Basic credential": {"Basic ", regexp.MustCompile(`Authorization["']?[:,] *["']?Basic [0-9A-Za-z+/=]{12,}`)},
	"canary":           {"%", regexp.MustCompile(`[a-z2-7]{5}(\+|%2B)[a-z2-7]{5}(=|%3D)[a-z2-7]{5}(&|%26|\\u0026|&amp;)[a-z2-7]{5}(%|%25)`)},
}

// shapesIn returns the names of the secrets that a text looks like.
func shapesIn(text string) []string {
	var found []string
	for name, shape := range keyShapes {
		if !strings.Contains(text, shape.hint) {
			continue
		}
		for _, match := range shape.pattern.FindAllString(text, -1) {
			if !isDummy(match) {
				found = append(found, name)
				break
			}
		}
	}
	return found
}

// isDummy reports whether a text says of itself that it is no secret.
func isDummy(text string) bool {
	_, encoded, _ := strings.Cut(text, "Basic ")
	decoded, _ := base64.StdEncoding.DecodeString(encoded) // what is no base64 says nothing
	return strings.Contains(text, "dummy") || strings.Contains(string(decoded), "dummy")
}

// TestL14Repository looks for secrets in every file of the repository.
func TestL14Repository(t *testing.T) {
	t.Parallel()
	const root = "../.."
	list, err := exec.CommandContext(t.Context(), "git", "-C", root, "ls-files", "-z").Output()
	if err != nil {
		t.Skip("this is no checkout of git")
	}
	files := strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00")
	require.Greater(t, len(files), 100)
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(root, file))
		if os.IsNotExist(err) {
			continue // deleted and not committed yet
		}
		require.NoError(t, err)
		assert.Empty(t, shapesIn(string(text)), file)
	}
}

// TestL14Finds is the control of L14. The samples are put together here, so that
// this file holds none.
func TestL14Finds(t *testing.T) {
	t.Parallel()
	letters := strings.Repeat("a1B2", 20)
	hex := strings.Repeat("0a", 16)
	samples := map[string]string{
		"private key":      "-----BEGIN " + "RSA PRIVATE KEY-----",
		"AWS key":          "AKIA" + strings.Repeat("A", 16),
		"GitHub token":     "ghp_" + letters[:36],
		"Slack token":      "xoxb-" + letters[:20],
		"Google key":       "AIza" + letters[:35],
		"Stripe key":       "sk_live_" + letters[:24],
		"web token":        "eyJ" + letters[:20] + ".eyJ" + letters[:20],
		"key in a path":    "GET /manex/API/Customer/Get/" + hex,
		"owner in a text":  "Cookie: OwnerId=" + hex,
		"Basic credential": "Authorization: " + "Basic " + letters[:20],
		"canary":           leaktest.Plant().Text(),
	}
	assert.Len(t, samples, len(keyShapes))
	for name, sample := range samples {
		assert.Equal(t, []string{name}, shapesIn("before "+sample+" after"), name)
	}
	assert.Empty(t, shapesIn("Authorization: Basic "+base64.StdEncoding.EncodeToString([]byte("dummy-user:dummy-password"))))
	for _, form := range leaktest.Plant().Forms()[:2] {
		assert.Equal(t, []string{"canary"}, shapesIn(form))
	}
}
