// Package apitest holds the checks that the test suites of the ManEx packages
// share. A package describes its client and its calls in a [Suite]; the checks
// are the same for all.
//
// The gock suites run serially, because gock is global. They prove what a
// documented answer becomes; what travels over a wire is proved against
// backofficetest, over real sockets.
package apitest
