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
	"unicode"
	"unicode/utf8"
)

// sheet is a CSV file as it is read.
type sheet struct {
	kind     *kind
	file     string
	columns  []string // of the header, "" for one that is wrong and not read
	rows     []*row
	byID     map[string]*row
	byNumber map[string]*row // the customers' numbers, without their zeros
	problems []problem
	// incomplete tells that the ids of some rows could not be read, so that rows
	// of other files that name them are not to blame.
	incomplete bool
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
		more = more && s.columns != nil // without a header no line has a meaning
	}
	s.incomplete = s.incomplete || !slices.Contains(s.columns, "id")
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
		s.noCSV(bad, cells)
		return true, nil
	case err != nil:
		return false, err
	}
	line, _ := reader.FieldPos(0)
	s.line(line, cells)
	return true, nil
}

// noCSV reports a line that the reader can't take apart. A quote that is not
// closed makes it take the lines below for more of the cell.
func (s *sheet) noCSV(bad *csv.ParseError, before []string) {
	column, unread := "", ""
	if len(before) < len(s.columns) {
		column = s.columns[len(before)]
	}
	switch {
	case s.columns == nil:
		unread = "; the rest of the file was not checked"
	case bad.Line > bad.StartLine:
		unread = fmt.Sprintf("; what follows, up to line %d, was taken for more of the cell and not checked", bad.Line)
		s.incomplete = true
	}
	s.wrong(bad.StartLine, column, "byte %d of line %d: %v%s", bad.Column, bad.Line, bad.Err, unread)
	s.unusable(bad.StartLine, before)
}

// unusable remembers the id of a row that is not checked any further, because
// rows of other files may name it.
func (s *sheet) unusable(line int, cells []string) {
	i := slices.Index(s.columns, "id")
	if i < 0 || i >= len(cells) || strings.TrimSpace(cells[i]) == "" {
		s.incomplete = true
		return
	}
	s.register(&row{kind: s.kind, file: s.file, line: line, id: strings.TrimSpace(cells[i])})
}

func (s *sheet) register(r *row) {
	switch earlier := s.byID[r.id]; {
	case earlier != nil:
		s.wrong(r.line, "id", "%q is also on line %d", r.id, earlier.line)
	case r.id != "":
		s.byID[r.id] = r
	}
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
		// No column takes a line break, so this may be rows behind a stray quote.
		s.incomplete = s.incomplete || strings.Contains(cells[i], "\n")
	}
	switch {
	case s.columns == nil:
		s.header(line, cells)
	case strings.Join(cells, "") == "":
		// Spreadsheets leave such lines behind.
	case len(cells) != len(s.columns):
		s.wrong(line, "", "it has %d cells, but the first line has %d", len(cells), len(s.columns))
		s.unusable(line, cells)
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
	s.register(r)
	if r.number != "" {
		s.number(r)
	}
	s.rows = append(s.rows, r)
}

// maxID bounds ids, which are keys of the journal and stand in messages.
const maxID = 200

func (s *sheet) id(r *row, c column, text string) {
	if length := utf8.RuneCountInString(text); length > maxID {
		s.wrong(r.line, c.name, "has %d characters, the limit is %d", length, maxID)
	}
	if strings.ContainsFunc(text, unicode.IsControl) {
		s.wrong(r.line, c.name, "must not have control characters")
	}
}

// number finds a number that comes twice. One of zeros alone is bare of everything,
// and is no blank cell all the same.
func (s *sheet) number(r *row) {
	if earlier := s.byNumber[bare(r.number)]; earlier != nil {
		s.wrong(r.line, "number", "%q is also on line %d", r.number, earlier.line)
	}
	s.byNumber[bare(r.number)] = r
}

func (s *sheet) cell(r *row, c column, text string) {
	switch {
	case !utf8.ValidString(text):
		s.wrong(r.line, c.name, "it is not UTF-8")
	case text == "" && c.required && slices.Contains(s.columns, c.name):
		s.wrong(r.line, c.name, "is required")
	case c.field == "":
		s.id(r, c, text)
	case text != "":
		if err := fill(r.record.request(), c.field, text); err != nil {
			s.wrong(r.line, c.name, "%v", err)
		}
	}
}
