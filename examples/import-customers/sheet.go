package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// sheet is a CSV file as it is read.
type sheet struct {
	kind     *kind
	file     string
	columns  []string // of the header, "" for one that is wrong
	rows     []*row
	byID     map[string]*row
	byNumber map[string]*row // the customers' numbers, without their zeros
	problems []problem
	// headless tells that the header is wrong, so that no line has a meaning.
	headless bool
}

func (s *sheet) wrong(line int, column, format string, args ...any) {
	s.problems = append(s.problems, problem{s.file, line, column, fmt.Sprintf(format, args...)})
}

// readSheet reads the file of a kind. What is wrong with its content is in the
// sheet; the error is about the file itself. Without a file the sheet is empty.
func readSheet(k *kind, file string, separator rune) (*sheet, error) {
	s := &sheet{kind: k, file: file, byID: map[string]*row{}, byNumber: map[string]*row{}}
	if file == "" {
		return s, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return s, s.read(f, separator)
}

// read goes on behind a bad line, so that all of them are found at once.
func (s *sheet) read(from io.Reader, separator rune) error {
	reader := csv.NewReader(withoutMark(from))
	reader.Comma = separator
	reader.FieldsPerRecord = -1
	for more := true; more; {
		var err error
		if more, err = s.next(reader); err != nil {
			return fmt.Errorf("%s: %w", s.file, err)
		}
		s.headless = s.columns == nil || s.headless
		more = more && !s.headless
	}
	return nil
}

// next reads a line and returns whether there may be another one.
func (s *sheet) next(reader *csv.Reader) (more bool, err error) {
	cells, err := reader.Read()
	bad, isBad := errors.AsType[*csv.ParseError](err)
	switch {
	case err == io.EOF && s.columns == nil:
		s.wrong(1, "", "the file is empty; its first line must name the columns")
		return false, nil
	case err == io.EOF:
		return false, nil
	case isBad:
		s.wrong(bad.StartLine, "", "%v", bad.Err)
		return true, nil
	case err != nil:
		return false, err
	}
	line, _ := reader.FieldPos(0)
	s.line(line, cells)
	return true, nil
}

// withoutMark leaves out the byte order mark that spreadsheets begin a file with.
func withoutMark(from io.Reader) io.Reader {
	const mark = "\xef\xbb\xbf"
	buffered := bufio.NewReader(from)
	if start, _ := buffered.Peek(len(mark)); bytes.Equal(start, []byte(mark)) {
		_, _ = buffered.Discard(len(mark)) // it was peeked at
	}
	return buffered
}

func (s *sheet) line(line int, cells []string) {
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	switch {
	case s.columns == nil:
		s.header(line, cells)
	case strings.Join(cells, "") == "":
		// Spreadsheets leave such lines behind.
	case len(cells) != len(s.columns):
		s.wrong(line, "", "it has %d cells, but the first line has %d", len(cells), len(s.columns))
	default:
		s.row(line, cells)
	}
}

func (s *sheet) header(line int, names []string) {
	s.columns = make([]string, len(names))
	for i, name := range names {
		name = strings.ToLower(name)
		switch {
		case !slices.ContainsFunc(s.kind.columns, func(c column) bool { return c.name == name }):
			s.wrong(line, name, "there is no such column; -h lists them")
		case slices.Contains(s.columns, name):
			s.wrong(line, name, "the column comes twice")
		default:
			s.columns[i] = name
		}
	}
	for _, c := range s.kind.columns {
		if c.required && !slices.Contains(s.columns, c.name) {
			s.wrong(line, c.name, "the column is missing")
		}
	}
	s.headless = len(s.problems) > 0
}

func (s *sheet) row(line int, texts []string) {
	cells := map[string]string{}
	for i, name := range s.columns {
		cells[name] = texts[i]
	}
	r := &row{
		kind: s.kind, file: s.file, line: line, id: cells["id"], number: filled(cells["number"]),
		digest: digest(s.kind, cells), record: s.kind.newRecord(),
	}
	if s.kind.parent != nil {
		r.parentID = cells[s.kind.parent.one]
	}
	for _, c := range s.kind.columns {
		s.cell(r, c, cells[c.name])
	}
	switch earlier := s.byID[r.id]; {
	case earlier != nil:
		s.wrong(line, "id", "%q is also on line %d", r.id, earlier.line)
	case r.id != "":
		s.byID[r.id] = r
	}
	if earlier := s.byNumber[bare(r.number)]; earlier != nil {
		s.wrong(line, "number", "%q is also on line %d", r.number, earlier.line)
	}
	if r.number != "" {
		s.byNumber[bare(r.number)] = r
	}
	s.rows = append(s.rows, r)
}

func (s *sheet) cell(r *row, c column, text string) {
	switch {
	case !utf8.ValidString(text):
		s.wrong(r.line, c.name, "it is not UTF-8")
	case text == "" && c.required && slices.Contains(s.columns, c.name):
		s.wrong(r.line, c.name, "is required")
	case text != "" && c.field != "":
		if err := fill(r.record.request(), c.field, text); err != nil {
			s.wrong(r.line, c.name, "%v", err)
		}
	}
}
