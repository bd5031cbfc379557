package transport

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestScrubber(t *testing.T) {
	secret := `aB3/+=&<"e' 0123456789\xyz`
	quoted, err := json.Marshal(secret)
	require.NoError(t, err)
	forms := map[string]string{
		"raw":                secret,
		"upper case":         strings.ToUpper(secret),
		"path":               url.PathEscape(secret),
		"query":              url.QueryEscape(secret),
		"query with %20":     strings.ReplaceAll(url.QueryEscape(secret), "+", "%20"),
		"path, twice":        url.QueryEscape(url.PathEscape(secret)),
		"query, twice":       url.QueryEscape(url.QueryEscape(secret)),
		"JSON":               string(quoted),
		"HTML":               html.EscapeString(secret),
		"%q":                 strconv.Quote(secret),
		"hex":                hex.EncodeToString([]byte(secret)),
		"capital hex":        strings.ToUpper(hex.EncodeToString([]byte(secret))),
		"base64":             base64.StdEncoding.EncodeToString([]byte(secret)),
		"base64 URL":         base64.RawURLEncoding.EncodeToString([]byte(secret)),
		"base64 behind one":  base64.StdEncoding.EncodeToString([]byte("x" + secret + "yz")),
		"base64 behind two":  base64.StdEncoding.EncodeToString([]byte("xy" + secret + "z")),
		"base64 in the line": base64.StdEncoding.EncodeToString([]byte("user:" + secret)),
		"a piece":            secret[5:20],
		"its end":            secret[len(secret)-10:],
		"its beginning":      secret[:10],
	}
	s := newScrubber(secret)
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			clean := s.clean("before " + form + " after")
			assert.Contains(t, clean, "[secret]")
			assert.True(t, strings.HasPrefix(clean, "before ") && strings.HasSuffix(clean, " after"), clean)
			for start := 0; start+minPiece <= len(form); start++ {
				assert.NotContains(t, clean, form[start:start+minPiece])
			}
		})
	}
	assert.Equal(t, "nothing here", s.clean("nothing here"))
	assert.Empty(t, s.clean(""))
	assert.Equal(t, "İ[secret]", s.clean("İ"+secret), "a letter whose lower case is shorter")
	assert.Equal(t, "a [secret] b", newScrubber("key").clean("a KEY b"), "a short secret is taken out whole")
	assert.Equal(t, "unchanged", newScrubber("").clean("unchanged"))
	more := s.with("OWNER-ABCDEFGHIJ")
	assert.Equal(t, "[secret] [secret]", more.clean(secret+" owner-abcdefghij"))
	assert.Equal(t, "owner-abcdefghij", s.clean("owner-abcdefghij"), "with does not change the scrubber it was called on")
}

func TestScrubberKeepsItsSecret(t *testing.T) {
	s := newScrubber("DUMMY0123456789")
	var dump string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		dump += fmt.Sprintf(verb, s)
	}
	assert.NotContains(t, strings.ToLower(dump), "0123456789")
}

// TestTidyAtTheEnd puts a secret across the place where a long text is cut.
func TestTidyAtTheEnd(t *testing.T) {
	const secret = "SECRETKEYX"
	s := newScrubber(secret)
	for before := range len(secret) + 2 {
		text := strings.Repeat(" ", maxScrubbed-before) + secret + strings.Repeat(" ", 20)
		assert.NotContains(t, s.tidy(text), "SE", "%d characters before the end", before)
	}
	assert.Equal(t, strings.Repeat("a", maxMessage)+"…", s.tidy(strings.Repeat("a", maxScrubbed+1)))
}

func TestTidy(t *testing.T) {
	s := newScrubber("DUMMY0123456789")
	assert.Equal(t, "two lines", s.tidy(" two\nlines\t"))
	assert.Equal(t, "a b", s.tidy("a\u2028b"))
	assert.Equal(t, "bad \uFFFD", s.tidy("bad \xff"))
	assert.Equal(t, strings.Repeat("ü", maxMessage)+"…", s.tidy(strings.Repeat("ü", 5000)))
	long := strings.Repeat("x", 8<<10-5) + "DUMMY0123456789"
	assert.NotContains(t, s.tidy(long), "DUMMY01234")
}

func TestRebuild(t *testing.T) {
	s := newScrubber(dummyKey)
	keyed := "https://erp.example.com/API/Customer/Get/" + url.PathEscape(dummyKey)
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}

	t.Run("a URL error is taken off", func(t *testing.T) {
		err := s.rebuild(&url.Error{Op: "Get", URL: keyed, Err: refused})
		assert.Same(t, refused, err)
	})
	t.Run("two of them", func(t *testing.T) {
		err := s.rebuild(fmt.Errorf("giving up: %w", &url.Error{Op: "Get", URL: keyed, Err: &url.Error{Op: "Get", URL: keyed, Err: io.EOF}}))
		assert.Equal(t, io.EOF, err)
	})
	t.Run("a clean error of the standard library stays", func(t *testing.T) {
		err := fmt.Errorf("reading: %w", context.DeadlineExceeded)
		assert.Equal(t, err, s.rebuild(err))
	})
	t.Run("a text with the secret is scrubbed", func(t *testing.T) {
		err := s.rebuild(fmt.Errorf("%s: %w", keyed, context.Canceled))
		assert.EqualError(t, err, "https://erp.example.com/API/Customer/Get/[secret]: context canceled")
		assert.ErrorIs(t, err, context.Canceled)
		assert.NotErrorIs(t, err, context.DeadlineExceeded)
	})
	t.Run("an error of another package is replaced", func(t *testing.T) {
		err := s.rebuild(&strangeError{request: keyed, cause: io.ErrUnexpectedEOF})
		assert.EqualError(t, err, "strange")
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
		_, kept := errors.AsType[*strangeError](err)
		assert.False(t, kept, "it may hold the URL in a field")
	})
	t.Run("joined errors are replaced", func(t *testing.T) {
		err := s.rebuild(errors.Join(io.EOF, context.Canceled))
		assert.EqualError(t, err, "EOF context canceled")
		assert.ErrorIs(t, err, io.EOF)
		assert.ErrorIs(t, err, context.Canceled)
	})
	assert.NoError(t, s.rebuild(nil))
}

// strangeError keeps a request in a field that its text does not show.
type strangeError struct {
	request string
	cause   error
}

func (e *strangeError) Error() string { return "strange" }
func (e *strangeError) Unwrap() error { return e.cause }

// TestScrubberKeepsItsPlace puts letters around the secret whose lower case is
// longer and shorter, so that the whole text keeps its length.
func TestScrubberKeepsItsPlace(t *testing.T) {
	const secret = "secretkey-0123456789-abcdefghij"
	clean := newScrubber(secret).clean(strings.Repeat("\u023a", 31) + strings.ToUpper(secret) + strings.Repeat("\u1e9e", 31))
	assert.Equal(t, strings.Repeat("\u023a", 31)+"[secret]"+strings.Repeat("\u1e9e", 31), clean)
}

// TestAllowIsScrubbed: a method may have any name, a key's too.
func TestAllowIsScrubbed(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Allow", "GET, ABCDEFGHIJKLMNOP, PURGE")
		w.WriteHeader(http.StatusMethodNotAllowed)
	})
	spec := testSpec(root)
	spec.PathKey, spec.Secrets = "abcdefghijklmnop", []string{"abcdefghijklmnop"}
	var told []string
	client, err := New(spec, []backoffice.Option{backoffice.WithHook(backoffice.Hook{Attempt: func(_ context.Context, e backoffice.Event) {
		told = e.Err.(*backoffice.Error).Allow
	}})})
	require.NoError(t, err)
	call := newThing(opRead)
	call.Call.Judge = judgeFunc(func(a *Answer) Verdict { return a.ByStatus() })
	failed, ok := errors.AsType[*backoffice.Error](client.Do(t.Context(), &call.Call, nil))
	require.True(t, ok)
	assert.Equal(t, []string{"GET", "PURGE"}, failed.Allow)
	assert.Equal(t, []string{"GET", "PURGE"}, told, "and the hook of the attempt before it")
}
