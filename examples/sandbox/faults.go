package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

// faults are the values of -fault.
type faults []plan

// plan is one -fault: count times, or always if count is 0.
type plan struct {
	op    string
	fault backofficetest.Fault
	count int
}

const (
	always   = "always"
	maxCount = 100_000
)

// String implements flag.Value.
func (f *faults) String() string {
	var texts []string
	for _, p := range *f {
		texts = append(texts, p.String())
	}
	return strings.Join(texts, ", ")
}

// Set implements flag.Value.
func (f *faults) Set(text string) error {
	p, err := parsePlan(text)
	if err == nil {
		*f = append(*f, p)
	}
	return err
}

func (p plan) String() string {
	switch p.count {
	case 0:
		return p.op + ": " + p.fault.String() + ", always"
	case 1:
		return p.op + ": " + p.fault.String() + ", once"
	}
	return p.op + ": " + p.fault.String() + ", " + strconv.Itoa(p.count) + " times"
}

// parsePlan reads OPERATION=FAULT[:COUNT].
func parsePlan(text string) (plan, error) {
	op, rest, ok := strings.Cut(text, "=")
	if !ok {
		return plan{}, errors.New("it has no =; write OPERATION=FAULT or OPERATION=FAULT:COUNT")
	}
	if op != "*" && !slices.Contains(backofficetest.Operations(), op) {
		return plan{}, fmt.Errorf("there is no operation %q; -h lists them", op)
	}
	p := plan{op: op, count: 1}
	// A colon inside the parentheses belongs to an argument.
	if at := strings.LastIndex(rest, ":"); at > strings.LastIndex(rest, ")") {
		count, err := parseCount(rest[at+1:])
		if err != nil {
			return plan{}, err
		}
		p.count, rest = count, rest[:at]
	}
	var err error
	p.fault, err = backofficetest.ParseFault(rest)
	return p, err
}

func parseCount(text string) (int, error) {
	if text == always {
		return 0, nil
	}
	count, err := strconv.Atoi(text)
	if err != nil || count < 1 || count > maxCount {
		return 0, fmt.Errorf("the count %q is neither a number from 1 to %d nor %q", text, maxCount, always)
	}
	return count, nil
}

// install makes the server obey.
func (f faults) install(server *backofficetest.Server) {
	lasting := map[string]backofficetest.Fault{}
	for _, p := range f {
		if p.count == 0 {
			lasting[p.op] = p.fault
			continue
		}
		server.Script(p.op, slices.Repeat([]backofficetest.Fault{p.fault}, p.count)...)
	}
	server.Chance(func(op string) backofficetest.Fault {
		if fault, ok := lasting[op]; ok {
			return fault
		}
		return lasting["*"]
	})
}
