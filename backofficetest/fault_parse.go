package backofficetest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ParseFault returns the fault that text names, for programs that take faults
// from a command line. Its name is that of the function, in small letters with
// hyphens; arguments stand in parentheses:
//
//	drop-after
//	status(503)
//	retry-after(429, 7)
//
// [FaultForms] lists all of them. Faults whose arguments are functions or
// headers have no name.
func ParseFault(text string) (Fault, error) {
	name, arguments, err := splitFault(text)
	if err != nil {
		return Fault{}, err
	}
	form, known := faultForms[name]
	if !known {
		return Fault{}, fmt.Errorf("there is no fault %q, but %s", name, strings.Join(FaultForms(), ", "))
	}
	fault, err := form.fault(arguments)
	if err != nil {
		return Fault{}, fmt.Errorf("the fault %q %w; it is written %s", text, err, form.example)
	}
	return fault, nil
}

// FaultForms returns an example of each fault that [ParseFault] knows, in
// alphabetical order.
func FaultForms() []string {
	var examples []string
	for _, name := range slices.Sorted(maps.Keys(faultForms)) {
		examples = append(examples, faultForms[name].example)
	}
	return examples
}

// splitFault separates a name from the arguments in parentheses behind it.
func splitFault(text string) (name string, arguments []string, err error) {
	name, rest, hasArguments := strings.Cut(strings.TrimSpace(text), "(")
	if !hasArguments {
		return name, nil, nil
	}
	inner, closed := strings.CutSuffix(rest, ")")
	if !closed {
		return "", nil, fmt.Errorf("the fault %q has no closing parenthesis at its end", text)
	}
	// No fault has more than two, and the second may be a date with a comma.
	for _, argument := range strings.SplitN(inner, ",", 2) {
		arguments = append(arguments, strings.TrimSpace(argument))
	}
	return name, arguments, nil
}

type faultForm struct {
	example string
	fault   func(arguments []string) (Fault, error)
}

var faultForms = map[string]faultForm{
	"none":         {"none", plain(func() Fault { return Fault{} })},
	"drop-before":  {"drop-before", plain(DropBefore)},
	"drop-after":   {"drop-after", plain(DropAfter)},
	"reset-before": {"reset-before", plain(ResetBefore)},
	"reset-after":  {"reset-after", plain(ResetAfter)},
	"cut-gzip":     {"cut-gzip", plain(CutGzip)},
	"status":       {"status(503)", with(parseStatus, Status)},
	"status-after": {"status-after(504)", with(parseStatus, StatusAfter)},
	"html":         {"html(200)", with(parseStatus, HTML)},
	"delay":        {"delay(2s)", with(parseWait, Delay)},
	"delay-after":  {"delay-after(2s)", with(parseWait, DelayAfter)},
	"drip":         {"drip(10ms)", with(parseWait, Drip)},
	"cut-body":     {"cut-body(20)", with(parseSize, CutBody)},
	"cut-chunked":  {"cut-chunked(20)", with(parseSize, CutChunked)},
	"cut-unframed": {"cut-unframed(20)", with(parseSize, CutUnframed)},
	"gzip-bomb":    {"gzip-bomb(100000000)", with(parseSize, func(size int) Fault { return GzipBomb(int64(size)) })},
	"encoding":     {"encoding(br)", with(parseToken, Encoded)},
	"retry-after":  {"retry-after(429, 7)", withStatusAnd(RetryAfter)},
	"redirect":     {"redirect(302, https://a.example)", withStatusAnd(Redirect)},
}

// plain is a fault without arguments.
func plain(fault func() Fault) func([]string) (Fault, error) {
	return func(arguments []string) (Fault, error) {
		if len(arguments) > 0 {
			return Fault{}, errors.New("takes no argument")
		}
		return fault(), nil
	}
}

// with is a fault with one argument.
func with[T any](parse func(string) (T, error), fault func(T) Fault) func([]string) (Fault, error) {
	return func(arguments []string) (Fault, error) {
		if len(arguments) != 1 {
			return Fault{}, errors.New("takes one argument")
		}
		argument, err := parse(arguments[0])
		if err != nil {
			return Fault{}, err
		}
		return fault(argument), nil
	}
}

// withStatusAnd is a fault with a status and the value of a header.
func withStatusAnd(fault func(status int, value string) Fault) func([]string) (Fault, error) {
	return func(arguments []string) (Fault, error) {
		if len(arguments) != 2 {
			return Fault{}, errors.New("takes two arguments")
		}
		status, err := parseStatus(arguments[0])
		if err != nil {
			return Fault{}, err
		}
		return fault(status, arguments[1]), nil
	}
}

func parseStatus(text string) (int, error) {
	status, err := strconv.Atoi(text)
	if err != nil || status < 200 || status > 599 {
		return 0, errors.New("needs an HTTP status from 200 to 599")
	}
	return status, nil
}

func parseWait(text string) (time.Duration, error) {
	wait, err := time.ParseDuration(text)
	if err != nil || wait <= 0 {
		return 0, errors.New("needs a positive duration")
	}
	return wait, nil
}

// parseSize refuses sizes that would fill the memory of the test machine.
func parseSize(text string) (int, error) {
	size, err := strconv.Atoi(text)
	if err != nil || size < 0 || size > 1<<30 {
		return 0, fmt.Errorf("needs a number of bytes from 0 to %d", 1<<30)
	}
	return size, nil
}

func parseToken(text string) (string, error) {
	if text == "" || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", errors.New("needs a name without blanks")
	}
	return text, nil
}
