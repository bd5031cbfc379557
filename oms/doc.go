// Package oms is a client for the DECK Commerce OMS: it links orders to
// customers, reads the order history, and signs any other call.
//
//	links, err := oms.New("https://tenant.example.com", oms.Credentials{SiteCode: "SITE", APIKey: key})
//	if err != nil {
//		return err
//	}
//	result, err := links.LinkAccount(ctx, oms.LinkAccountRequest{OrderNumber: "100000042", CustomerID: "C-7"})
//
// # Signature
//
// Every request carries a VerificationKey made of its route, the current minute
// and the API key. It is made in the innermost layer for each attempt, so that
// a repeated request is as fresh as a first one: hooks, logs, middleware and a
// dry run see {VerificationKey} and {TimestampUTC} in its place. The route that
// is signed is the path below the base URL, whatever path the base URL has.
//
// How far a timestamp may be from the server's clock is not documented. When the
// server refuses a signature and its Date header shows that the clocks differ by
// more than four minutes, the client tries once more by the server's clock; a
// call of class [Once] only where the message names the signature, see
// [WithVerificationFailure]. If that helped the client keeps the difference, of
// one hour at most, until the clocks agree again. This attempt counts as one of
// those that [backoffice.WithRetry] allows.
//
// # What the vendor's documentation leaves open
//
// The help pages name the members of requests and answers. They do not say how
// the VerificationKey is made, what form TimestampUTC has, nor which headers
// are needed: all of that follows the vendor's own connector, which calls the
// order history but not LinkAccount. [WithSigner], [WithTimestampLayout] and
// [WithoutConnectorHeaders] change it.
//
// Of the response codes, 0 (success) and 15 (queued) are known. No text of an
// error is published, so which answer means a failed verification is this
// package's reading of the message, see [WithVerificationFailure]. Whether
// LinkAccount is ever queued, and what it answers for an unknown order or one
// that has a customer already, is not documented.
//
// Sources: https://production-admin-830042-nbdtt.deckcommerce-api.com/Help/Api/POST-api-OmsOrderLinkAccount
// and https://github.com/DeckCommerce/magento, read 2026-11.
package oms
