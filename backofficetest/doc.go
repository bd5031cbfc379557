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
//
// # The ERP
//
// The ERP holds customers, addresses and taxes in tables of the documented
// columns. [Server.SeedCustomer] and its siblings fill them, [Server.Customer]
// and its siblings read them, and both name columns as the database does. Where
// the documents are silent, the server does this:
//
//   - Edit leaves alone what is not sent.
//   - Customer Get by a name that several customers have finds the first.
//   - ShipTax Add makes a key if it gets none, and refuses a key that is taken,
//     as Customer Add does with a number and ShipBill Add with a link.
//   - ShipTax Delete of a customer without tax rows is no error.
//   - ShipBill Edit does not move an address to another customer.
//
// Options make it differ where real servers may: the verbs, the HTTP status of
// refusals, padding, quoted scalars, absent nulls, newer columns.
//
// # The OMS
//
// The OMS verifies the site, the signature and its timestamp, and the media type.
// It holds the orders of [Server.SeedDECK], of which LinkAccount changes the
// customer and OrderHistory reads pages. [Server.HandleDECK] adds routes of your
// own. The window of timestamps, a second user, a signer and a queue are options.
//
// # Orders
//
// The Hostway API holds an order for each owner, with its account, contacts,
// products, services and attributes, and keeps the rules of the pages of 2013;
// [WithHostwayYear] chooses another year, whose statuses and bodies differ.
// [Server.SeedHostwayOrder] makes orders, [Server.HostwayOrder] reads them.
package backofficetest
