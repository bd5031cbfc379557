// Package backofficetest is a real HTTP server on a loopback port that behaves
// like all three vendors, for tests of programs that use this module:
//
//	func TestMine(t *testing.T) {
//		server := backofficetest.NewServer(t)
//		customers, err := customer.New(server.ManExURL(), server.ManExKey())
//		...
//		server.Script("customer.Add", backofficetest.DropAfter())
//		_, err = customers.Add(ctx, request)
//		// errors.Is(err, backoffice.ErrOutcomeUnknown)
//		// server.Commits("customer.Add") has one entry
//	}
//
// The server keeps state, so that what was added can be read back, and a ledger
// of everything it committed, which is the only honest judge of a duplicate.
// It is strict: what a real server would silently ignore, such as a member it
// does not know, is reported to the test as an error.
//
// Each server is independent of all others, so tests may run in parallel.
package backofficetest
