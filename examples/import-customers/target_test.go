package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReportOverAnotherFile keeps the inputs and the journal, however the report
// is spelled.
func TestReportOverAnotherFile(t *testing.T) {
	t.Parallel()
	absolute := func(t *testing.T, w *workplace, name string) string {
		t.Helper()
		return w.path(name)
	}
	linked := func(t *testing.T, w *workplace, name string) string {
		t.Helper()
		link := filepath.Join(t.TempDir(), "link")
		require.NoError(t, os.Symlink(w.path(name), link))
		return link
	}
	linkedFolder := func(t *testing.T, w *workplace, name string) string {
		t.Helper()
		link := filepath.Join(t.TempDir(), "link")
		require.NoError(t, os.Symlink(w.dir, link))
		return filepath.Join(link, name)
	}
	hardLinked := func(t *testing.T, w *workplace, name string) string {
		t.Helper()
		require.NoError(t, os.Link(w.path(name), w.path("hard")))
		return w.path("hard")
	}
	const files, regular = "each flag must name a file of its own; -h explains the flags\n", "which is not a regular file\n"
	tests := []struct {
		name    string
		over    string
		spelled func(*testing.T, *workplace, string) string
		ran     bool // an import has made the journal
		want    string
	}{
		{"absolute path of an input", "customers", absolute, false, files},
		{"link to an input", "taxes", linked, false, files},
		{"folder of an input by a link", "addresses", linkedFolder, false, files},
		{"input by another name", "addresses", hardLinked, false, files},
		{"absolute path of the journal", "journal", absolute, true, files},
		{"link to the journal", "journal", linked, true, files},
		{"link to a journal that is not there yet", "journal", linked, false, files},
		{"folder of the journal by a link", "journal", linkedFolder, true, files},
		{"folder of a journal that is not there yet", "journal", linkedFolder, false, files},
		{"link to something else", "other", linked, false, regular},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t)
			if test.ran {
				require.Equal(t, codeDone, w.run(t).code)
			}
			before, sent := w.contents(t), len(w.server.Requests("*"))
			args := w.relative(t, w.args("-report", test.spelled(t, w, test.over)))
			got := w.runUntil(t.Context(), t, args)
			assert.Equal(t, codeUsage, got.code)
			assert.Contains(t, got.errOut, test.want)
			assert.Len(t, w.server.Requests("*"), sent)
			after := w.contents(t)
			delete(after, "hard")
			assert.Equal(t, before, after)
		})
	}
}

// relative spells the files of the workplace otherwise, all but the report.
func (w *workplace) relative(t *testing.T, args []string) []string {
	t.Helper()
	here, err := os.Getwd()
	require.NoError(t, err)
	for i, arg := range args[:len(args)-1] {
		if strings.HasPrefix(arg, w.dir) {
			args[i], err = filepath.Rel(here, arg)
			require.NoError(t, err)
		}
	}
	return args
}

// contents returns the texts of all files of the workplace by name.
func (w *workplace) contents(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	entries, err := os.ReadDir(w.dir)
	require.NoError(t, err)
	for _, e := range entries {
		text, err := os.ReadFile(w.path(e.Name()))
		require.NoError(t, err)
		all[e.Name()] = string(text)
	}
	return all
}

// TestReportHasNoPlace finds out before anything is sent that the report can't be
// written.
func TestReportHasNoPlace(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	require.NoError(t, os.Mkdir(w.path("folder"), 0o700))
	// A socket stands for all devices: a real one would be lost if the check were.
	socket, err := net.Listen("unix", w.path("socket"))
	require.NoError(t, err)
	defer socket.Close()
	for report, want := range map[string]string{
		w.path("folder"):  "the report would replace folder, which is not a regular file\n",
		w.path("socket"):  "the report would replace socket, which is not a regular file\n",
		w.path("gone/r"):  "the report can't be written: open gone/r.",
		w.path("taxes/r"): "the report can't be written: lstat taxes/r: not a directory\n",
	} {
		got := w.run(t, "-report", report)
		assert.Equal(t, codeUsage, got.code, report)
		assert.Contains(t, got.errOut, want)
	}
	info, err := os.Lstat(w.path("socket"))
	require.NoError(t, err)
	assert.Equal(t, os.ModeSocket, info.Mode().Type())
	assert.Empty(t, w.server.Requests("*"))
	assert.NoFileExists(t, w.path("journal"))
}

func TestLinksInACircle(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	require.NoError(t, os.Symlink(w.path("one"), w.path("two")))
	require.NoError(t, os.Symlink(w.path("two"), w.path("one")))
	got := w.run(t, "-journal", w.path("one"))
	assert.Equal(t, codeUsage, got.code)
	assert.Contains(t, got.errOut, "one: the link leads in a circle")
}
