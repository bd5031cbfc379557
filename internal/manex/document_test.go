package manex_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// document is the vendor's document, taken apart.
type document struct {
	lines   []string
	samples []sample
	tables  map[string][]parameter // by operation, such as "customer.Add"
}

// sample is a request or an answer that the document shows.
type sample struct {
	line    int // of its first line, from 1
	section string
	pkg     string
	text    string
}

// parameter is a row of a parameter table.
type parameter struct {
	name     string
	required bool
	comment  string
}

// packages are our packages by the chapter of the document they cover.
var packages = map[string]string{"1.1": "customer", "1.2": "shipbill", "1.3": "shiptax"}

var (
	sectionLine = regexp.MustCompile(`^(\d\.\d)\.\d\. (\w+) \|$`)
	queryLine   = regexp.MustCompile(`^URL:?\?`)
)

// readDocument takes the document apart: sections by their numbers, queries by
// their "URL:?", JSON by its outermost braces, tables by their head.
func readDocument(t *testing.T) *document {
	t.Helper()
	text, err := os.ReadFile("testdata/manex-customer-api.txt")
	require.NoError(t, err)
	d := &document{lines: strings.Split(string(text), "\n"), tables: map[string][]parameter{}}
	var section, pkg, op string
	for i := 0; i < len(d.lines); i++ {
		line := d.lines[i]
		switch match := sectionLine.FindStringSubmatch(line); {
		case match != nil:
			section, pkg = strings.TrimSuffix(line, " |"), packages[match[1]]
			op = pkg + "." + match[2]
		case line == "Parameters":
			d.tables[op] = d.readTable(i + 1)
		case queryLine.MatchString(line):
			d.samples = append(d.samples, sample{i + 1, section, pkg, line})
		case line == "{":
			end := d.closingBrace(i)
			d.samples = append(d.samples, sample{i + 1, section, pkg, strings.Join(d.lines[i:end+1], "\n")})
			i = end
		}
	}
	return d
}

func (d *document) closingBrace(start int) int {
	depth := 0
	for i := start; ; i++ {
		depth += strings.Count(d.lines[i], "{") - strings.Count(d.lines[i], "}")
		if depth == 0 {
			return i
		}
	}
}

// readTable reads a table of four columns, whose cells end with a bar.
func (d *document) readTable(start int) []parameter {
	end := start
	for d.lines[end] != "Example Strings" {
		end++
	}
	cells := strings.Split(strings.Join(d.lines[start:end], " "), "|")
	const columns = 4
	var rows []parameter
	for i := columns; i+columns <= len(cells); i += columns {
		rows = append(rows, parameter{
			name:     strings.TrimSpace(cells[i]),
			required: strings.TrimSpace(cells[i+2]) == "Y",
			comment:  strings.TrimSpace(cells[i+3]),
		})
	}
	return rows
}
