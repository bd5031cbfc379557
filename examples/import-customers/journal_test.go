package main

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
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
	for _, more := range [][]string{nil, {"-dry-run"}} {
		got := w.run(t, more...)
		assert.Equal(t, codeUsage, got.code)
		assert.Equal(t, "import-customers: the journal journal: it belongs to an import into "+was+
			"; use another -journal for "+other.env["MANEX_URL"]+"\n", got.errOut)
	}
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
		assert.Equal(t, damagedJournal, got.errOut)
	}
	assert.Empty(t, w.server.Requests("*"))
}

const damagedJournal = "import-customers: the journal journal is damaged, or is no journal; " +
	"restore it from a copy: a new one would send everything under new keys\n"

// TestDamagedJournal cuts a journal off, and overwrites all but its first pages.
func TestDamagedJournal(t *testing.T) {
	t.Parallel()
	const heads = 2
	page := os.Getpagesize()
	tests := map[string]func([]byte) []byte{
		"cut off behind its heads": func(text []byte) []byte { return text[:heads*page] },
		"cut off in its heads":     func(text []byte) []byte { return text[:100] },
		"nonsense in all pages":    func(text []byte) []byte { return overwrite(text, heads*page, 'x') },
		"zeros in all pages":       func(text []byte) []byte { return overwrite(text, heads*page, 0) },
		"nonsense in the heads":    func(text []byte) []byte { return append(overwrite(text[:heads*page], 0, 'x'), text[heads*page:]...) },
		"an entry is no JSON":      func(text []byte) []byte { return bytes.ReplaceAll(text, []byte(`{"key":`), []byte(`["key":`)) },
	}
	for name, damage := range tests {
		for _, more := range [][]string{nil, {"-dry-run"}} {
			t.Run(name+strings.Join(more, ""), func(t *testing.T) {
				t.Parallel()
				w := newWorkplace(t)
				require.Equal(t, codeDone, w.run(t).code)
				text, err := os.ReadFile(w.path("journal"))
				require.NoError(t, err)
				w.write(t, "journal", string(damage(text)))
				sent := len(w.server.Requests("*"))
				got := w.run(t, more...)
				assert.Equal(t, codeUsage, got.code)
				assert.Equal(t, damagedJournal, got.errOut)
				assert.Len(t, w.server.Requests("*"), sent)
			})
		}
	}
}

func overwrite(text []byte, from int, with byte) []byte {
	for i := range text[from:] {
		text[from+i] = with
	}
	return text
}

// TestEmptyJournal takes an empty file for a journal that holds nothing yet.
func TestEmptyJournal(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.write(t, "journal", "")
	got := w.run(t, "-dry-run")
	assert.Equal(t, codeDone, got.code, got.errOut)
	assert.Empty(t, got.errOut)
	assert.Equal(t, codeDone, w.run(t).code)
	w.holdsAll(t)
}

// TestReportCannotBeWritten keeps the result of the run: the next one knows it.
func TestReportCannotBeWritten(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	var once sync.Once
	w.server.Chance(func(string) backofficetest.Fault {
		once.Do(func() { assert.NoError(t, os.Mkdir(w.path("report"), 0o700)) })
		return backofficetest.Fault{}
	})
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
