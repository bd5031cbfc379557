// Package work says what is measured: the calls, the answers to them, the
// requests that must arrive, and what a client must make of each answer. It
// knows no client.
//
// A new piece of work is a file of its own with its wire types and its [Item],
// an entry in [Items], and an entry in the contenders that take part.
package work
