package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestJournalOfAnotherServer(t *testing.T) {
	t.Parallel()
	w, other := newWorkplace(t), newWorkplace(t)
	require.Equal(t, codeDone, w.run(t).code)
	was := w.env["MANEX_URL"]
	w.env["MANEX_URL"] += "/"
	assert.Equal(t, codeDone, w.run(t).code, "the same server")
	w.env["MANEX_URL"] = other.env["MANEX_URL"]
	got := w.run(t)
	assert.Equal(t, codeUsage, got.code)
	assert.Equal(t, "import-customers: the journal journal: it belongs to an import into "+was+
		"; use another -journal for "+other.env["MANEX_URL"]+"\n", got.errOut)
	assert.Empty(t, other.server.Requests("*"))
}

func TestJournalInUse(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	j, err := openJournal(w.path("journal"), w.env["MANEX_URL"])
	require.NoError(t, err)
	for _, more := range [][]string{nil, {"-dry-run"}} {
		got := w.run(t, more...)
		assert.Equal(t, codeUsage, got.code)
		assert.Equal(t, "import-customers: the journal journal is in use by another import\n", got.errOut)
	}
	require.NoError(t, j.close())
	assert.Equal(t, codeDone, w.run(t).code)
}

func TestNoJournal(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	require.NoError(t, os.WriteFile(w.path("journal"), []byte("no journal"), 0o600))
	for _, more := range [][]string{nil, {"-dry-run"}} {
		got := w.run(t, more...)
		assert.Equal(t, codeUsage, got.code)
		assert.Contains(t, got.errOut, "import-customers: the journal journal: ")
	}
	assert.Empty(t, w.server.Requests("*"))
}

// TestReportCannotBeWritten keeps the result of the run: the next one knows it.
func TestReportCannotBeWritten(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	require.NoError(t, os.Mkdir(w.path("report"), 0o700))
	got := w.run(t)
	assert.Equal(t, codeIncomplete, got.code)
	assert.Contains(t, got.errOut, "import-customers: the report can't be written: ")
	assert.Contains(t, got.out, "taxes      2 rows, 2 done\n")
	left, err := os.ReadDir(w.dir)
	require.NoError(t, err)
	assert.Len(t, left, 5, "three files, the journal and the folder: nothing half written")
	require.NoError(t, os.Remove(w.path("report")))
	sent := len(w.server.Requests("*"))
	assert.Equal(t, codeDone, w.run(t).code)
	assert.Len(t, w.server.Requests("*"), sent)
	w.holdsAll(t)
}
