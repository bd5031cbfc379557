package main

import (
	"cmp"
	"slices"
	"strings"
)

// cut is a part of a text that something else takes the place of.
type cut struct {
	from, to int64
	with     string
}

// excerpt is a text without its cuts, which may overlap.
type excerpt struct {
	source string
	cuts   []cut
}

func (e *excerpt) String() string {
	cuts := slices.SortedStableFunc(slices.Values(e.cuts), func(a, b cut) int { return cmp.Compare(a.from, b.from) })
	var copied strings.Builder
	next := int64(0)
	for _, c := range cuts {
		if c.from >= next {
			copied.WriteString(e.source[next:c.from])
			copied.WriteString(c.with)
		}
		next = max(next, c.to)
	}
	copied.WriteString(e.source[next:])
	return copied.String()
}
