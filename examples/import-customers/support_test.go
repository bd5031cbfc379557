package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// workplace is a folder with the files of an import, and a server.
type workplace struct {
	dir    string
	server *backofficetest.Server
	env    map[string]string
}

const (
	someCustomers = "id,number,name,status\nC1,1001,First,Active\nC2,1002,Second,Quote\n"
	someAddresses = "id,customer,city\nA1,C1,Swilton\nA2,C2,Köln\n"
	someTaxes     = "id,address,description,rate,tax_id,record_type\nT1,A1,USE TAX,8.25,CA,S\nT2,A2,MWST,19,DE,S\n"
)

// newWorkplace returns a workplace with two rows of each kind.
func newWorkplace(t *testing.T) *workplace {
	t.Helper()
	server := backofficetest.NewServer(t)
	w := &workplace{dir: t.TempDir(), server: server, env: map[string]string{
		"MANEX_URL": server.ManExURL(), "MANEX_KEY": server.ManExKey(),
	}}
	w.write(t, "customers", someCustomers)
	w.write(t, "addresses", someAddresses)
	w.write(t, "taxes", someTaxes)
	return w
}

func (w *workplace) path(name string) string { return filepath.Join(w.dir, name) }

func (w *workplace) write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(w.path(name), []byte(text), 0o600))
}

// args are the arguments of an import of all three files.
func (w *workplace) args(more ...string) []string {
	return append([]string{
		"-customers", w.path("customers"), "-addresses", w.path("addresses"), "-taxes", w.path("taxes"),
		"-journal", w.path("journal"), "-report", w.path("report"), "-rate", "100000",
	}, more...)
}

// result is what a run left behind.
type result struct {
	code        int
	out, errOut string
}

// run runs an import of all three files.
func (w *workplace) run(t *testing.T, more ...string) result {
	t.Helper()
	return w.runUntil(t.Context(), t, w.args(more...))
}

func (w *workplace) runUntil(ctx context.Context, t *testing.T, args []string) result {
	t.Helper()
	var out, errOut bytes.Buffer
	code := run(ctx, args, func(name string) string { return w.env[name] }, &out, &errOut)
	got := result{code, strings.ReplaceAll(out.String(), w.dir+"/", ""), strings.ReplaceAll(errOut.String(), w.dir+"/", "")}
	w.hasNoSecret(t, got)
	return got
}

// hasNoSecret looks for the API key on the screen and in all files.
func (w *workplace) hasNoSecret(t *testing.T, got result) {
	t.Helper()
	places := map[string]string{"out": got.out, "errOut": got.errOut}
	for _, name := range []string{"journal", "report"} {
		text, _ := os.ReadFile(w.path(name)) // there need not be one
		places[name] = string(text)
	}
	for name, text := range places {
		if strings.Contains(text, w.server.ManExKey()) {
			t.Errorf("the API key is in %s", name)
		}
	}
}

// line is a line of the report.
type line struct{ id, outcome, settledBy, message string }

// report reads the report by ids. Keys are checked to be there.
func (w *workplace) report(t *testing.T) map[string]line {
	t.Helper()
	lines := map[string]line{}
	for _, cells := range w.reportCells(t) {
		require.NotEmpty(t, cells[4], "each row has a key")
		lines[cells[3]] = line{cells[3], cells[5], cells[6], cells[7]}
	}
	return lines
}

func (w *workplace) reportCells(t *testing.T) [][]string {
	t.Helper()
	file, err := os.Open(w.path("report"))
	require.NoError(t, err)
	defer file.Close()
	all, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"kind", "file", "line", "id", "key", "outcome", "settled_by", "message"}, all[0])
	return all[1:]
}

// key returns the key of a row.
func (w *workplace) key(t *testing.T, id string) string {
	t.Helper()
	for _, cells := range w.reportCells(t) {
		if cells[3] == id {
			return cells[4]
		}
	}
	t.Fatalf("the report has no row %s", id)
	return ""
}

// holdsAll checks that the server holds each row once.
func (w *workplace) holdsAll(t *testing.T) {
	t.Helper()
	for _, op := range []string{"customer.Add", "shipbill.Add", "shiptax.Add"} {
		assert.Len(t, w.server.Commits(op), 2, op)
	}
	for _, id := range []string{"C1", "C2", "A1", "A2", "T1", "T2"} {
		assert.Equal(t, "done", w.report(t)[id].outcome, id)
	}
}
