package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

// outcome is what the report says of a row.
type outcome string

const (
	isDone     outcome = "done"
	isRejected outcome = "rejected"
	isUnknown  outcome = "unknown"
	isNotSent  outcome = "not sent"
)

var outcomes = []outcome{isDone, isRejected, isUnknown, isNotSent}

func (r *row) outcome() outcome {
	switch r.entry.State {
	case done:
		return isDone
	case rejected:
		return isRejected
	case sent, unknown:
		return isUnknown
	}
	return isNotSent
}

// message says why a row is not done.
func (r *row) message() string {
	switch {
	case r.outcome() == isDone:
		return ""
	case r.entry.State == sent:
		return cmp.Or(r.entry.Message, "the run ended before the row was looked up")
	case r.outcome() == isNotSent:
		return cmp.Or(r.blocked, r.entry.Message, "the run ended before it")
	}
	return r.entry.Message
}

// writeReport writes a line for each row. The file is there as a whole or not
// at all.
func writeReport(file string, rows []*row) error {
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	lines := [][]string{{"kind", "file", "line", "id", "key", "outcome", "settled_by", "message"}}
	for _, r := range rows {
		lines = append(lines, []string{
			r.kind.one, r.file, strconv.Itoa(r.line), r.id, r.entry.Key, string(r.outcome()), r.entry.SettledBy, r.message(),
		})
	}
	if err := w.WriteAll(lines); err != nil {
		return err
	}
	return replaceFile(file, text.Bytes())
}

func replaceFile(file string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	err = cmp.Or(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the first error is the one to tell
	}
	return err
}

// summarize prints a line for each kind and returns whether all rows are done.
func summarize(out io.Writer, f *files) (allDone bool) {
	allDone = true
	for _, s := range f.sheets {
		if len(s.rows) == 0 {
			continue
		}
		counts, settled := map[outcome]int{}, 0
		for _, r := range s.rows {
			counts[r.outcome()]++
			if r.entry.SettledBy != "" {
				settled++
			}
		}
		fmt.Fprintf(out, "%-10s %d rows", s.kind.name, len(s.rows))
		for _, o := range outcomes {
			if counts[o] > 0 {
				fmt.Fprintf(out, ", %d %s", counts[o], o)
			}
		}
		if settled > 0 {
			fmt.Fprintf(out, " (%d settled by a look-up)", settled)
		}
		fmt.Fprintln(out)
		allDone = allDone && counts[isDone] == len(s.rows)
	}
	return allDone
}

// maxComplaints bounds what is printed; the report has the rest.
const maxComplaints = 10

// complain prints the rows that were refused or whose outcome is unknown.
func complain(out io.Writer, rows []*row) {
	printed := 0
	for _, r := range rows {
		if o := r.outcome(); o != isRejected && o != isUnknown {
			continue
		}
		if printed++; printed > maxComplaints {
			fmt.Fprintln(out, "... the report has the rest")
			return
		}
		fmt.Fprintf(out, "%s: %s: %s\n", r, r.outcome(), r.message())
	}
}
