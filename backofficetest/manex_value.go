package backofficetest

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// bind returns the value that the framework makes of an argument, and what is
// wrong with the argument, "" if nothing.
func (c *column) bind(argument any, typed bool) (value any, wrong string) {
	switch c.kind {
	case textColumn:
		return bindText(argument)
	case flagColumn:
		return bindFlag(argument, typed)
	case numberColumn:
		return c.bindNumber(argument, typed)
	}
	return bindDate(argument)
}

func bindText(argument any) (any, string) {
	switch argument := argument.(type) {
	case string:
		return argument, ""
	case json.Number:
		return argument.String(), "should be a string"
	case bool:
		return strconv.FormatBool(argument), "should be a string"
	}
	return "", "should be a string"
}

func bindFlag(argument any, typed bool) (any, string) {
	switch argument := argument.(type) {
	case bool:
		return argument, ""
	case string:
		isTrue, isFalse := strings.EqualFold(argument, "true"), strings.EqualFold(argument, "false")
		if typed || !isTrue && !isFalse {
			return isTrue, "should be true or false"
		}
		return isTrue, ""
	}
	return false, "should be true or false"
}

func (c *column) bindNumber(argument any, typed bool) (any, string) {
	text, isText := argument.(string)
	if number, ok := argument.(json.Number); ok {
		text = number.String()
	}
	value, ok := c.number(text)
	if !ok {
		return json.Number("0"), "should be a number"
	}
	if typed && isText {
		return value, "should be a number, not a string"
	}
	if rational(value).Cmp(rational(json.Number(text))) != 0 {
		return value, "has more digits after the point than its column"
	}
	return value, ""
}

// number returns text as the number that the column can hold. It has no zeros
// at the end of its fraction.
func (c *column) number(text string) (json.Number, bool) {
	const longest = 64 // beyond any column
	value, ok := new(big.Rat).SetString(text)
	if !ok || len(text) > longest || strings.ContainsAny(text, "_/xXpPeE") {
		return "", false
	}
	rounded := value.FloatString(c.scale)
	if strings.Contains(rounded, ".") {
		rounded = strings.TrimRight(strings.TrimRight(rounded, "0"), ".")
	}
	return json.Number(rounded), true
}

// bindDate takes the documented MM/DD/YYYY. The framework reads other forms as
// well, but which of them depends on its culture.
func bindDate(argument any) (any, string) {
	const wrong = "should be a date of the form MM/DD/YYYY"
	text, _ := argument.(string)
	if date, err := time.Parse("01/02/2006", text); err == nil {
		return date, ""
	}
	if date, err := time.Parse("2006-01-02T15:04:05", text); err == nil {
		return date, wrong
	}
	return nil, wrong
}

// The texts of the database. The documents show none of them.
const (
	textTooLong    = "String or binary data would be truncated."
	numberTooLarge = "Arithmetic overflow error converting numeric to data type numeric."
)

// refusal returns what the database says to a value that does not fit its
// column, "" if it fits.
func (c *column) refusal(value any) string {
	switch value := value.(type) {
	case string:
		if c.width > 0 && utf8.RuneCountInString(value) > c.width {
			return textTooLong
		}
	case json.Number:
		whole, _, _ := strings.Cut(strings.TrimLeft(value.String(), "-0"), ".")
		if len(whole) > c.digits-c.scale {
			return numberTooLarge
		}
	}
	return ""
}
