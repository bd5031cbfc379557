// Package gate compares what was measured with what is expected: the bars that
// this library is held to, and the checked-in table of allocations.
package gate
