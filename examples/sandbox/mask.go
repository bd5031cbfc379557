package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// hidden takes the place of a secret.
const hidden = "[hidden]"

// secretWords are the parts of names whose values are secrets.
var secretWords = []string{"key", "password", "ownerid", "token", "secret", "cookie", "authorization", "signature"}

func isSecret(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(secretWords, func(word string) bool { return strings.Contains(name, word) })
}

// pathWords are the segments of the ERP's and the OMS's paths. Every other one
// may be a key, also where a program has got the path wrong.
var pathWords = strings.Fields("manex deck hostway orders api customer shipbill shiptax add edit get delete taxdelete " +
	"omsorderlinkaccount omsorderhistory")

// maskTarget returns the path and the query of a request.
func maskTarget(op, uri string) string {
	path, query, hasQuery := strings.Cut(uri, "?")
	// The paths of known Hostway routes hold ids of orders, which open nothing
	// without their owner.
	if !strings.HasPrefix(op, "orders.") {
		path = maskPath(path)
	}
	if hasQuery {
		path += "?" + maskPairs(query)
	}
	return printable(path)
}

func maskPath(path string) string {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if segment != "" && !slices.Contains(pathWords, strings.ToLower(segment)) {
			segments[i] = hidden
		}
	}
	return strings.Join(segments, "/")
}

// maskPairs masks a query or a form.
func maskPairs(text string) string {
	pairs := strings.Split(text, "&")
	for i, pair := range pairs {
		name, _, _ := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(name)
		switch {
		case err != nil:
			pairs[i] = hidden
		case isSecret(plain):
			pairs[i] = name + "=" + hidden
		}
	}
	return strings.Join(pairs, "&")
}

// shownHeaders are those that hold no secret.
var shownHeaders = []string{"Accept", "Accept-Encoding", "Apiversion", "Content-Length", "Content-Type", "User-Agent"}

// maskHeader returns a line for each header.
func maskHeader(header http.Header) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(header)) {
		value := hidden
		if slices.Contains(shownHeaders, name) {
			value = strings.Join(header[name], ", ")
		}
		lines = append(lines, printable(name+": "+value))
	}
	return lines
}

// maxShown bounds the bodies that are shown.
const maxShown = 64 << 10

var bodyMasks = map[string]func([]byte) (string, error){
	"application/json":                  maskJSON,
	"text/json":                         maskJSON,
	"application/xml":                   maskXML,
	"text/xml":                          maskXML,
	"application/x-www-form-urlencoded": func(body []byte) (string, error) { return maskPairs(string(body)), nil },
}

// maskBody returns a body as it was sent. One that can't be understood is not
// shown, because no one knows where its secrets are.
func maskBody(contentType string, body []byte) string {
	mediaType, _, _ := mime.ParseMediaType(contentType) // a wrong one has no mask
	if mask := bodyMasks[mediaType]; mask != nil && len(body) <= maxShown {
		if text, err := mask(body); err == nil {
			return printable(text)
		}
	}
	return fmt.Sprintf("(%d bytes, not shown)", len(body))
}

var errTrailing = errors.New("something follows the value")

func maskJSON(body []byte) (string, error) {
	e := &excerpt{source: string(body)}
	d := json.NewDecoder(bytes.NewReader(body))
	if err := maskValue(d, e); err != nil {
		return "", err
	}
	if _, err := d.Token(); err != io.EOF {
		return "", errTrailing
	}
	return e.String(), nil
}

func maskValue(d *json.Decoder, e *excerpt) error {
	opening, err := d.Token()
	if err != nil {
		return err
	}
	switch opening {
	case json.Delim('{'):
		return maskObject(d, e)
	case json.Delim('['):
		for d.More() {
			if err := maskValue(d, e); err != nil {
				return err
			}
		}
		_, err = d.Token()
	}
	return err
}

// maskObject hides the members with a secret name. It also hides the value in
// a pair such as {"name":"password","value":"x"}, which is how the Hostway API
// writes attributes.
func maskObject(d *json.Decoder, e *excerpt) error {
	var values []cut
	secret := false
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return err
		}
		name, from := token.(string), d.InputOffset()
		if isSecret(name) {
			var skipped json.RawMessage
			err = d.Decode(&skipped)
		} else {
			err = maskValue(d, e)
		}
		if err != nil {
			return err
		}
		member := cut{from, d.InputOffset(), `:"` + hidden + `"`}
		switch {
		case isSecret(name):
			e.cuts = append(e.cuts, member)
		case strings.EqualFold(name, "name"):
			secret = secret || isSecretText(e.source[member.from:member.to])
		case strings.EqualFold(name, "value"):
			values = append(values, member)
		}
	}
	if secret {
		e.cuts = append(e.cuts, values...)
	}
	_, err := d.Token()
	return err
}

// isSecretText tells whether a member, from its colon on, is a secret name.
func isSecretText(member string) bool {
	var text string
	return json.Unmarshal([]byte(strings.TrimLeft(member, ": \t\r\n")), &text) == nil && isSecret(text)
}

// maskXML hides the text below elements with a secret name, and all attributes
// and comments of such.
func maskXML(body []byte) (string, error) {
	e := &excerpt{source: string(body)}
	d := xml.NewDecoder(bytes.NewReader(body))
	secretDepth := 0
	for {
		from := d.InputOffset()
		token, err := d.Token()
		switch {
		case err == io.EOF:
			return e.String(), nil
		case err != nil:
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if secretDepth > 0 || isSecret(token.Name.Local) {
				secretDepth++
			}
			if slices.ContainsFunc(token.Attr, func(a xml.Attr) bool { return isSecret(a.Name.Local) }) {
				return "", errors.New("an attribute is secret")
			}
		case xml.EndElement:
			secretDepth = max(0, secretDepth-1)
		default:
			if secretDepth > 0 {
				e.cuts = append(e.cuts, cut{from, d.InputOffset(), hidden})
			}
		}
	}
}

// printable keeps control characters of a request from the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}
