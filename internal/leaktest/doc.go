// Package leaktest plants secrets and looks for them in all that the library
// gives out: errors, logs, events, what middleware sees, and what print verbs
// and encoders make of values.
package leaktest
