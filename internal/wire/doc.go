// Package wire reads and writes the bodies of back-office systems. It knows no
// vendor. A struct type is planned once, from its tags, and one table-driven
// reader and writer serve all of them.
//
// The reader walks through names, plain texts, numbers and literals by itself
// and leaves texts with escapes and skipped objects to go-faster/jx. A fuzz test
// holds it to the verdicts of encoding/json.
//
// # Tags
//
// json names the member, as encoding/json would; omitempty leaves out an empty
// value. also names a second member that carries the same value when writing.
// wire takes one of:
//
//   - control: the member decides what the document means, so a second one
//     with another value makes the document worthless
//   - bare: a bare string in place of the whole object fills this member
//   - overwritten: the server stores a value of its own, so [Differences] does
//     not compare it
//
// check lists the rules of [Check].
package wire
