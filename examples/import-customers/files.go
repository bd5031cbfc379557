package main

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/backoffice-sdk/backoffice"
)

// files are the rows of an import, in the order of kinds.
type files struct {
	sheets   []*sheet
	problems []problem
}

// readFiles reads everything and finds all that is wrong with it. Nothing is
// sent for that.
func readFiles(ctx context.Context, paths map[*kind]string, separator rune) (*files, error) {
	var f files
	for _, k := range kinds {
		sheet, err := readSheet(k, paths[k], separator)
		if err != nil {
			return nil, err
		}
		f.sheets = append(f.sheets, sheet)
	}
	f.connect()
	if err := f.check(ctx); err != nil {
		return nil, err
	}
	for _, s := range f.sheets {
		slices.SortStableFunc(s.problems, func(a, b problem) int { return a.line - b.line })
		f.problems = append(f.problems, s.problems...)
	}
	return &f, nil
}

// all returns the rows in the order in which they are sent.
func (f *files) all() []*row {
	var rows []*row
	for _, s := range f.sheets {
		rows = append(rows, s.rows...)
	}
	return rows
}

// connect finds the row that each row belongs to.
func (f *files) connect() {
	for i, s := range f.sheets {
		if s.kind.parent == nil || f.sheets[i-1].incomplete {
			continue
		}
		for _, r := range s.rows {
			r.parent = f.sheets[i-1].byID[r.parentID]
			if r.parent == nil && r.parentID != "" && !s.isWrong(r.line, s.kind.parent.one) {
				s.wrong(r.line, s.kind.parent.one, "no row of the %s file has the id %q", s.kind.parent.name, r.parentID)
			}
		}
	}
}

// check asks the library what it would refuse. A dry run checks a request and
// sends nothing; the keys are not known yet, so any that fit will do.
func (f *files) check(ctx context.Context) error {
	library, err := newERP("http://127.0.0.1", "unused", backoffice.WithDryRun(io.Discard))
	if err != nil {
		return err
	}
	stranger := &row{entry: entry{Key: backoffice.NewKey()}}
	stranger.parent = stranger
	for _, s := range f.sheets {
		for _, r := range s.rows {
			key := r.number
			if key == "" {
				key = backoffice.NewKey()
			}
			r.record.bind(key, stranger)
			err := r.record.add(ctx, library)
			if failed, ok := errors.AsType[*backoffice.Error](err); ok {
				s.violations(r, failed.Violations)
			}
		}
	}
	return nil
}

// violations reports what the library would refuse, unless there is already
// something wrong with the cell, or the file lacks the whole column.
func (s *sheet) violations(r *row, found []backoffice.Violation) {
	for _, v := range found {
		name := s.kind.columnOf(v.Field)
		if !s.isWrong(r.line, name) && !s.lacks(name) {
			s.wrong(r.line, name, "%s", v.Rule)
		}
	}
}

// lacks tells that a column is not in the file, though it must be.
func (s *sheet) lacks(name string) bool {
	return !slices.Contains(s.columns, name) &&
		slices.ContainsFunc(s.kind.columns, func(c column) bool { return c.required && c.name == name })
}

func (s *sheet) isWrong(line int, column string) bool {
	return slices.ContainsFunc(s.problems, func(p problem) bool { return p.line == line && p.column == column })
}
