package main

import (
	"fmt"
	"slices"
	"sync"
)

// fate is what the caller of an operation was told.
type fate string

const (
	done    fate = "done"
	refused fate = "refused or not sent"
	unknown fate = "unknown"
)

// entry is a call in the book. Before and after are how often its mark is on the
// server as long as nothing was done, and once it was.
type entry struct {
	op            string
	before, after int
	fate          fate
}

// book holds what the callers were told, by the marks of their calls. No two
// calls have the same mark.
type book struct {
	mu      sync.Mutex
	entries map[string]entry
}

func newBook() *book { return &book{entries: map[string]entry{}} }

func (b *book) note(mark string, e entry) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.entries[mark] = e
}

// audit compares the book with the marks on the server. It returns what is off,
// and how many calls whose outcome is unknown were carried out.
func (b *book) audit(found map[string]int) (findings []string, carriedOut int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for mark, e := range b.entries {
		if problem := e.problem(found[mark]); problem != "" {
			findings = append(findings, fmt.Sprintf("%s %s: %s", e.op, mark, problem))
		}
		if e.fate == unknown && found[mark] == e.after {
			carriedOut++
		}
	}
	for mark, count := range found {
		if _, asked := b.entries[mark]; !asked {
			findings = append(findings, fmt.Sprintf("%s: nobody asked for it, and it is there (%d)", mark, count))
		}
	}
	slices.Sort(findings)
	return findings, carriedOut
}

// problem returns what is wrong with a mark that was found so often.
func (e entry) problem(found int) string {
	reads := e.before == e.after
	switch {
	case reads && e.fate == unknown:
		return "a call that only reads was reported unknown"
	case e.fate == done && found != e.after:
		return fmt.Sprintf("was reported done, so it should be there %d times, not %d", e.after, found)
	case e.fate == refused && found != e.before:
		return fmt.Sprintf("was reported refused or not sent, so it should be there %d times, not %d", e.before, found)
	case e.fate == unknown && found != e.before && found != e.after:
		return fmt.Sprintf("is unknown, so it should be there %d or %d times, not %d", e.before, e.after, found)
	}
	return ""
}
