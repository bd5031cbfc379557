// Package work says what is measured: the calls, the answers to them, the
// requests that must arrive, and what a client must make of each answer. It
// knows no client.
//
// A new piece of work is a file here with its wire types, its [Route] and its
// [Item], an entry in [Items], a call in each contender that takes part, and a
// line in the sets of package suite. A new call of this library is a line in
// the operations of package library as well.
package work
