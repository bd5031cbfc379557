package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"
)

func TestImport(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	got := w.run(t)
	require.Equal(t, codeDone, got.code, got.errOut)
	assert.Empty(t, got.errOut)
	assert.Contains(t, got.out, "customers  2 rows, 2 done\naddresses  2 rows, 2 done\ntaxes      2 rows, 2 done\nThe report is report\n")
	w.holdsAll(t)
	assert.Equal(t, []string{"customer", "customers", "2", "C1", "0000001001", "done", "", ""}, w.short(t)[0])
	assert.Equal(t, "Köln", w.server.Address(w.key(t, "A2"))["CITY"])
	assert.Equal(t, w.key(t, "A2"), w.server.Tax(w.key(t, "T2"))["LINKADD"])

	sent := len(w.server.Requests("*"))
	got = w.run(t)
	assert.Equal(t, codeDone, got.code)
	assert.Len(t, w.server.Requests("*"), sent, "a second run has nothing to ask")
	w.holdsAll(t)
}

// short returns the report with the files' names instead of their paths.
func (w *workplace) short(t *testing.T) [][]string {
	t.Helper()
	lines := w.reportCells(t)
	for _, cells := range lines {
		cells[1] = strings.TrimPrefix(cells[1], w.dir+"/")
	}
	return lines
}

// TestLostAnswers loses an answer for each kind, before and after the ERP has
// carried the request out.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, op string
		fault    backofficetest.Fault
		want     line
	}{
		{"customer after", "customer.Add", backofficetest.DropAfter(), line{"C1", "done", byClient, ""}},
		{"customer before", "customer.Add", backofficetest.DropBefore(), line{"C1", "done", "", ""}},
		{"customer refused for now", "customer.Add", backofficetest.Status(503), line{"C1", "done", "", ""}},
		{"address after", "shipbill.Add", backofficetest.DropAfter(), line{"A1", "done", byClient, ""}},
		{"address before", "shipbill.Add", backofficetest.DropBefore(), line{"A1", "unknown", "", ""}},
		{"tax after", "shiptax.Add", backofficetest.DropAfter(), line{"T1", "done", byClient, ""}},
		{"tax before", "shiptax.Add", backofficetest.DropBefore(), line{"T1", "done", "", ""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t)
			w.server.Script(test.op, test.fault)
			got := w.run(t, "-workers", "1")
			found := w.report(t)[test.want.id]
			assert.Equal(t, found.outcome == "unknown", found.message != "")
			found.message = ""
			assert.Equal(t, test.want, found)
			if found.outcome == "unknown" {
				assert.Equal(t, codeIncomplete, got.code)
				return
			}
			assert.Equal(t, codeDone, got.code, got.errOut)
			w.holdsAll(t)
		})
	}
}

// TestLostAddress follows an address whose request never arrived: it stays
// unknown until the operator says how old a lost request must be.
func TestLostAddress(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.server.Script("shipbill.Add", backofficetest.DropBefore())
	got := w.run(t, "-workers", "1")
	assert.Equal(t, codeIncomplete, got.code)
	assert.Contains(t, got.out, "addresses  2 rows, 1 done, 1 unknown\n")
	assert.Contains(t, got.out, "taxes      2 rows, 1 done, 1 not sent\n")
	assert.Contains(t, got.errOut, "addresses:2: A1: unknown: shipbill.Add: network error")
	assert.Equal(t, line{"T1", "not sent", "", "the address A1 is not known to be in the ERP"}, w.report(t)["T1"])
	link, key := w.key(t, "A1"), w.key(t, "T1")

	for _, more := range [][]string{nil, {"-resend-addresses-after", "1h"}} {
		got = w.run(t, more...)
		assert.Equal(t, codeIncomplete, got.code)
		assert.Equal(t, line{"A1", "unknown", "", "a look-up does not find it; -resend-addresses-after sends it again"}, w.report(t)["A1"])
		assert.Len(t, w.server.Requests("shipbill.Add"), 2)
	}

	got = w.run(t, "-resend-addresses-after", "1ns")
	assert.Equal(t, codeDone, got.code, got.errOut)
	assert.Equal(t, link, w.key(t, "A1"), "the same link in all runs")
	assert.Equal(t, key, w.key(t, "T1"), "also where nothing was sent")
	w.holdsAll(t)
}

// TestAgeOfLostAddress counts from the request, not from the last look-up.
func TestAgeOfLostAddress(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.server.Script("shipbill.Add", backofficetest.DropBefore())
	require.Equal(t, codeIncomplete, w.run(t, "-workers", "1").code)
	w.change(t, func(e *entry) { e.SentAt = e.SentAt.Add(-2 * time.Hour) })
	require.Equal(t, codeIncomplete, w.run(t, "-resend-addresses-after", "3h").code)
	require.Equal(t, codeDone, w.run(t, "-resend-addresses-after", "1h").code)
	w.holdsAll(t)
}

// TestRestart begins with a journal that a killed run has left: each row may
// have been sent. The server has the first of each kind.
func TestRestart(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.write(t, "taxes", "id,address,description,rate,tax_id,record_type\nT1,A1,USE TAX,8.25,CA,S\nT2,A1,MWST,19,DE,S\n")
	require.Equal(t, codeDone, w.run(t).code)
	keys := map[string]string{}
	for _, id := range []string{"C1", "C2", "A1", "A2", "T1", "T2"} {
		keys[id] = w.key(t, id)
	}
	before := w.server
	w.server = backofficetest.NewServer(t)
	w.env["MANEX_KEY"] = w.server.ManExKey()
	w.server.SeedCustomer(before.Customer(keys["C1"]))
	w.server.SeedAddress(before.Address(keys["A1"]))
	w.server.SeedTax(before.Tax(keys["T1"]))
	w.change(t, func(e *entry) { e.State = sent })
	w.env["MANEX_URL"] = w.server.ManExURL()
	w.moveJournal(t)

	got := w.run(t, "-resend-addresses-after", "1ns")
	require.Equal(t, codeDone, got.code, got.errOut)
	report := w.report(t)
	for id, settledBy := range map[string]string{"C1": byRestart, "A1": byRestart, "T1": byRestart, "C2": "", "A2": "", "T2": ""} {
		assert.Equal(t, line{id, "done", settledBy, ""}, report[id])
		assert.Equal(t, keys[id], w.key(t, id))
	}
	for _, op := range []string{"customer.Add", "shipbill.Add", "shiptax.Add"} {
		assert.Len(t, w.server.Requests(op), 1, "%s: the second is sent, the first is not", op)
	}
	assert.Contains(t, got.out, "customers  2 rows, 2 done (1 settled by a look-up)\n")
}

// change changes all entries of the journal.
func (w *workplace) change(t *testing.T, how func(*entry)) {
	t.Helper()
	j, err := openJournal(w.path("journal"), w.env["MANEX_URL"])
	require.NoError(t, err)
	for _, k := range kinds {
		known, err := j.load(k)
		require.NoError(t, err)
		for id, e := range known {
			how(&e)
			require.NoError(t, j.save(&row{kind: k, id: id, entry: e}))
		}
	}
	require.NoError(t, j.close())
}

// moveJournal gives the journal to the server that the environment names.
func (w *workplace) moveJournal(t *testing.T) {
	t.Helper()
	db, err := bbolt.Open(w.path("journal"), 0o600, nil)
	require.NoError(t, err)
	require.NoError(t, db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket(metaBucket).Put(serverKey, []byte(w.env["MANEX_URL"]))
	}))
	require.NoError(t, db.Close())
}

// TestLookUpFindsAnother keeps a record of somebody else from being called done.
func TestLookUpFindsAnother(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.server.SeedCustomer(map[string]any{"CUSTNO": "0000001001", "CUSTNAME": "Somebody else", "STATUS": "Active"})
	got := w.run(t)
	assert.Equal(t, codeIncomplete, got.code)
	refused := w.report(t)["C1"]
	assert.Equal(t, "rejected", refused.outcome)
	assert.Contains(t, got.errOut, "customers:2: C1: rejected: customer.Add: ")
	assert.Equal(t, line{"A1", "not sent", "", "the customer C1 is not known to be in the ERP"}, w.report(t)["A1"])

	w.server.Script("customer.Add", backofficetest.DropBefore())
	got = w.run(t)
	assert.Equal(t, codeIncomplete, got.code)
	got = w.run(t)
	assert.Equal(t, codeIncomplete, got.code)
	assert.Equal(t, line{"C1", "unknown", "", "the ERP holds a customer with this key and another Name"}, w.report(t)["C1"])
}

// TestLateArrival lets the request of an earlier run arrive between the look-up
// and the second request, so that the second is refused.
func TestLateArrival(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.server.Script("customer.Add", slices.Repeat([]backofficetest.Fault{backofficetest.DropBefore()}, 3)...)
	require.Equal(t, codeIncomplete, w.run(t, "-workers", "1").code)
	require.Equal(t, "unknown", w.report(t)["C1"].outcome)

	var arrived sync.Once
	w.server.Chance(func(op string) backofficetest.Fault {
		if op == "customer.Add" {
			arrived.Do(func() {
				w.server.SeedCustomer(map[string]any{"CUSTNO": "0000001001", "CUSTNAME": "First", "STATUS": "Active"})
			})
		}
		return backofficetest.Fault{}
	})
	got := w.run(t)
	assert.Equal(t, codeDone, got.code, got.errOut)
	assert.Equal(t, line{"C1", "done", byRefusal, ""}, w.report(t)["C1"])
	assert.Len(t, w.server.Customers(), 2)
}

// TestFailedLookUp leaves a row unknown, and a later run settles it.
func TestFailedLookUp(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.server.Script("shipbill.Add", backofficetest.DropAfter())
	w.server.Script("shipbill.Get", slices.Repeat([]backofficetest.Fault{backofficetest.Status(500)}, 6)...)
	require.Equal(t, codeIncomplete, w.run(t, "-workers", "1").code)
	require.Equal(t, "unknown", w.report(t)["A1"].outcome)
	require.Equal(t, codeIncomplete, w.run(t).code)
	assert.Contains(t, w.report(t)["A1"].message, "the look-up failed: shipbill.Get: server error")
	require.Equal(t, codeDone, w.run(t).code)
	assert.Equal(t, line{"A1", "done", byRestart, ""}, w.report(t)["A1"])
	w.holdsAll(t)
}

// manyCustomers writes a file of customers and no others.
func (w *workplace) manyCustomers(t *testing.T, count int) []string {
	t.Helper()
	var text strings.Builder
	text.WriteString("id,number,name,status\n")
	for i := range count {
		fmt.Fprintf(&text, "C%d,%d,a,Active\n", i, 1000+i)
	}
	w.write(t, "customers", text.String())
	return []string{"-customers", w.path("customers"), "-journal", w.path("journal"), "-report", w.path("report"), "-rate", "100000"}
}

func TestWrongKey(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	args := w.manyCustomers(t, 50)
	key := w.env["MANEX_KEY"]
	w.env["MANEX_KEY"] = "WRONG-KEY-0"
	got := w.runUntil(t.Context(), t, args)
	assert.Equal(t, codeIncomplete, got.code)
	assert.Contains(t, got.errOut, "stopped: customer.Add: unauthorized: Invalid API Key.")
	assert.NotContains(t, got.out+got.errOut, "WRONG-KEY-0")
	assert.Contains(t, got.out, "customers  50 rows, 50 not sent\n")
	assert.LessOrEqual(t, len(w.server.Requests("*")), 8, "the others are not tried")

	w.env["MANEX_KEY"] = key
	assert.Equal(t, codeDone, w.runUntil(t.Context(), t, args).code)
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	args := append(w.manyCustomers(t, 100), "-workers", "64")
	w.server.Close()
	got := w.runUntil(t.Context(), t, args)
	assert.Equal(t, codeIncomplete, got.code)
	assert.Contains(t, got.errOut, "stopped: the ERP can't be reached: customer.Add: network error")
	assert.Contains(t, got.out, "customers  100 rows, 100 not sent\n")
	assert.Equal(t, "the run ended before it", w.report(t)["C99"].message)
}

// TestUnreachableInARow counts only failures that nothing good comes between.
func TestUnreachableInARow(t *testing.T) {
	t.Parallel()
	var stopped error
	i := &importer{stop: func(err error) { stopped = err }}
	notSent := &backoffice.Error{Kind: backoffice.ErrNetwork, Outcome: backoffice.OutcomeNotSent}
	fail := func(times int) {
		for range times {
			i.watch(notSent)
		}
	}
	fail(maxUnreachable - 1)
	i.watch(nil)
	fail(maxUnreachable - 1)
	i.watch(&backoffice.Error{Kind: backoffice.ErrInvalid, Outcome: backoffice.OutcomeRejected})
	fail(maxUnreachable - 1)
	require.NoError(t, stopped)
	fail(1)
	assert.ErrorIs(t, stopped, backoffice.ErrNotSent)
}

// TestInterrupted stops after the calls under way and goes on where it was.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	args := append(w.manyCustomers(t, 50), "-workers", "2")
	ctx, cancel := context.WithCancel(t.Context())
	var count atomic.Int32
	w.server.Chance(func(string) backofficetest.Fault {
		if count.Add(1) == 10 {
			cancel()
		}
		return backofficetest.Delay(time.Millisecond)
	})
	got := w.runUntil(ctx, t, args)
	assert.Equal(t, codeInterrupted, got.code)
	assert.Contains(t, got.errOut, "interrupted; the same command goes on\n")
	commits := len(w.server.Commits("*"))
	assert.InDelta(t, 11, commits, 1)
	counts := w.count(t)
	assert.Equal(t, map[string]int{"done": commits, "not sent": 50 - commits}, counts, "no call was cut off")

	assert.Equal(t, codeDone, w.runUntil(t.Context(), t, args).code)
	assert.Len(t, w.server.Commits("*"), 50)
	assert.Len(t, w.server.Requests("*"), 50)
}

// TestNothingWithoutJournal sends nothing once the journal can't be written.
func TestNothingWithoutJournal(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	p := &program{env: func(name string) string { return w.env[name] }}
	p.rate, p.paths = 1000, map[*kind]string{customers: w.path("customers")}
	f, err := readFiles(t.Context(), p.paths, ',')
	require.NoError(t, err)
	e, server, err := p.connect()
	require.NoError(t, err)
	j, err := openJournal(w.path("journal"), server)
	require.NoError(t, err)
	_, err = newPlan(f, j, 0)
	require.NoError(t, err)
	require.NoError(t, j.close())

	i := &importer{erp: e, journal: j, workers: 1, progress: &lineProgress{out: t.Output(), now: time.Now}}
	assert.ErrorContains(t, i.run(t.Context(), f), "the journal can't be written: ")
	assert.Empty(t, w.server.Requests("*"))
	for _, r := range f.all() {
		assert.Equal(t, isNotSent, r.outcome(), r)
	}
}

// TestRateIsShared counts the time that all requests of all workers and clients
// need.
func TestRateIsShared(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	began := time.Now()
	require.Equal(t, codeDone, w.run(t, "-rate", "20").code)
	assert.GreaterOrEqual(t, time.Since(began), 5*time.Second/20, "six requests have five pauses")
}
