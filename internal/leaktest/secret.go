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
	s.add(core, shortestPiece)
	// A piece of the key is longer in these. Shorter ones occur by chance: half
	// of "before" in hex is as good as half of a random word.
	s.add(hex.EncodeToString([]byte(core)), hex.EncodedLen(shortestPiece))
	for skipped := range 3 {
		s.add(strings.ToLower(encodedMiddle(core, skipped)), base64.RawStdEncoding.EncodedLen(shortestPiece)-1)
	}
	return s
}

// add notes every piece of the given length.
func (s *secret) add(form string, length int) {
	for start := 0; start+length <= len(form); start++ {
		s.pieces = append(s.pieces, form[start:start+length])
	}
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
