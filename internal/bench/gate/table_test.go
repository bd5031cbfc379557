package gate_test

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/backoffice-sdk/backoffice/internal/bench/gate"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

func operations(getCount, getBytes int) []result.Operation {
	return []result.Operation{
		{Name: "customer.Add", Allocations: measure.Allocations{Count: 64, Bytes: 7000}},
		{Name: "customer.Get/padded", Allocations: measure.Allocations{Count: getCount, Bytes: getBytes}},
	}
}

func newTable() *gate.Table {
	table := gate.NewTable("go1.26.8")
	table.Add("v1", operations(30, 5000))
	table.Add("v2", operations(31, 5000))
	return table
}

func TestTableIsReadAsItWasWritten(t *testing.T) {
	table, err := gate.ParseTable(newTable().Format())
	require.NoError(t, err)
	assert.Equal(t, newTable(), table)
	assert.Equal(t, `# What one call of this library allocates, answered in memory.
# Written by "go run . -update"; the gate fails when a call allocates more or less.
go  go1.26.8
v1  customer.Add         64  7000
v1  customer.Get/padded  30  5000
v2  customer.Add         64  7000
v2  customer.Get/padded  31  5000
`, string(table.Format()))
}

func TestTableThatCantBeReadIsAnError(t *testing.T) {
	_, err := gate.ParseTable([]byte("v1 customer.Add many 7000\n"))
	require.ErrorContains(t, err, `"v1 customer.Add many 7000"`)
}

func TestTableIsHeld(t *testing.T) {
	const allocations, bytes = "customer.Get/padded, allocations against the table", "customer.Get/padded, bytes against the table"
	for name, test := range map[string]struct {
		engine string
		run    result.Run
		want   []string
	}{
		"as it stands":           {"v1", result.Run{Operations: operations(30, 5000)}, nil},
		"one byte more":          {"v1", result.Run{Operations: operations(30, 5001)}, []string{bytes}},
		"one byte less":          {"v1", result.Run{Operations: operations(30, 4999)}, []string{bytes}},
		"another Go, within two": {"v1", result.Run{Go: "go1.27.1", Operations: operations(30, 5099)}, nil},
		"one allocation more":    {"v1", result.Run{Operations: operations(31, 5000)}, []string{allocations}},
		"the other engine's":     {"v2", result.Run{Operations: operations(31, 5000)}, nil},
		"one allocation less":    {"v1", result.Run{Operations: operations(29, 5000)}, []string{allocations}},
		"another Go, beyond two": {"v1", result.Run{Go: "go1.27.1", Operations: operations(30, 5101)}, []string{bytes}},
		"another Go, far below":  {"v1", result.Run{Go: "go1.27.1", Operations: operations(30, 4899)}, []string{bytes}},
		"a call is gone":         {"v1", result.Run{Operations: operations(30, 5000)[1:]}, []string{"customer.Add, measured at all"}},
		"a call nobody noted":    {"v1", result.Run{Operations: append(operations(30, 5000), result.Operation{Name: "new", Allocations: measure.Allocations{Count: 1}})}, []string{"new, allocations against the table"}},
		"an engine nobody knew":  {"v3", result.Run{Operations: operations(30, 5000)[1:]}, []string{allocations, bytes}},
	} {
		t.Run(name, func(t *testing.T) {
			table := newTable()
			test.run.Go = cmp.Or(test.run.Go, table.Go)
			assert.Equal(t, test.want, broken(table.Check(test.engine, &test.run)))
		})
	}
}

func TestTableOfAnotherGoSaysSo(t *testing.T) {
	checks := newTable().Check("v1", &result.Run{Go: "go1.27.1", Operations: operations(31, 5000)})
	require.NotEmpty(t, broken(checks))
	assert.Contains(t, checks[4].String(), "go run . -update (the table is of go1.26.8, this is go1.27.1)")
}
