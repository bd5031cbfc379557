package wire

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/backoffice-sdk/backoffice"
)

// rules are what a check tag asks of a field:
//
//	required     a text that is not blank, a list that is not empty, a pointer
//	             that is not nil
//	filled       a text that is not blank, if it is there at all
//	lines        a text that may hold line breaks and tabs, as the others may not
//	max=50       at most 50 characters of text
//	digits=10    exactly 10 digits
//	oneof=A|B    one of the texts, compared without case; the listed spelling
//	             is what is sent
//	min=0        a number not below 0
//	most=120     a number not above 120
//	whole=9      a number of at most 9 digits before the point
//	scale=2      a number of at most 2 digits after the point
//	from=, to=   a date within the two, each YYYY-MM-DD
type rules struct {
	required     bool
	filled       bool
	lines        bool
	max, digits  int
	oneOf        []string
	min, most    *backoffice.Decimal
	whole, scale int // -1: no limit
	from, to     backoffice.Date
}

func parseRules(tag string) rules {
	r := rules{whole: -1, scale: -1}
	if tag == "" {
		return r
	}
	for rule := range strings.SplitSeq(tag, ",") {
		name, value, _ := strings.Cut(rule, "=")
		if err := r.parse(name, value); err != nil {
			panic(fmt.Sprintf("wire: check tag %q: %v", tag, err))
		}
	}
	return r
}

func (r *rules) parse(name, value string) (err error) {
	switch name {
	case "required":
		r.required = true
	case "filled":
		r.filled = true
	case "lines":
		r.lines = true
	case "max":
		r.max, err = strconv.Atoi(value)
	case "digits":
		r.digits, err = strconv.Atoi(value)
	case "oneof":
		r.oneOf = strings.Split(value, "|")
	case "min":
		r.min, err = parseBound(value)
	case "most":
		r.most, err = parseBound(value)
	case "whole":
		r.whole, err = strconv.Atoi(value)
	case "scale":
		r.scale, err = strconv.Atoi(value)
	case "from":
		r.from, err = backoffice.ParseDate(value)
	case "to":
		r.to, err = backoffice.ParseDate(value)
	default:
		err = fmt.Errorf("no rule %q", name)
	}
	return err
}

func parseBound(value string) (*backoffice.Decimal, error) {
	bound, err := backoffice.ParseDecimal(value)
	return &bound, err
}

// Check returns everything that is wrong with request, a pointer to a struct.
func Check(request any) []backoffice.Violation {
	v := reflect.ValueOf(request).Elem()
	return planOf(v.Type()).check(v, "", nil)
}

func (p *plan) check(v reflect.Value, prefix string, found []backoffice.Violation) []backoffice.Violation {
	for i := range p.fields {
		f := &p.fields[i]
		found = f.check(f.node, v.Field(f.index), prefix+f.goName, found)
	}
	return found
}

func (f *field) check(n *node, v reflect.Value, path string, found []backoffice.Violation) []backoffice.Violation {
	violate := func(format string, args ...any) {
		found = append(found, backoffice.Violation{Field: path, Rule: fmt.Sprintf(format, args...)})
	}
	switch n.kind {
	case kindPointer:
		if !v.IsNil() {
			return f.check(n.elem, v.Elem(), path, found)
		}
		if f.rules.required {
			violate("is required")
		}
	case kindText:
		f.rules.checkText(v.String(), violate)
	case kindInt:
		f.rules.checkNumber(backoffice.MustDecimal(strconv.FormatInt(v.Int(), 10)), violate)
	case kindDecimal:
		f.rules.checkNumber(*v.Addr().Interface().(*backoffice.Decimal), violate)
	case kindDate:
		f.rules.checkDate(*v.Addr().Interface().(*backoffice.Date), violate)
	case kindObject:
		return n.plan.check(v, path+".", found)
	case kindList:
		if f.rules.required && v.Len() == 0 {
			violate("is required")
		}
		for i := range v.Len() {
			found = f.check(n.elem, v.Index(i), path+"["+strconv.Itoa(i)+"]", found)
		}
	case kindMap:
		for _, key := range sortedKeys(v) {
			found = f.check(n.elem, v.MapIndex(key), path+"["+strconv.Quote(key.String())+"]", found)
		}
	}
	return found
}

func (r *rules) checkText(text string, violate func(string, ...any)) {
	blank := strings.TrimSpace(text) == ""
	switch {
	case r.required && blank:
		violate("is required")
		return
	case blank && (r.filled || r.digits > 0 || r.oneOf != nil):
		violate("must not be blank")
		return
	}
	if rule := r.checkCharacters(text); rule != "" {
		violate("%s", rule)
		return
	}
	if length := utf8.RuneCountInString(text); r.max > 0 && length > r.max {
		violate("has %d characters, the limit is %d", length, r.max)
	}
	if r.digits > 0 && !isDigits(text, r.digits) {
		violate("must be exactly %d digits", r.digits)
	}
	if r.oneOf != nil && r.canonical(text) == "" {
		violate("must be one of %s", strings.Join(r.oneOf, ", "))
	}
}

// checkCharacters returns what keeps the characters of text from being sent, or
// "". Databases keep a line break in a column of one line, where it cuts what is
// printed and exported, so only a field that is meant for lines takes one.
func (r *rules) checkCharacters(text string) string {
	valid := utf8.ValidString(text)
	switch {
	case r.lines && (!valid || strings.ContainsFunc(text, isControlInLines)):
		return "must be valid UTF-8 without control characters other than tabs and line breaks"
	case !r.lines && (!valid || strings.ContainsFunc(text, isControl)):
		return "must be one line of valid UTF-8 without control characters"
	}
	return ""
}

// isControl reports whether r is a control character or ends a line.
func isControl(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

func isControlInLines(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\r' && r != '\n'
}

// canonical returns the listed spelling of text, or "" if it is not listed.
func (r *rules) canonical(text string) string {
	for _, listed := range r.oneOf {
		if strings.EqualFold(listed, text) {
			return listed
		}
	}
	return ""
}

func (r *rules) checkNumber(value backoffice.Decimal, violate func(string, ...any)) {
	if r.min != nil && value.Cmp(*r.min) < 0 {
		violate("must not be below %s", r.min)
	}
	if r.most != nil && value.Cmp(*r.most) > 0 {
		violate("must not be above %s", r.most)
	}
	if r.scale >= 0 && value.Scale() > r.scale {
		violate("must have at most %d digits after the point", r.scale)
	}
	if r.whole >= 0 && wholeDigits(value) > r.whole {
		violate("must have at most %d digits before the point", r.whole)
	}
}

func wholeDigits(value backoffice.Decimal) int {
	whole, _, _ := strings.Cut(strings.TrimPrefix(value.String(), "-"), ".")
	return len(strings.TrimLeft(whole, "0"))
}

func (r *rules) checkDate(date backoffice.Date, violate func(string, ...any)) {
	switch {
	case !date.IsValid():
		violate("must be a day of the calendar")
	case !r.from.IsZero() && date.Compare(r.from) < 0 || !r.to.IsZero() && date.Compare(r.to) > 0:
		violate("must be from %s to %s", r.from, r.to)
	}
}

func isDigits(text string, count int) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return len(text) == count
}
