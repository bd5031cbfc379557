// Package backoffice holds the words that all packages of this module share:
// the error and its kinds, options, exact decimals, and the time and date
// types of back-office systems. It performs no I/O.
//
// The clients are in the resource packages:
//
//   - customer, shipbill and shiptax for the ManEx ERP Customer API
//   - oms for the DECK Commerce OMS
//   - orders for Hostway orders
//
// Every client is created by a New function that checks its arguments and
// reports all mistakes at once, is immutable afterwards, and is safe for
// concurrent use. New reads no environment variable and logs nothing. Unless
// [WithHTTPClient] says otherwise, all clients of a process share one
// connection pool; like [net/http.DefaultTransport] that pool obeys the
// HTTPS_PROXY and NO_PROXY variables, which net/http reads at the first call.
//
// # Errors
//
// Every error a client returns is an [*Error]. Its kind is tested with
// [errors.Is]:
//
//	switch {
//	case errors.Is(err, backoffice.ErrNotFound):
//		// there is no such record
//	case errors.Is(err, backoffice.ErrOutcomeUnknown):
//		// the write may have happened: look before repeating it
//	}
//
// # Repeating a call
//
// Each operation belongs to a class that says whether the client may send it
// again after a failure: reads, updates that set a state, and deletes are
// repeated; an Add or a Submit is sent again only when it is certain that
// nothing reached the server. The doc comment of each method names its class.
//
// # Secrets
//
// API keys, verification keys and owner ids live in the innermost transport
// layer alone. They appear in no error, log line, hook event or printed
// value of this module, and whatever a server echoes back is scrubbed of them.
package backoffice
