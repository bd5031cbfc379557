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

func TestShortSecrets(t *testing.T) {
	s := newScrubber("key", "pincode")
	for text, want := range map[string]string{
		"key":             "[secret]",
		"key first":       "[secret] first",
		"last KEY":        "last [secret]",
		"akeyb":           "a[secret]b",
		"ke y":            "ke y",
		"retry the order": "retry the order", // no letter of an encoding is hidden by itself
		"see a2V5":        "see [secret]",
		"pincod pincode":  "pincod [secret]",
	} {
		assert.Equal(t, want, s.clean(text), text)
	}
}

// TestBase64Forms: what is looked for is each character that holds bits of the
// secret and no others. It is found by writing the secret between bits that are
// all zero and bits that are all one.
func TestBase64Forms(t *testing.T) {
	for _, secret := range []string{"a", "ab", "abc", "abcd", "abcde", "~~~???>>>", dummyKey} {
		forms := base64Forms(secret)
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
			for before := range 3 {
				zeros := encoding.EncodeToString([]byte(strings.Repeat("\x00", before) + secret + "\x00\x00\x00"))
				ones := encoding.EncodeToString([]byte(strings.Repeat("\xff", before) + secret + "\xff\xff\xff"))
				var same strings.Builder
				for i := range zeros {
					if zeros[i] == ones[i] && zeros[i] != '=' {
						same.WriteByte(zeros[i])
					}
				}
				assert.Contains(t, forms, same.String(), "%q behind %d", secret, before)
			}
		}
	}
}

// TestEncodings: nothing is looked for twice, and nothing never.
func TestEncodings(t *testing.T) {
	assert.Empty(t, encodings(""))
	for _, secret := range []string{"a", "key", "plainkey0123456789", "~~~???>>>", dummyKey} {
		seen := map[string]bool{}
		for _, form := range encodings(secret) {
			assert.NotEmpty(t, form, secret)
			assert.False(t, seen[form], "%q is a form of %q twice", form, secret)
			assert.GreaterOrEqual(t, len(form), len(secret), "a shorter form, such as %q, is found by chance", form)
			seen[form] = true
		}
		assert.Contains(t, seen, strings.ToLower(secret))
	}
}

// TestEscapeAll puts the neighbours of the letters and digits beside them.
func TestEscapeAll(t *testing.T) {
	assert.Equal(t, "<2f>09<3a><40>AZ<5b><60>az<7b><7f><80><e9><130>", escapeAll("/09:@AZ[`az{\x7f\u0080é\u0130", "<%x>"))
}

func TestFoldASCII(t *testing.T) {
	for text, want := range map[string]string{
		"":              "",
		"/09:`az{":      "/09:`az{",
		"/09:@AZ[`az{É": "/09:@az[`az{É",
		"Z":             "z",
		"\u0130\xff":    "\u0130\xff",
	} {
		assert.Equal(t, want, foldASCII(text), text)
	}
}

// TestHoldsAnyKnowsWhatIsRemoved: the search that saves a success the scrubber
// finds exactly the texts that the scrubber would change.
func TestHoldsAnyKnowsWhatIsRemoved(t *testing.T) {
	client := newClient(t, "https://erp.example.com")
	for _, secret := range []string{"", "a", "42", "key", "s+3", "ninechars", "tenletters", "elevenchars", dummyKey} {
		texts := []string{"", "x", "no", "nothing here", "retry the order 100", "https://erp.example.com/API/Customer/Get/0000000010"}
		for _, form := range append(encodings(secret), secret, strings.ToUpper(secret)) {
			texts = append(texts, form, "İ"+form+"İ")
			for _, length := range []int{1, 2, minPiece - 1, minPiece, minPiece + 1, len(form) - 1} {
				if length > 0 && length < len(form) {
					texts = append(texts, form[:length], " "+form[:length]+" ", form[len(form)-length:])
				}
			}
		}
		changed := 0
		s := newScrubber(secret)
		for _, text := range texts {
			removed := s.clean(text) != text
			assert.Equal(t, removed, client.holdsAny(text, []string{secret}), "%q in %q", secret, text)
			if removed {
				changed++
			}
		}
		assert.Less(t, changed, len(texts), "nothing is innocent of %q", secret)
		assert.Equal(t, secret != "", changed > 0, secret)
	}
}
