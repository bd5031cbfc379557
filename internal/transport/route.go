package transport

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/backoffice-sdk/backoffice"
)

// Arg fills one part of a route path.
type Arg struct {
	// Name is the part without its braces.
	Name string
	// Value is a single path segment, not yet escaped.
	Value string
	// Field is the Go name of the argument, for violations.
	Field string
}

// checkRoute returns what is wrong with a route a user gave.
func checkRoute(route backoffice.Route, parts []string) string {
	switch route.Arguments {
	case "", backoffice.JSON, backoffice.Query, backoffice.Form:
	default:
		return "has an unknown placement of arguments"
	}
	for i := range len(route.Method) {
		if c := route.Method[i]; c < 'A' || c > 'Z' {
			return "needs a method in capital letters"
		}
	}
	switch {
	case route.Method == http.MethodConnect || route.Method == http.MethodTrace:
		return "needs a method other than CONNECT, which asks for a tunnel, and TRACE, which sends the credential back"
	case route.Path == "":
		return ""
	case hasDotSegment(route.Path):
		return "needs a path without dot segments"
	}
	if !strings.HasPrefix(route.Path, "/") || strings.ContainsAny(route.Path, "?#%\\") || checkVisible(route.Path) != "" {
		return "needs a path that begins with / and has no query, escape or blank"
	}
	rest := route.Path
	for _, part := range parts {
		if strings.Count(rest, part) != 1 {
			return "needs a path with " + part + " in it, once"
		}
		rest = strings.ReplaceAll(rest, part, "")
	}
	if strings.ContainsAny(rest, "{}") {
		return "has a path with a part in braces that this operation can't fill"
	}
	return ""
}

// checkPlacement returns what keeps the arguments of op from going there.
func (op *Operation) checkPlacement(placement backoffice.Placement) string {
	if placement == "" || op.Placements == nil || slices.Contains(op.Placements, placement) {
		return ""
	}
	return "takes its arguments as " + joinPlacements(op.Placements) + " alone"
}

func joinPlacements(placements []backoffice.Placement) string {
	names := make([]string, len(placements))
	for i, placement := range placements {
		names[i] = string(placement)
	}
	return strings.Join(names, " or ")
}

// isBlankOrControl also finds the separators of lines and paragraphs, and the
// blanks that don't break.
func isBlankOrControl(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// isUnseen reports whether r has no shape of its own, such as the zero-width
// blank and the byte order mark that copying a key out of a page brings along.
func isUnseen(r rune) bool { return unicode.Is(unicode.Cf, r) }

// checkVisible returns what keeps text from being written into a URL, or "". It
// is what a text that was copied from elsewhere has too much of.
func checkVisible(text string) string {
	switch {
	case !utf8.ValidString(text):
		return "must be valid UTF-8"
	case strings.ContainsFunc(text, isBlankOrControl):
		return "must not contain blanks or control characters"
	case strings.ContainsFunc(text, isUnseen):
		return "must not contain characters that can't be seen"
	}
	return ""
}

// routeOf returns the route of an operation with the overrides of cfg.
func routeOf(op *Operation, cfg *Config) backoffice.Route {
	route := op.Route
	for i := range cfg.Routes {
		override := &cfg.Routes[i]
		if override.Op != op.Name {
			continue
		}
		route.Method = cmp.Or(override.Route.Method, route.Method)
		route.Path = cmp.Or(override.Route.Path, route.Path)
		route.Arguments = cmp.Or(override.Route.Arguments, route.Arguments)
	}
	return route
}

// setPath fills the path of u with the root's path and the route's.
func setPath(u *url.URL, root *url.URL, path string, args []Arg) {
	if len(args) == 0 && root.RawPath == "" {
		u.Path = root.Path + path
		return
	}
	var plainRoom, escapedRoom [usualPath]byte // most paths fit, and need no memory of the heap
	plain := append(plainRoom[:0], root.Path...)
	escaped := append(escapedRoom[:0], root.EscapedPath()...)
	for path != "" {
		text, arg, rest := nextPart(path, args)
		plain = append(plain, text...)
		escaped = append(escaped, (&url.URL{Path: text}).EscapedPath()...)
		if arg != nil {
			plain = append(plain, arg.Value...)
			escaped = append(escaped, url.PathEscape(arg.Value)...)
		}
		path = rest
	}
	u.Path = string(plain)
	if u.EscapedPath() != string(escaped) { // the usual escapes need no second form
		u.RawPath = string(escaped)
	}
}

// usualPath is room for most paths.
const usualPath = 256

// nextPart cuts a path behind the first part that an argument fills.
func nextPart(path string, args []Arg) (text string, arg *Arg, rest string) {
	for at := 0; at < len(path); at++ {
		if path[at] != '{' {
			continue
		}
		for i := range args {
			inside, found := strings.CutPrefix(path[at+1:], args[i].Name)
			if found && strings.HasPrefix(inside, "}") {
				return path[:at], &args[i], inside[1:]
			}
		}
	}
	return path, nil, ""
}

// checkArgs returns what is wrong with the arguments that go into the path.
func checkArgs(args []Arg, found []backoffice.Violation) []backoffice.Violation {
	for _, arg := range args {
		if rule := CheckSegment(arg.Value); rule != "" {
			found = append(found, backoffice.Violation{Field: arg.Field, Rule: rule})
		}
	}
	return found
}

// maxSegment bounds a path segment. Servers refuse longer URLs anyway.
const maxSegment = 1024

// CheckSegment returns what keeps value from being one path segment, or "".
func CheckSegment(value string) string {
	switch {
	case value == "":
		return "is required"
	case strings.Trim(value, ".") == "":
		return "must not consist of dots"
	case len(value) > maxSegment:
		return "is too long"
	}
	return checkVisible(value)
}
