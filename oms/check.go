package oms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/backoffice-sdk/backoffice"
)

// violations collects what is wrong with a request.
type violations []backoffice.Violation

// add notes that field breaks rule. An empty rule is none.
func (v *violations) add(field, rule string) {
	if rule != "" {
		*v = append(*v, backoffice.Violation{Field: field, Rule: rule})
	}
}

// requiredText returns what keeps text from being sent, or "".
func requiredText(text string) string {
	switch {
	case strings.TrimSpace(text) == "":
		return "is required"
	case !utf8.ValidString(text) || strings.ContainsFunc(text, isUnfit):
		return "must be valid UTF-8 without control characters"
	}
	return ""
}

// optionalText is requiredText for a text that may be empty.
func optionalText(text string) string {
	if text == "" {
		return ""
	}
	return presentText(text)
}

// presentText is requiredText for a text that may be left out, but was not.
func presentText(text string) string {
	if strings.TrimSpace(text) == "" {
		return "must not be blank"
	}
	return requiredText(text)
}

// isUnfit reports whether r can't travel in each format: control characters,
// and the two code points that XML has no way to write.
func isUnfit(r rune) bool { return unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF }
