package report_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/gate"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/report"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

var update = flag.Bool("update", false, "write the golden page anew")

var (
	library = result.Who{Name: contender.Library, Returns: "exact"}
	floor   = result.Who{Name: contender.Floor, Returns: "plain"}
)

func about(median float64) measure.Interval {
	return measure.Interval{Median: median, Low: median * 0.98, High: median * 1.02}
}

// newRun returns a run whose figures all differ, so that a column that shows
// the wrong one is seen.
func newRun(shift float64) *result.Run {
	rows := []result.Row{
		{
			Who: library, Nanos: 5000 + shift, ToBase: about(0.25 + shift), Library: about(1), CPU: 4100, CPUBase: about(0.21),
			Per: measure.Allocations{Count: 30, Bytes: 4321},
		},
		{
			Who: floor, Nanos: 20000 + shift, ToBase: about(1), Library: about(0.26 + shift), CPU: 19000, CPUBase: about(1),
			Per: measure.Allocations{Count: 59, Bytes: 1005664},
		},
	}
	return &result.Run{
		Go: "go1.26.8", OS: "linux", Arch: "amd64", CPUs: 2, Processor: "Abacus 3000",
		Versions:   []result.Version{{Name: "resty v3", Module: "resty.dev/v3", Version: "v3.0.0-rc.4"}},
		Operations: []result.Operation{{Name: "customer.Add", Allocations: measure.Allocations{Count: 52 + int(shift*100), Bytes: 6564}}},
		Sets: []result.Set{
			{Work: "Customer Get, padded", Place: result.Memory, Base: floor, Spread: 0.07, Null: about(1.02), Rows: rows},
			{Work: "Customer Get, padded", Place: result.Loopback, Base: floor, Spread: 0.31, Null: about(0.97), Rows: rows},
		},
		Growth: []result.Growth{
			{Who: library, Rows: 1000, Body: 356000, NanosPerRow: 1500, ToBase: about(0.28), ToShortest: about(1), Allocated: 890000, InChunks: 960000, Held: 600000},
			{Who: library, Rows: 100000, Body: 35600000, NanosPerRow: 1600, ToBase: about(0.29), ToShortest: about(1.07), Allocated: 99680000, InChunks: 101000000, Held: 60520000},
		},
		Bursts: []result.Bursts{
			{Who: library, Count: 50, Parallel: 64, Opened: 64, Kept: 63, Nanos: 4e6, CPU: 34000},
			{Who: floor, Count: 50, Parallel: 64, Opened: 3097, Kept: 2, Nanos: 6.5e6, CPU: 81000},
		},
		Failures: []result.Failures{{Who: library, Calls: 10000, Every: 50, None: 16, Cancelled: 17, Status: 18}},
		Throughput: []result.Throughput{{Goroutines: 64, Calls: 8000, Rows: []result.Speed{
			{Who: library, PerSecond: 41300.4, ToBase: about(2.1), Library: about(1), Opened: 64},
			{Who: floor, PerSecond: 19200, ToBase: about(1), Library: about(2.1), Opened: 2991},
		}}},
		InFlight: []result.InFlight{{Who: library, Calls: 400, Heap: 13400, Stack: 20100, Goroutines: 3}},
	}
}

func newInput() report.Input {
	return report.Input{
		First:  newRun(0),
		Second: newRun(0.1),
		Bars: []gate.Check{
			{Engine: "v1", Name: "time", Value: 0.25, Bar: 0.45, Limit: 0.5625},
			{Engine: "v1", Name: "speed", Value: 1.7, Bar: 1.8, Limit: 1.44, Least: true},
			{Engine: "v1", Name: "connections", Value: 64, Bar: 70, Limit: 70},
			{Engine: "v2", Name: "time", Value: 0.57, Bar: 0.55, Limit: 0.6875},
			{Engine: "v2", Name: "speed", Value: 1.9, Bar: 1.7, Limit: 1.36, Least: true},
		},
		Rounds: 120,
		Date:   time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
	}
}

func TestRender(t *testing.T) {
	page, err := report.Render(newInput())
	require.NoError(t, err)
	golden := filepath.Join("testdata", "performance.golden.md")
	if *update {
		require.NoError(t, os.WriteFile(golden, page, 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(page))
}

func TestAQuickRunSaysSo(t *testing.T) {
	in := newInput()
	page, err := report.Render(in)
	require.NoError(t, err)
	assert.NotContains(t, string(page), "quick run")

	in.Quick = true
	in.First.InFlight = nil
	page, err = report.Render(in)
	require.NoError(t, err)
	assert.Contains(t, string(page), "quick run")
	assert.NotContains(t, string(page), "Memory of a call in flight")
}

func TestABusyMachineIsNamed(t *testing.T) {
	in := newInput()
	page, err := report.Render(in)
	require.NoError(t, err)
	assert.NotContains(t, string(page), "provisional")

	in.Second.Sets[1].Null = about(1.31)
	page, err = report.Render(in)
	require.NoError(t, err)
	assert.Contains(t, string(page), "the client by hand took up to 31 % more or less than itself")
}

// Every row of a table has the cells of its head, or Markdown drops some.
func TestTablesAreWellFormed(t *testing.T) {
	page, err := report.Render(newInput())
	require.NoError(t, err)
	cells := 0
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "|") {
			cells = 0
			continue
		}
		found := strings.Count(line, "|")
		if cells == 0 {
			cells = found
		}
		assert.Equal(t, cells, found, line)
	}
}
