package leaktest

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// Secret is a text that must not get out, whole or in part.
type Secret struct {
	text   string
	pieces []string
}

// shortestPiece is how many characters of a secret already tell too much.
const shortestPiece = 10

// Plant returns a random secret, with characters in it that each escaping treats
// in its own way.
func Plant() Secret { return plant(`+=&%/"<'`) }

// PlantCookie is Plant for the value of a cookie, which can't hold a quote.
func PlantCookie() Secret { return plant(`+=&%/<'`) }

// plant puts random letters between the characters, so many that no piece of
// one secret is likely to be one of another.
func plant(special string) Secret {
	const between = 5
	var b strings.Builder
	for _, r := range special {
		b.WriteString(strings.ToLower(rand.Text()[:between]))
		b.WriteRune(r)
	}
	b.WriteString(strings.ToLower(rand.Text()[:between]))
	return Of(b.String())
}

// Of returns the secret with the given text. One of fewer than ten characters is
// never found.
func Of(text string) Secret {
	s := Secret{text: text}
	if len(text) < shortestPiece {
		return s
	}
	seen := map[string]bool{}
	for _, form := range escapedForms(text) {
		s.add(seen, form, shortestPiece, 1)
	}
	// The same number of characters is longer in these. Shorter pieces occur by
	// chance: half of "before" in hex is as good as half of a random word.
	s.add(seen, hex.EncodeToString([]byte(text)), hex.EncodedLen(shortestPiece), 2)
	for skipped := range 3 {
		middle := encodedMiddle(text, skipped)
		s.add(seen, middle, base64.RawStdEncoding.EncodedLen(shortestPiece)-1, 1)
		s.add(seen, strings.NewReplacer("+", "-", "/", "_").Replace(middle), base64.RawStdEncoding.EncodedLen(shortestPiece)-1, 1)
	}
	return s
}

// Text returns the secret itself.
func (s Secret) Text() string { return s.text }

// Forms returns the secret in every encoding in which a server may repeat it.
func (s Secret) Forms() []string {
	return append(escapedForms(s.text), strings.ToUpper(s.text), hex.EncodeToString([]byte(s.text)),
		base64.StdEncoding.EncodeToString([]byte(s.text)), base64.URLEncoding.EncodeToString([]byte("ab"+s.text)))
}

// escapedForms returns the secret as URLs, documents and print verbs write it.
func escapedForms(text string) []string {
	quoted, _ := json.Marshal(text) // a string can always be written
	return []string{
		text,
		url.PathEscape(text),
		url.QueryEscape(text),
		url.QueryEscape(url.PathEscape(text)),
		url.QueryEscape(url.QueryEscape(text)),
		strings.Trim(string(quoted), `"`),
		html.EscapeString(text),
		strings.ReplaceAll(html.EscapeString(text), "&#34;", "&quot;"), // as ASP.NET writes it
		entities(text),
		strings.Trim(strconv.Quote(text), `"`),
	}
}

// entities returns the text with a numeric entity for each special character.
func entities(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "&#x%X;", r)
		}
	}
	return b.String()
}

// add notes every piece of the given length, in lower case.
func (s *Secret) add(seen map[string]bool, form string, length, step int) {
	form = strings.ToLower(form)
	for start := 0; start+length <= len(form); start += step {
		if piece := form[start : start+length]; !seen[piece] {
			seen[piece] = true
			s.pieces = append(s.pieces, piece)
		}
	}
}

// encodedMiddle returns the part of a base64 text that depends on the secret
// alone, when skipped bytes stand before it.
func encodedMiddle(text string, skipped int) string {
	encoded := base64.RawStdEncoding.EncodeToString(append(make([]byte, skipped), text...))
	return encoded[(skipped*8+5)/6 : len(encoded)-1]
}

// IsIn reports whether text holds the secret, or a piece of it, in any encoding
// and case.
func (s Secret) IsIn(text string) bool { return AnyIn(text, []Secret{s}) }
