package backofficetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/url"
	"strings"
	"unicode/utf8"
)

// arguments are what the framework made of the arguments of a call. They are
// nil where it found none to make an object of.
type arguments struct {
	values  row    // by column; by documented name where there is no column
	refusal string // what the database will say to the values, "" if nothing
}

func (a *arguments) text(name string) string { return a.values.text(name) }

// missing returns the first of the columns that has no value, "" if all have one.
func (a *arguments) missing(columns ...string) string {
	for _, name := range columns {
		value, given := a.values[name]
		if text, isText := value.(string); !given || isText && strings.TrimSpace(text) == "" {
			return name
		}
	}
	return ""
}

// copyTo copies the arguments into a row.
func (a *arguments) copyTo(r row) { maps.Copy(r, a.values) }

// isNegative reports whether one of the numbers is below zero.
func (a *arguments) isNegative(columns ...string) bool {
	for _, name := range columns {
		if number, given := a.values[name].(json.Number); given && rational(number).Sign() < 0 {
			return true
		}
	}
	return false
}

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

// arguments fills the columns of an action. The framework passes over what it
// does not know, takes the last of several, and gives a column its default
// value where it can't read the argument. All that is a problem. typed tells
// that the values have JSON types.
func (m *manex) arguments(x *exchange, a *action, members []member, typed bool) *arguments {
	known := strings.Fields(a.parameters)
	args := &arguments{values: row{}}
	names, columns := map[string]bool{}, map[*column]any{}
	for _, argument := range members {
		c := a.parameter(argument.name, known)
		if c == nil {
			x.problem("has the argument %q, which the framework ignores", argument.name)
			continue
		}
		switch other, again := columns[c]; {
		case names[fold(argument.name)]:
			x.problem("has the argument %q more than once", argument.name)
		case again && other != argument.value:
			x.problem("has the argument %q, whose other spelling has another value", argument.name)
		}
		names[fold(argument.name)], columns[c] = true, argument.value
		args.set(x, c, argument, typed)
	}
	return args
}

// set fills one column.
func (a *arguments) set(x *exchange, c *column, argument member, typed bool) {
	value, wrong := c.bind(argument.value, typed)
	if wrong != "" {
		x.problem("has the argument %q, which %s", argument.name, wrong)
	}
	a.values[c.name] = value
	if refusal := c.refusal(value); refusal != "" {
		x.problem("has the argument %q, which does not fit its column", argument.name)
		a.refusal = refusal
	}
}

// parameter returns the column of an argument that the documents name for the
// action, by its documented spelling or by the column's. An argument without a
// column gets one of its own.
func (a *action) parameter(name string, known []string) *column {
	c := a.table.column(name)
	if c == nil {
		if !strings.EqualFold(name, a.required) {
			return nil
		}
		return &column{name: a.required}
	}
	for _, parameter := range known {
		if a.table.column(parameter) == c {
			return c
		}
	}
	return nil
}
