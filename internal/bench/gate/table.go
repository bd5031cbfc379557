package gate

import (
	"bytes"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

// byteTolerance is how far the bytes of a call may be from a table of another
// release of Go, where size classes and the headers of maps differ.
const byteTolerance = 0.02

// Table holds what each call of this library may allocate, by JSON engine and
// operation.
type Table struct {
	// Go is the version it was written with.
	Go      string
	entries map[entry]measure.Allocations
	order   []entry
}

type entry struct{ engine, operation string }

const tableHead = `# What one call of this library allocates, answered in memory.
# Written by "go run . -update"; the gate fails when a call allocates more or less.
`

// NewTable returns an empty table.
func NewTable(goVersion string) *Table {
	return &Table{Go: goVersion, entries: map[entry]measure.Allocations{}}
}

// Add adds the operations of a run.
func (t *Table) Add(engine string, operations []result.Operation) {
	for _, op := range operations {
		t.add(entry{engine, op.Name}, op.Allocations)
	}
}

func (t *Table) add(e entry, a measure.Allocations) {
	t.entries[e] = a
	t.order = append(t.order, e)
}

// Has reports whether the table knows an operation.
func (t *Table) Has(engine, operation string) bool {
	_, ok := t.entries[entry{engine, operation}]
	return ok
}

// Format returns the table as text.
func (t *Table) Format() []byte {
	var b bytes.Buffer
	b.WriteString(tableHead)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "go\t%s\n", t.Go)
	for _, e := range t.order {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\n", e.engine, e.operation, t.entries[e].Count, t.entries[e].Bytes)
	}
	_ = w.Flush() // a buffer takes everything
	return b.Bytes()
}

// ParseTable reads the text of a table.
func ParseTable(text []byte) (*Table, error) {
	t := NewTable("")
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if words[0] == "go" && len(words) == 2 {
			t.Go = words[1]
			continue
		}
		var e entry
		var a measure.Allocations
		if _, err := fmt.Sscan(line, &e.engine, &e.operation, &a.Count, &a.Bytes); err != nil {
			return nil, fmt.Errorf("the table of allocations has a line that can't be read: %q", strings.TrimSpace(line))
		}
		t.add(e, a)
	}
	return t, nil
}

// Check compares a run with the table, both ways: a call that became cheaper
// must be noted too, or the next loss would hide behind the gain.
func (t *Table) Check(engine string, run *result.Run) []Check {
	hint := "; if it is meant to be so: go run . -update"
	tolerance := 0.0
	if run.Go != t.Go {
		tolerance = byteTolerance
		hint += fmt.Sprintf(" (the table is of %s, this is %s)", t.Go, run.Go)
	}
	var checks []Check
	exactly := func(name string, value, want, tolerance float64) {
		checks = append(checks,
			Check{Engine: engine, Name: name, Value: value, Bar: want * (1 + tolerance), Limit: want * (1 + tolerance), Hint: hint},
			Check{Engine: engine, Name: name, Value: value, Bar: want * (1 - tolerance), Limit: want * (1 - tolerance), Least: true, Hint: hint})
	}
	measured := map[entry]bool{}
	for _, op := range run.Operations {
		e := entry{engine, op.Name}
		measured[e] = true
		want := t.entries[e] // none: every count is too much
		exactly(op.Name+", allocations against the table", float64(op.Count), float64(want.Count), 0)
		exactly(op.Name+", bytes against the table", float64(op.Bytes), float64(want.Bytes), tolerance)
	}
	for _, e := range t.order {
		if e.engine == engine && !measured[e] {
			exactly(e.operation+", measured at all", 0, 1, 0)
		}
	}
	return checks
}
