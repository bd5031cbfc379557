package backofficetest

import (
	"encoding/json"
	"maps"
	"strings"
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
