package manex_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// source is a line of a SOURCES file: where a fixture comes from.
type source struct {
	file    string
	line    int
	section string
	heading string
	changes []string
}

// edits are the changes a SOURCES file may name.
var edits = map[string]func(string) string{
	"url-prefix": func(text string) string { return queryLine.ReplaceAllString(text, "") },
	"apostrophe": func(text string) string { return strings.TrimSuffix(text, "'") },
	"fold-marks": func(text string) string {
		return strings.ReplaceAll(strings.ReplaceAll(text, "\n-\"", "\n\""), "\n-{", "\n{")
	},
	"quotes": func(text string) string { return strings.ReplaceAll(text, "'", `"`) },
	"colon":  func(text string) string { return strings.Replace(text, `","`, `":"`, 1) },
}

func readSources(t *testing.T, pkg string) []source {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", pkg, "testdata", "docs", "SOURCES"))
	require.NoError(t, err)
	var found []source
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), " | ")
		require.Len(t, cells, 5, line)
		number, err := strconv.Atoi(cells[1])
		require.NoError(t, err, line)
		s := source{file: cells[0], line: number, section: cells[2], heading: cells[3]}
		if cells[4] != "none" {
			s.changes = strings.Split(cells[4], ", ")
		}
		found = append(found, s)
	}
	return found
}

// TestEverySampleIsAFixture holds the document and the fixtures together: each
// sample is a file, each file is a sample with the changes its line names.
func TestEverySampleIsAFixture(t *testing.T) {
	t.Parallel()
	d := readDocument(t)
	require.Len(t, d.samples, 62, "samples in the document")
	unclaimed := map[string]sample{}
	for _, s := range d.samples {
		unclaimed[fmt.Sprint(s.pkg, " line ", s.line)] = s
	}
	for _, pkg := range packages {
		folder := filepath.Join("..", "..", pkg, "testdata", "docs")
		files := map[string]bool{}
		for _, source := range readSources(t, pkg) {
			key := fmt.Sprint(pkg, " line ", source.line)
			sample, ok := unclaimed[key]
			require.True(t, ok, "%s: no sample begins in line %d, or two fixtures claim it", source.file, source.line)
			delete(unclaimed, key)
			assert.Equal(t, sample.section, source.section, source.file)
			assert.Contains(t, d.lines[source.line-4:source.line-1], source.heading, source.file)
			want := sample.text
			for _, change := range source.changes {
				require.Contains(t, edits, change, source.file)
				changed := edits[change](want)
				assert.NotEqual(t, want, changed, "%s: the change %s changes nothing", source.file, change)
				want = changed
			}
			got, err := os.ReadFile(filepath.Join(folder, source.file))
			require.NoError(t, err)
			assert.Equal(t, want+"\n", string(got), "%s/%s", pkg, source.file)
			files[source.file] = true
		}
		entries, err := os.ReadDir(folder)
		require.NoError(t, err)
		for _, entry := range entries {
			assert.True(t, files[entry.Name()] || entry.Name() == "SOURCES", "%s/%s has no line in SOURCES", pkg, entry.Name())
		}
	}
	assert.Empty(t, unclaimed, "samples without a fixture")
}
