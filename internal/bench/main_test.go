package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/backoffice-sdk/backoffice/internal/bench/gate"
	"github.com/backoffice-sdk/backoffice/internal/bench/library"
)

func TestParse(t *testing.T) {
	for name, test := range map[string]struct {
		arguments []string
		want      options
		err       string
	}{
		"nothing":           {nil, options{out: "../../docs/performance.md"}, ""},
		"quick":             {[]string{"-quick"}, options{quick: true}, ""},
		"quick with report": {[]string{"-quick", "-out", "x.md"}, options{quick: true, out: "x.md"}, ""},
		"gate":              {[]string{"-quick", "-gate", "-rounds", "7"}, options{quick: true, gate: true, rounds: 7}, ""},
		"an argument":       {[]string{"fast"}, options{}, `unexpected argument "fast"`},
		"negative rounds":   {[]string{"-rounds", "-1"}, options{}, "-rounds needs a positive number"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := parse(test.arguments)
			if test.err != "" {
				require.EqualError(t, err, test.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestPlanOfAQuickRunIsAPartOfTheFullOne(t *testing.T) {
	full, quick := options{}.plan(true), options{quick: true}.plan(true)
	assert.Contains(t, full.Goroutines, 64, "the bar is at 64")
	assert.Equal(t, []int{64}, quick.Goroutines)
	assert.Less(t, quick.Rounds, full.Rounds)
	assert.True(t, quick.OnlyGate)
	assert.True(t, quick.Whole, "the gate counts connections")
	assert.False(t, options{}.plan(false).Whole)
	assert.Equal(t, 5, options{rounds: 5}.plan(true).Rounds)
	assert.Equal(t, 5, options{rounds: 5}.plan(true).LoadRounds)
	assert.Equal(t, full.LoadRounds, options{rounds: 500}.plan(true).LoadRounds)
}

func TestJudge(t *testing.T) {
	met := gate.Check{Engine: "v1", Name: "met", Value: 1, Bar: 1, Limit: 1}
	over := gate.Check{Engine: "v1", Name: "over", Value: 1.1, Bar: 1, Limit: 1.25}
	broken := gate.Check{Engine: "v1", Name: "broken", Value: 1.3, Bar: 1, Limit: 1.25}
	var out bytes.Buffer
	require.NoError(t, judge(&out, []gate.Check{met, over}, true))
	assert.Equal(t, "over [v1] over: 1.10, should be at most 1.00 (the gate takes 1.25)\n2 checks, 0 failed\n", out.String())

	out.Reset()
	require.EqualError(t, judge(&out, []gate.Check{met, broken}, true), "the gate is shut: 1 of 2 checks failed")
	assert.Contains(t, out.String(), "FAIL [v1] broken: 1.30")
	require.NoError(t, judge(&out, []gate.Check{broken}, false), "without -gate it only tells")

	out.Reset()
	broken.Timed, over.Timed = true, true
	disturbed := broken
	disturbed.Disturbed = true
	require.NoError(t, judge(&out, []gate.Check{disturbed, over}, true))
	assert.Contains(t, out.String(), "SKIPPED: 1 of 2 times are not judged")
	require.NoError(t, judge(&out, []gate.Check{disturbed}, false))
	require.ErrorContains(t, judge(&out, []gate.Check{disturbed, met}, true), "no time could be judged", "or the gate would never shut")
}

func TestTheTableHasEveryOperation(t *testing.T) {
	table, err := readTable()
	require.NoError(t, err)
	for _, engine := range engines {
		for _, op := range library.Operations {
			assert.True(t, table.Has(engine.name, op.Name), "%s %s: go run . -update", engine.name, op.Name)
		}
	}
}

// TestThePageHasTheTable: the page is of a run of the code it stands beside.
func TestThePageHasTheTable(t *testing.T) {
	table, err := os.ReadFile(tableFile)
	require.NoError(t, err)
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "performance.md"))
	require.NoError(t, err)
	plain := strings.ReplaceAll(string(page), ",", "")
	rows := map[string][]string{} // by operation: what both engines allocate
	for line := range strings.Lines(string(table)) {
		if words := strings.Fields(line); len(words) == 4 && words[0] != "#" {
			rows[words[1]] = append(rows[words[1]], words[2:]...)
		}
	}
	require.Len(t, rows, len(library.Operations))
	for operation, figures := range rows {
		row := "| " + operation + " | " + strings.Join(figures, " | ") + " |"
		assert.Contains(t, plain, row, "go run . writes the page anew")
	}
}
