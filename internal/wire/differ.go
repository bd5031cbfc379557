package wire

import (
	"reflect"
	"strings"

	"github.com/backoffice-sdk/backoffice"
)

// Differences returns the Go names of the fields that request sets and that
// stored, as it was read back, holds with another value or not at all. Both are
// pointers to structs; fields belong together by their wire names.
func Differences(request, stored any) []string {
	v, w := reflect.ValueOf(request).Elem(), reflect.ValueOf(stored).Elem()
	asked, held := planOf(v.Type()), planOf(w.Type())
	var different []string
	for i := range asked.fields {
		f := &asked.fields[i]
		sent := v.Field(f.index)
		if f.ignored || f.omit && sent.IsZero() {
			continue
		}
		counterpart := held.counterpart(f)
		if counterpart == nil || !f.same(sent, w.Field(counterpart.index)) {
			different = append(different, f.goName)
		}
	}
	return different
}

// counterpart returns the field that f is stored in, under either of its names.
func (p *plan) counterpart(f *field) *field {
	for _, name := range []string{f.name, f.also} {
		if i := p.find(name); i >= 0 {
			return &p.fields[i]
		}
	}
	return nil
}

// same compares a value as it was sent with the value as it was read back.
func (f *field) same(sent, stored reflect.Value) bool {
	if sent.Kind() == reflect.Pointer {
		sent = sent.Elem()
	}
	switch value := stored.Interface().(type) {
	case backoffice.Decimal:
		expected, ok := sent.Interface().(backoffice.Decimal)
		return ok && expected.Equal(value)
	case backoffice.Time:
		expected, ok := sent.Interface().(backoffice.Date)
		return ok && expected == value.Date()
	}
	switch {
	case sent.Kind() != stored.Kind():
		return false
	case sent.Kind() == reflect.String:
		return strings.TrimRight(canonicalText(sent.String(), &f.rules), " ") == strings.TrimRight(stored.String(), " ")
	}
	return sent.Comparable() && sent.Equal(stored)
}
