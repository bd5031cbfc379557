package transport

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// scrubber removes secrets, in every encoding a server may echo them in, from
// text that leaves the library. The pieces to look for live in a closure, so
// that no print verb and no test diff of a client can reach them.
type scrubber struct {
	pieces func() []pieces
}

// pieces are the texts that must not get out, in lower case.
type pieces struct {
	windows map[string]bool // every run of minPiece bytes of a longer form
	short   []string        // forms that are shorter than that
}

// minPiece is the shortest piece of a secret that is removed by itself.
const minPiece = 10

func newScrubber(secrets ...string) scrubber {
	found := pieces{windows: map[string]bool{}}
	for _, secret := range secrets {
		for _, form := range encodings(secret) {
			if len(form) < minPiece {
				found.short = append(found.short, form)
			}
			for start := 0; start+minPiece <= len(form); start++ {
				found.windows[form[start:start+minPiece]] = true
			}
		}
	}
	all := []pieces{found}
	return scrubber{pieces: func() []pieces { return all }}
}

// with returns a scrubber that knows further secrets.
func (s scrubber) with(secrets ...string) scrubber {
	own := newScrubber(secrets...)
	all := slices.Concat(s.pieces(), own.pieces())
	return scrubber{pieces: func() []pieces { return all }}
}

// encodings returns the secret as servers write it, in lower case. The empty
// text has no encodings.
func encodings(secret string) []string {
	quotedJSON, _ := json.Marshal(secret)
	escaped := []string{
		secret,
		url.PathEscape(secret),
		url.QueryEscape(secret),
		strings.ReplaceAll(url.QueryEscape(secret), "+", "%20"),
		url.QueryEscape(url.PathEscape(secret)),
		url.QueryEscape(url.QueryEscape(secret)),
		strings.Trim(string(quotedJSON), `"`),
		html.EscapeString(secret),
		strings.Trim(strconv.Quote(secret), `"`),
		hex.EncodeToString([]byte(secret)),
		// The frameworks of other languages escape other characters, and in
		// other ways.
		strings.NewReplacer(`&`, `&amp;`, `<`, `&lt;`, `>`, `&gt;`, `"`, `&quot;`, `'`, `&#39;`).Replace(secret),
		escapeAll(secret, `&#%d;`),
		escapeAll(secret, `&#x%x;`),
		escapeAll(secret, `\u%04x`),
		escapeAll(secret, `%%%02x`),
	}
	escaped = append(escaped, base64Forms(secret)...)
	seen := map[string]bool{}
	forms := escaped[:0]
	for _, form := range escaped {
		if form = foldASCII(form); form != "" && !seen[form] {
			seen[form] = true
			forms = append(forms, form)
		}
	}
	return forms
}

// base64Forms returns the parts of a base64 text that depend on the secret
// alone, for each of the three positions it may have in a longer text.
func base64Forms(secret string) []string {
	var forms []string
	for shift := range 3 {
		padded := append(make([]byte, shift), secret...)
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			text := encoding.EncodeToString(padded)
			first := []int{0, 2, 3}[shift]
			last := len(padded) * 8 / 6 // the character behind it would hold bits of what follows
			forms = append(forms, text[min(first, last):last])
		}
	}
	return forms
}

// escapeAll writes every character but ASCII letters and digits in the given
// form.
func escapeAll(secret, form string) string {
	var b strings.Builder
	for _, r := range secret {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, form, r)
		}
	}
	return b.String()
}

// foldASCII returns text in lower case, every byte in its place: the lower case
// of other letters may be longer or shorter, and what was found would then not
// be where it is.
func foldASCII(text string) string {
	if !strings.ContainsFunc(text, isUpperASCII) {
		return text
	}
	folded := []byte(text)
	for i, c := range folded {
		if isUpperASCII(rune(c)) {
			folded[i] = c + 'a' - 'A'
		}
	}
	return string(folded)
}

func isUpperASCII(r rune) bool { return r >= 'A' && r <= 'Z' }

// clean replaces every piece of a secret in text.
func (s scrubber) clean(text string) string {
	lower := foldASCII(text)
	var hidden []bool
	hide := func(at, length int) {
		if hidden == nil {
			hidden = make([]bool, len(lower))
		}
		for i := at; i < at+length; i++ {
			hidden[i] = true
		}
	}
	for _, pieces := range s.pieces() {
		pieces.find(lower, hide)
	}
	if hidden == nil {
		return text
	}
	return blank(text, hidden)
}

func (p pieces) find(lower string, hide func(at, length int)) {
	for at := 0; at+minPiece <= len(lower); at++ {
		if p.windows[lower[at:at+minPiece]] {
			hide(at, minPiece)
		}
	}
	for _, form := range p.short {
		for at := 0; at+len(form) <= len(lower); at++ {
			if lower[at:at+len(form)] == form {
				hide(at, len(form))
			}
		}
	}
}

func blank(text string, hidden []bool) string {
	var b strings.Builder
	for i := range len(text) {
		switch {
		case !hidden[i]:
			b.WriteByte(text[i])
		case i == 0 || !hidden[i-1]:
			b.WriteString("[secret]")
		}
	}
	return b.String()
}
