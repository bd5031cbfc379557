package backofficetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/url"
	"strings"
	"unicode/utf8"
)

// bind returns the arguments of a call, or answers the request and returns false.
func (m *manex) bind(x *exchange, a *action) (*arguments, bool) {
	query := m.query(x)
	if !a.hasBody() {
		if len(x.body) > 0 {
			x.problem("has a body, which the framework ignores")
		}
		args := m.arguments(x, a, query, false)
		if _, given := args.values[a.requiredName()]; !given {
			m.noResource(x, "No action was found on the controller '"+a.controller+"' that matches the request.")
			return nil, false
		}
		return args, true
	}
	if len(x.body) == 0 && m.options.queryBinding && len(query) > 0 {
		return m.arguments(x, a, query, false), true
	}
	for _, argument := range query {
		x.problem("has %q in the query string, which the framework ignores", argument.name)
	}
	return m.bindBody(x, a)
}

// requiredName returns where the required URI argument is found.
func (a *action) requiredName() string {
	if c := a.table.column(a.required); c != nil {
		return c.name
	}
	return a.required
}

func (m *manex) bindBody(x *exchange, a *action) (*arguments, bool) {
	if len(x.body) == 0 {
		return nil, true
	}
	if !utf8.Valid(x.body) {
		x.problem("has a body that is not valid UTF-8")
	}
	mediaType, _, err := mime.ParseMediaType(x.http.Header.Get("Content-Type"))
	if err != nil {
		x.problem("has a body without a usable Content-Type")
	}
	switch mediaType {
	case "application/json", "text/json":
		members, err := readMembers(x.body)
		if err != nil {
			x.problem("has a body that is no JSON object: %v", err)
			return nil, true
		}
		return m.arguments(x, a, members, true), true
	case "application/x-www-form-urlencoded":
		return m.arguments(x, a, m.parameters(x, string(x.body)), false), true
	}
	m.unreadable(x, a, mediaType)
	return nil, false
}

func (m *manex) query(x *exchange) []member { return m.parameters(x, x.http.URL.RawQuery) }

// parameters reads a query string or a form, in order.
func (m *manex) parameters(x *exchange, encoded string) []member {
	var found []member
	for pair := range strings.SplitSeq(encoded, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		plainName, err1 := url.QueryUnescape(name)
		plainValue, err2 := url.QueryUnescape(value)
		if err := errors.Join(err1, err2); err != nil {
			x.problem("has an argument that is wrongly escaped: %v", err)
		}
		found = append(found, member{plainName, plainValue})
	}
	return found
}

// nested stands for an object or a list, where a single value is expected.
type nested struct{}

var errNoObject = errors.New("it is no object, or goes on after its end")

// readMembers reads the members of a JSON object in order, with numbers as they
// are written.
func readMembers(body []byte) ([]member, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	start, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	if start != json.Delim('{') {
		return nil, errNoObject
	}
	var found []member
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		var value any
		if err := decoder.Decode(&value); err != nil {
			return nil, err
		}
		switch value.(type) {
		case map[string]any, []any:
			value = nested{}
		}
		found = append(found, member{name.(string), value})
	}
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errNoObject
	}
	return found, nil
}
