package wire

import (
	"encoding/binary"
	"errors"
	"math/bits"

	"github.com/go-faster/jx"
)

// scanner walks through a document. It reads by itself what documents are made
// of, names, plain texts, numbers and literals, and leaves the rest to jx: texts
// with escapes, and whole values that nobody asked for. It keeps the position
// itself, because that makes an expected name a single comparison.
type scanner struct {
	doc Document
	pos int
	jx  jx.Decoder
}

// maxDepth bounds the nesting, as jx and encoding/json do.
const maxDepth = 10_000

// space passes over white space and returns the character behind it, 0 at the
// end of the document.
func (s *scanner) space() byte {
	for text := s.doc.Text; s.pos < len(text); s.pos++ {
		if c := text[s.pos]; c > ' ' || c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c
		}
	}
	return 0
}

// unexpected returns the error of a character that can't be where it is.
func (s *scanner) unexpected() error {
	if s.pos >= len(s.doc.Text) {
		return ErrTruncated
	}
	return ErrSyntax
}

// expect passes over white space and one character.
func (s *scanner) expect(c byte) error {
	if s.space() != c {
		return s.unexpected()
	}
	s.pos++
	return nil
}

// more passes over what is between two members or elements. It reports whether
// another one follows; closing is the character that ends the list.
func (s *scanner) more(closing byte) (bool, error) {
	switch s.space() {
	case ',':
		s.pos++
		s.space()
		return true, nil
	case closing:
		s.pos++
		return false, nil
	}
	return false, s.unexpected()
}

// text reads a string. One without escapes is a part of the document's text.
func (s *scanner) text() (string, error) {
	if !s.at('"') {
		return "", s.unexpected()
	}
	start := s.pos + 1
	end := start + plainLength(s.doc.Bytes[start:])
	switch {
	case end == len(s.doc.Text):
		return "", ErrTruncated
	case s.doc.Text[end] == '"':
		s.pos = end + 1
		return s.doc.Text[start:end], nil
	case s.doc.Text[end] == '\\':
		return s.escaped()
	}
	return "", ErrSyntax // a control character
}

// escaped reads a string with escapes.
func (s *scanner) escaped() (string, error) {
	raw, err := s.raw()
	if err != nil {
		return "", err
	}
	s.jx.ResetBytes(raw)
	text, err := s.jx.Str()
	if err != nil {
		return "", syntaxError(err)
	}
	return text, nil
}

// raw passes over a value of any kind and returns it as it stands.
func (s *scanner) raw() ([]byte, error) {
	s.space()
	s.jx.ResetBytes(s.doc.Bytes[s.pos:])
	raw, err := s.jx.Raw()
	if err != nil {
		return nil, syntaxError(err)
	}
	s.pos += len(raw)
	return raw, nil
}

// skip passes over a value of any kind.
func (s *scanner) skip() error {
	switch c := s.space(); {
	case c == '"':
		_, err := s.text()
		return err
	case c == '{' || c == '[':
		_, err := s.raw()
		return err
	}
	_, err := s.scalar()
	return err
}

// scalar reads a number or a literal.
func (s *scanner) scalar() (token, error) {
	switch s.space() {
	case 'n':
		return token{jx.Null, ""}, s.literal("null")
	case 't':
		return token{jx.Bool, "true"}, s.literal("true")
	case 'f':
		return token{jx.Bool, "false"}, s.literal("false")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		start := s.pos
		err := s.number()
		return token{jx.Number, s.doc.Text[start:s.pos]}, err
	}
	return token{}, s.unexpected()
}

func (s *scanner) literal(word string) error {
	rest := s.doc.Text[s.pos:]
	switch {
	case len(rest) >= len(word) && rest[:len(word)] == word:
		s.pos += len(word)
		return nil
	case len(rest) < len(word) && word[:len(rest)] == rest:
		return ErrTruncated
	}
	return ErrSyntax
}

// number passes over a number of the grammar of JSON.
func (s *scanner) number() error {
	if s.doc.Text[s.pos] == '-' {
		s.pos++
	}
	whole := s.digits()
	if whole > 1 && s.doc.Text[s.pos-whole] == '0' {
		return ErrSyntax
	}
	ok := whole > 0
	if ok && s.at('.') {
		s.pos++
		ok = s.digits() > 0
	}
	if ok && (s.at('e') || s.at('E')) {
		s.pos++
		if s.at('+') || s.at('-') {
			s.pos++
		}
		ok = s.digits() > 0
	}
	if !ok {
		return s.unexpected()
	}
	return nil
}

func (s *scanner) at(c byte) bool { return s.pos < len(s.doc.Text) && s.doc.Text[s.pos] == c }

func (s *scanner) digits() (count int) {
	for s.pos < len(s.doc.Text) && s.doc.Text[s.pos]-'0' <= 9 {
		s.pos++
		count++
	}
	return count
}

// plainLength returns how many bytes of text come before the first quote,
// backslash or control character. It looks at eight bytes at a time.
func plainLength(text []byte) int {
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	n := 0
	for ; n+8 <= len(text); n += 8 {
		word := binary.LittleEndian.Uint64(text[n:])
		quote := word ^ ones*'"'
		backslash := word ^ ones*'\\'
		// The high bit of a byte is set in these where the byte is zero, zero,
		// or below a blank; borrows reach only bytes above the first hit.
		found := ((quote-ones)&^quote | (backslash-ones)&^backslash | (word-ones*' ')&^word) & highs
		if found != 0 {
			return n + bits.TrailingZeros64(found)/8
		}
	}
	for ; n < len(text); n++ {
		if c := text[n]; c == '"' || c == '\\' || c < ' ' {
			return n
		}
	}
	return n
}

var errDepth = errors.New("the body is nested too deeply")
