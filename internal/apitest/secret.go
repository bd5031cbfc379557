package apitest

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// secret is a planted key. Its core is letters and digits, which no escaping
// changes; the rest are characters that each escaping treats in its own way.
type secret struct {
	key    string
	pieces []string
}

// shortestPiece is how many characters of the key already tell too much.
const shortestPiece = 10

func plantSecret() secret {
	core := strings.ToLower(rand.Text())
	s := secret{key: `+=&%/"<'` + core}
	for _, form := range []string{
		core, hex.EncodeToString([]byte(core)), strings.ToLower(encodedMiddle(core, 0)),
		strings.ToLower(encodedMiddle(core, 1)), strings.ToLower(encodedMiddle(core, 2)),
	} {
		for start := 0; start+shortestPiece <= len(form); start++ {
			s.pieces = append(s.pieces, form[start:start+shortestPiece])
		}
	}
	return s
}

// encodedMiddle returns the part of a base64 text that depends on the core
// alone, when skipped bytes stand before it.
func encodedMiddle(core string, skipped int) string {
	text := base64.RawStdEncoding.EncodeToString(append(make([]byte, skipped), core...))
	return text[(skipped*8+5)/6 : len(text)-1]
}

// leaksIn returns a piece of the key that text tells, "" if it tells none.
func (s secret) leaksIn(text string) string {
	text = strings.ToLower(text)
	for _, piece := range s.pieces {
		if strings.Contains(text, piece) {
			return piece
		}
	}
	return ""
}
