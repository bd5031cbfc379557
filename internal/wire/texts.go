package wire

import "strings"

// Texts share a few chunks of memory: an object of thirty columns costs one
// allocation in place of thirty, and what is kept alive are the texts, not the
// document with its names and its padding.
const (
	smallestChunk = 64
	largestChunk  = 8 << 10
)

// keep returns text as a string that has nothing to do with the document.
func (r *reader) keep(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	if r.chunk.Cap()-r.chunk.Len() < len(text) {
		if len(text) > largestChunk/4 {
			return string(text)
		}
		r.chunk = strings.Builder{}
		// Most of a document is names, numbers and padding.
		rest := (len(r.doc) - r.pos) / 4
		r.chunk.Grow(max(len(text), smallestChunk, min(rest, largestChunk)))
	}
	start := r.chunk.Len()
	r.chunk.Write(text)
	return r.chunk.String()[start:]
}
