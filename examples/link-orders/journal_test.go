package main

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestJournalIsContinued(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/journal"
	first := links.Link{Line: 2, Order: "1", Customer: "C-1"}
	second := links.Link{Line: 3, Order: "2", Customer: "Müller \"& Söhne\""}

	j, known, err := openJournal(path, "oms")
	require.NoError(t, err)
	assert.Empty(t, known)
	for _, e := range []entry{
		newEntry(first, unknown, "lost"), newEntry(second, rejected, "closed"), newEntry(first, linked, ""),
	} {
		require.NoError(t, j.record(e))
	}
	require.NoError(t, j.close())

	j, known, err = openJournal(path, "oms")
	require.NoError(t, err)
	assert.Equal(t, newEntry(first, linked, ""), known.of(first), "the last entry counts")
	assert.Equal(t, newEntry(second, rejected, "closed"), known.of(second))
	other := links.Link{Order: "1", Customer: "C-2"}
	assert.Equal(t, newEntry(other, undone, ""), known.of(other), "another wish")
	require.NoError(t, j.record(newEntry(other, linked, "")))
	require.NoError(t, j.close())

	known, err = readJournal(path, "oms")
	require.NoError(t, err)
	assert.Equal(t, newEntry(first, undone, ""), known.of(first), "the order belongs to another customer since")
}

// TestJournalOfACrash cuts a journal off after every byte of its last line.
func TestJournalOfACrash(t *testing.T) {
	t.Parallel()
	whole := `{"journal":"link-orders 1","oms":"oms"}` + "\n" + `{"order":"1","customer":"C-1","outcome":"linked"}` + "\n"
	last := `{"order":"2","customer":"C-2","outcome":"linked"}`
	first, second := links.Link{Order: "1", Customer: "C-1"}, links.Link{Order: "2", Customer: "C-2"}
	for length := range len(last) + 1 {
		path := t.TempDir() + "/journal"
		require.NoError(t, os.WriteFile(path, []byte(whole+last[:length]), 0o600))
		j, known, err := openJournal(path, "oms")
		require.NoError(t, err)
		assert.Equal(t, linked, known.of(first).Outcome)
		if length < len(last) {
			assert.Equal(t, undone, known.of(second).Outcome)
		}
		require.NoError(t, j.record(newEntry(second, verified, "")))
		require.NoError(t, j.close())
		known, err = readJournal(path, "oms")
		require.NoError(t, err)
		assert.Equal(t, verified, known.of(second).Outcome, "cut after %d bytes", length)
	}
}

// TestJournalOfACrashAtTheBeginning cuts a journal off in its heading.
func TestJournalOfACrashAtTheBeginning(t *testing.T) {
	t.Parallel()
	heading := `{"journal":"link-orders 1","oms":"oms"}`
	for length := range len(heading) + 1 {
		path := t.TempDir() + "/journal"
		require.NoError(t, os.WriteFile(path, []byte(heading[:length]), 0o600))
		_, _, err := openJournal(path, "oms")
		if length == 0 || length == len(heading) {
			assert.NoError(t, err)
			continue
		}
		assert.ErrorContains(t, err, "is no journal of this program", "it is empty, and can be removed")
	}
}

func TestJournalOfSomethingElse(t *testing.T) {
	t.Parallel()
	s := newSite(t, 1)
	r := start(t, t.Context(), s.environment(), "", "-journal", s.path("links.csv"), s.path("links.csv"))
	assert.Equal(t, exitUsage, r.code)
	assert.Contains(t, r.errOut, "links.csv is no journal of this program")
	text, err := os.ReadFile(s.path("links.csv"))
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(text), "order_number"), "it is left alone")

	require.Equal(t, exitDone, s.start(t, t.Context()).code)
	elsewhere := newSite(t, 1)
	r = start(t, t.Context(), elsewhere.environment(), "", "-journal", s.path("links.journal"), elsewhere.path("links.csv"))
	assert.Equal(t, exitUsage, r.code)
	assert.Contains(t, r.errOut, "links.journal is the journal of another OMS: "+s.DECKURL()+", site TESTSITE")
	assert.Empty(t, elsewhere.Requests("*"))

	text, err = os.ReadFile(s.path("links.journal"))
	require.NoError(t, err)
	assert.NotContains(t, string(text), s.DECKAPIKey())
	assert.Contains(t, string(text), `{"order":"5000","customer":"C-0","outcome":"verified"}`)
}

// newLinker returns a linker for all orders of a site.
func (s site) newLinker(t *testing.T, j *journal) *linker {
	t.Helper()
	o, err := links.Connect(func(name string) string { return s.environment()[name] })
	require.NoError(t, err)
	l := &linker{client: o.Client, journal: j, workers: 1, trouble: &lockedBuffer{}}
	for i := range s.orders {
		link := links.Link{Order: orderNumber(i), Customer: customerID(i)}
		l.links = append(l.links, link)
		l.entries = append(l.entries, newEntry(link, undone, ""))
	}
	return l
}

// TestJournalThatCannotBeWritten: without a journal nothing more is sent.
func TestJournalThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	s := newSite(t, 20)
	j, _, err := openJournal(s.path("links.journal"), "oms")
	require.NoError(t, err)
	require.NoError(t, j.close())
	l := s.newLinker(t, j)
	err = l.forEach(t.Context(), func(entry) bool { return true }, l.link)
	assert.ErrorIs(t, err, os.ErrClosed)
	assert.ErrorContains(t, err, "the journal can't be written")
	assert.LessOrEqual(t, s.sent(), 2)
}

// TestEntriesAreSynced: a pipe takes an entry, but has no disk to put it on.
func TestEntriesAreSynced(t *testing.T) {
	t.Parallel()
	reader, writer, err := os.Pipe()
	require.NoError(t, err)
	defer reader.Close()
	j := &journal{file: writer}
	assert.Error(t, j.record(newEntry(links.Link{Order: "1", Customer: "C-1"}, linked, "")))
	require.NoError(t, j.close())
	text, err := io.ReadAll(reader)
	require.NoError(t, err)
	assert.Equal(t, `{"order":"1","customer":"C-1","outcome":"linked"}`+"\n", string(text))
}
