package main

import "fmt"

// row is a row of a file and what the journal knows of it.
type row struct {
	kind   *kind
	file   string
	line   int
	id     string
	number string // the customer number in the file, filled with zeros, "" if there is none
	digest string
	parent *row
	// parentID is the id of the parent, as the file has it.
	parentID string
	record   record
	entry    entry
	// blocked says why the row could not be sent in this run.
	blocked string
}

// problem is something wrong with a cell, a line or a file.
type problem struct {
	file   string
	line   int
	column string
	text   string
}

func (p problem) String() string {
	if p.column == "" {
		return fmt.Sprintf("%s:%d: %s", p.file, p.line, p.text)
	}
	return fmt.Sprintf("%s:%d: %s: %s", p.file, p.line, p.column, p.text)
}

func (r *row) problem(column, format string, args ...any) problem {
	return problem{r.file, r.line, column, fmt.Sprintf(format, args...)}
}

// bind gives the request the keys that the journal holds.
func (r *row) bind() { r.record.bind(r.entry.Key, r.parent) }

func (r *row) String() string { return fmt.Sprintf("%s:%d: %s", r.file, r.line, r.id) }
