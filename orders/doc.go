// Package orders is a client for the orders of the Hostway API: opening an order,
// filling it, and submitting it.
//
//	carts, err := orders.New(orders.DefaultBaseURL)
//	if err != nil {
//		return err
//	}
//	order, err := carts.Create(ctx, orders.CreateRequest{})
//	if err != nil {
//		return err
//	}
//	err = carts.SetAccountAttributes(ctx, order.Ref, []orders.Attribute{
//		{Name: orders.PartnerAccountID, Value: "paccid_050914054136"},
//	})
//
// # Whose order it is
//
// The API knows the owner of an unsubmitted order by a cookie, OwnerId, that the
// answer to Create sets. An owner has one open order, so a client that works on
// several orders needs an owner id for each: it is kept in the order's [Ref], not
// in a cookie jar. The jar of the caller's http.Client is not used. Each call
// sends its own cookie and no other. [WithBasicAuth] adds the credentials that
// submitted orders ask for.
//
// # Errors
//
// The HTTP status alone decides the kind of an error. From the body, where there
// is a readable one, come Message, Details and RequestID (the vendor's guid);
// Code is the vendor's name for the kind of error, such as itemNotFound. Message
// holds the details too, so that the text of the error loses none of the words.
//
// A 405 to a call that changes an order is [backoffice.ErrConflict] where the
// vendor's own envelope comes with it, or the page of the call explains it: the
// order, such as a submitted one, can no longer change. Without either it is
// [backoffice.ErrRoute].
//
// # What the vendor's documentation leaves open
//
// The pages change from year to year, between 2013 and 2016. Where two name
// different statuses for a success, both are accepted. It is not documented
// whether the calls that set a list replace the old one or add to it, nor whether
// they take an empty one.
//
// # What is left out
//
// PaymentInfo, on purpose: it takes card numbers and security codes, and a
// library should not be the place they pass through unasked.
//
// Because the stored pages don't show enough of them: the discounts, which need
// a privilege; taking the promotion code off a service; the OPTIONS call of
// service attributes; the /order shorthand; actionData of an action; associatedTo
// and quantity of a service; products of an account; Services, ChildProduct and
// the Deferred sums of a quote; following a list from page to page.
// [backoffice.WithRawResponse] reaches members of an answer that have no field.
//
// Source: http://docs.hostway.com/index.php/Orders, read 2026-11.
package orders
