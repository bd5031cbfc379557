package faults_test

import (
	_ "embed"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "record the texts of errors and write docs/reliability.md anew, once the matrix was played")

const documentPath = "../../docs/reliability.md"

//go:embed reliability.md.tmpl
var documentText string

// chapter is a table of the document.
type chapter struct {
	Title string
	rows  []row
}

var chapters = []chapter{
	{"Before anything is sent", connectRows},
	{"Between the request and the end of its answer", lostRows},
	{"Answers that arrive whole", answerRows},
	{"HTTP statuses", statusRows},
	{"Many calls, and clocks", loadRows},
	{"How requests travel", travelRows},
	{"What the caller does", callerRows},
}

// groups are the columns of the matrix, in the order of the document.
var groups = []string{customers, taxes, deck, order, cart}

var classes = []transport.Class{transport.Read, transport.Update, transport.Delete, transport.Once}

// TestDocument compares docs/reliability.md with the tables of this test and the
// recorded texts. TestMatrix writes it.
func TestDocument(t *testing.T) {
	t.Parallel() // so it comes after TestMatrix
	written, err := os.ReadFile(documentPath)
	require.NoError(t, err)
	assert.True(t, document(t) == string(written), "docs/reliability.md is out of date: go test ./internal/faults -update")
}

// document returns the page as it should be.
func document(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	page := template.Must(template.New("page").Parse(documentText))
	require.NoError(t, page.Execute(&b, map[string]any{"Chapters": chapters, "Subjects": subjectTable(), "Texts": recordedTexts(t)}))
	return b.String()
}

// TestNothingIsLeftOut: every fault of the list has a row, and every row says of
// every call what must happen, or why the fault can't.
func TestNothingIsLeftOut(t *testing.T) {
	t.Parallel()
	const faults = 68
	numbers := map[int]bool{}
	names := map[string]bool{}
	for i := range rows {
		r := &rows[i]
		numbers[r.number] = true
		assert.False(t, names[r.name()], "%s is there twice", r.name())
		names[r.name()] = true
		for j := range subjects {
			s := &subjects[j]
			l := r.lineOf(s.group)
			if assert.NotNil(t, l, "%s: %s", r.name(), s.op) {
				assert.True(t, l.missing != "" || l.cell(s.class) != "", "%s: %s", r.name(), s.op)
			}
		}
	}
	for number := 1; number <= faults; number++ {
		assert.True(t, numbers[number], "fault %d has no row", number)
	}
	assert.Len(t, numbers, faults)
}

// Table returns the rows in Markdown.
func (c chapter) Table() string {
	var b strings.Builder
	b.WriteString("| # | fault | calls | read | update | delete | once | note |\n|---|---|---|---|---|---|---|---|\n")
	for i := range c.rows {
		c.rows[i].write(&b)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// write writes a row: a line for each set of groups that fare alike.
func (r *row) write(b *strings.Builder) {
	number, fault, note := r.id(), r.fault, r.note
	for _, alike := range r.alike() {
		l := r.lineOf(alike[0])
		cells := []string{number, fault, labelOf(alike)}
		for _, class := range classes {
			cells = append(cells, writeCell(l.cell(class)))
		}
		if l.missing != "" {
			note = strings.TrimPrefix(note+"; does not apply: "+l.missing, "; ")
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(append(cells, note), " | "))
		number, fault, note = "", "", ""
	}
}

// writeCell returns a cell as the document shows it. What begins with a dash is
// a reason why there is no trial.
func writeCell(cell string) string {
	if why, ok := strings.CutPrefix(cell, "- "); ok {
		return "(" + why + ")"
	}
	return cell
}

// alike returns the groups of a row, those with the same line together.
func (r *row) alike() [][]string {
	var lines []*line
	var sets [][]string
	for _, group := range groups {
		l := r.lineOf(group)
		at := slices.Index(lines, l)
		if at < 0 {
			at, lines, sets = len(lines), append(lines, l), append(sets, nil)
		}
		sets[at] = append(sets[at], group)
	}
	return sets
}

// labelOf names a set of groups, in as few words as possible.
func labelOf(set []string) string {
	if len(set) == len(groups) {
		return "all"
	}
	var names []string
	for _, group := range set {
		vendor := vendorOf(group)
		isWhole := !slices.ContainsFunc(groups, func(other string) bool {
			return vendorOf(other) == vendor && !slices.Contains(set, other)
		})
		switch {
		case !isWhole:
			names = append(names, group)
		case !slices.Contains(names, vendor):
			names = append(names, vendor)
		}
	}
	return strings.Join(names, ", ")
}

// subjectTable lists the calls that stand for their classes.
func subjectTable() string {
	var b strings.Builder
	b.WriteString("| calls | read | update | delete | once |\n|---|---|---|---|---|\n")
	for _, group := range groups {
		fmt.Fprintf(&b, "| %s |", group)
		for _, class := range classes {
			fmt.Fprintf(&b, " %s |", operationOf(group, class))
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func operationOf(group string, class transport.Class) string {
	for i := range subjects {
		if s := &subjects[i]; s.group == group && s.class == class {
			return "`" + s.op + "`"
		}
	}
	return "none"
}
