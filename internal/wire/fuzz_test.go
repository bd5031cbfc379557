package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/require"
)

// documents returns the documented answers of all packages, as seeds.
func documents(tb testing.TB) [][]byte {
	tb.Helper()
	files, err := filepath.Glob("../../*/testdata/docs/*.json")
	require.NoError(tb, err)
	var bodies [][]byte
	for _, file := range files {
		body, err := os.ReadFile(file)
		require.NoError(tb, err)
		bodies = append(bodies, body)
	}
	return bodies
}

// FuzzRead compares the reader with encoding/json: the same documents are
// accepted, and the same texts come out of them.
func FuzzRead(f *testing.F) {
	for _, body := range documents(f) {
		f.Add(body)
	}
	f.Add([]byte(`{"Code":200,"CUSTNAME":"a\u00fc\ud83d\ude00","LEAVES":[{"$id":"2","LINKADD":"A"},{"$ref":"2"}]}`))
	f.Add([]byte("\uFEFF{\"CUSTNAME\":\"\xff\xfe\"} "))
	f.Fuzz(func(t *testing.T, body []byte) { agree(t, body) })
}

// agree compares the reader with encoding/json.
func agree(t *testing.T, body []byte) {
	t.Helper()
	var got record
	err := wire.Read(body, &got, wire.Options{})
	_, unfit := errors.AsType[*wire.ValueError](err)
	_, conflict := errors.AsType[*wire.ConflictError](err)
	accepted := err == nil || unfit
	plain := bytes.TrimPrefix(body, []byte("\uFEFF"))
	object := json.Valid(plain) && bytes.HasPrefix(bytes.TrimLeft(plain, " \t\r\n"), []byte("{"))
	if !conflict && accepted != object {
		t.Fatalf("wire: %v, encoding/json: %v", err, object)
	}
	if err != nil || foldsBeyondASCII(plain) {
		return
	}
	var want struct {
		Name string `json:"CUSTNAME"`
		Leaf *struct {
			Link string `json:"LINKADD"`
		} `json:"LEAF"`
	}
	if json.Unmarshal(plain, &want) != nil || bytes.Contains(plain, []byte("$ref")) || bytes.Contains(plain, []byte(`\u`)) {
		return // a number where encoding/json wants a text, or a reference
	}
	if got.Name != want.Name {
		t.Fatalf("wire reads %q, encoding/json %q", got.Name, want.Name)
	}
	if want.Leaf != nil && got.Leaf.Link != want.Leaf.Link {
		t.Fatalf("wire reads %q, encoding/json %q", got.Leaf.Link, want.Leaf.Link)
	}
}

// foldsBeyondASCII reports whether a document may hold a letter that
// encoding/json takes for an ASCII one: the long s and the Kelvin sign.
func foldsBeyondASCII(body []byte) bool {
	lower := strings.ToLower(string(body))
	return strings.ContainsAny(string(body), "\u017f\u212a") || strings.Contains(lower, `\u017f`) || strings.Contains(lower, `\u212a`)
}

// FuzzWrite checks that every text arrives at the other end as it was, in each
// placement, unless the check refuses it.
func FuzzWrite(f *testing.F) {
	for _, text := range []string{
		"NET 30/2% 10", "ORIGIN-CUST P/U", "SET RATE:UPS-BR", "Müller & Söhne", "a+b=c", `"quoted" \ back`, "<b>", "\u2028", "two\r\n\tlines", "\u009b", "\x00", "\xff", "😀",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		type one struct {
			Text string `json:"Text" check:"lines"`
		}
		sent := one{Text: text}
		if len(wire.Check(&sent)) > 0 {
			if utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl) {
				t.Fatalf("the check refuses %q", text)
			}
			return
		}
		var decoded one
		if err := json.Unmarshal(wire.AppendJSON(nil, &sent), &decoded); err != nil || decoded != sent {
			t.Fatalf("JSON: %q became %q: %v", text, decoded.Text, err)
		}
		values, err := wire.Values(&sent)
		require.NoError(t, err)
		encoded := wire.EncodeQuery(values)
		parsed, err := url.ParseQuery(encoded)
		if err != nil || parsed.Get("Text") != text || len(parsed) != 1 || strings.Contains(encoded, "+") {
			t.Fatalf("query: %q became %q", text, encoded)
		}
	})
}

// FuzzNumber checks that a number is refused, or read as it was: never rounded,
// never cut, whether it is quoted or not.
func FuzzNumber(f *testing.F) {
	for _, text := range []string{
		"0", "-0", "200", "8.2500", "1e3", "100.0", "9007199254740993", "9223372036854775807", "9223372036854775808",
		"-9223372036854775808", "2147483648", "0.1", "1e-7", "1E400", "00", "+1", ".5", "1.", "0x10", "NaN", " 7 ", "1_0", "",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quoted, err := json.Marshal(text)
		require.NoError(t, err)
		for _, member := range []string{"COUNT", "SMALL", "TAX_RATE"} {
			for _, value := range []string{text, string(quoted)} {
				var got record
				if wire.Read([]byte(`{"`+member+`":`+value+`}`), &got, wire.Options{}) != nil {
					continue
				}
				plain := text
				_ = json.Unmarshal([]byte(value), &plain) // a text that is in quotes already
				want, isNumber := new(big.Rat).SetString(strings.TrimSpace(plain))
				if !isNumber {
					require.Equal(t, record{}, got, "%q is no number", text)
					continue
				}
				rate, ok := new(big.Rat).SetString(got.Rate.String())
				require.True(t, ok)
				sum := rate.Add(rate, big.NewRat(int64(got.Count)+int64(got.Small), 1)) // two of them are zero
				require.Zero(t, sum.Cmp(want), "%q was read as %s", text, sum)
			}
		}
	})
}
