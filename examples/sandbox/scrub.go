package main

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// scrubber removes secrets that it knows, wherever a program has put them and
// however it has written them.
type scrubber struct{ known []string }

func (s *scrubber) add(secret string) {
	for _, form := range forms(secret) {
		if !slices.Contains(s.known, form) {
			s.known = append(s.known, form)
		}
	}
}

// forms are the usual spellings of a key. They are looked for as they are,
// because decoding would change a key that itself looks like an escape.
func forms(key string) []string {
	inJSON, _ := json.Marshal(key) // a string has no error
	return []string{
		key, url.PathEscape(key), url.QueryEscape(key), strings.ReplaceAll(url.QueryEscape(key), "+", "%20"),
		strings.Trim(string(inJSON), `"`),
	}
}

// maxLayers bounds how often a text is decoded: it may have been encoded more
// than once on its way.
const maxLayers = 4

func (s *scrubber) clean(text string) string {
	e := &excerpt{source: text}
	l := layerOf(text)
	for range maxLayers {
		for _, secret := range s.known {
			e.cuts = append(e.cuts, l.find(secret)...)
		}
		if !escape.MatchString(l.text) {
			break
		}
		l = l.decode()
	}
	return e.String()
}

// layer is a decoded text. Byte i of it came from source[at[i]:at[i+1]].
type layer struct {
	text string
	at   []int64
}

func layerOf(source string) layer {
	l := layer{text: source}
	for i := range len(source) + 1 {
		l.at = append(l.at, int64(i))
	}
	return l
}

// find returns where a secret stands in the source.
func (l layer) find(secret string) []cut {
	var found []cut
	for from := 0; ; {
		i := strings.Index(l.text[from:], secret)
		if i < 0 {
			return found
		}
		found = append(found, cut{l.at[from+i], l.at[from+i+len(secret)], hidden})
		from += i + len(secret)
	}
}

// escape is a character as URLs and forms, JSON, or XML may write it.
var escape = regexp.MustCompile(`%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\["\\/]|&#[0-9]{1,7};|&#[xX][0-9A-Fa-f]{1,6};|&(?:amp|lt|gt|quot|apos);`)

func (l layer) decode() layer {
	var out layer
	var text strings.Builder
	next := 0
	for _, where := range escape.FindAllStringIndex(l.text, -1) {
		plain := unescape(l.text[where[0]:where[1]])
		text.WriteString(l.text[next:where[0]])
		text.WriteString(plain)
		out.at = append(out.at, l.at[next:where[0]]...)
		for range len(plain) {
			out.at = append(out.at, l.at[where[0]])
		}
		next = where[1]
	}
	text.WriteString(l.text[next:])
	out.at = append(out.at, l.at[next:]...)
	out.text = text.String()
	return out
}

func unescape(text string) string {
	switch {
	case text[0] == '&':
		return html.UnescapeString(text)
	case text[0] == '%':
		code, _ := strconv.ParseUint(text[1:], 16, 8) // the pattern took hexadecimal digits only
		return string([]byte{byte(code)})
	case text[1] == 'u':
		code, _ := strconv.ParseUint(text[2:], 16, 16) // here too
		return string(rune(code))
	}
	return text[1:]
}
