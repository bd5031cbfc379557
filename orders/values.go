package orders

import "slices"

// PartnerAccountID is the name of the one account attribute that the vendor's
// page lists: the account's identifier in the partner's system. Its value has
// at most 100 characters and should be unique within the franchise.
const PartnerAccountID = "partner_account_id"

// AffiliateID is the name of the one order attribute that the vendor's page
// lists.
const AffiliateID = "AffiliateId"

// Status is the status of an order. The vendor's pages have no list of them.
type Status string

// StatusNew is the status of an order that was not submitted yet. The only
// other one in the pages is cut off after "Proc".
const StatusNew Status = "new"

// Known reports whether the status is a documented one.
func (s Status) Known() bool { return s == StatusNew }

// AccountStatus is the status of the account inside an order.
type AccountStatus string

// AccountNew is the status of an account until it is provisioned. The pages
// name no other.
const AccountNew AccountStatus = "new"

// Known reports whether the status is a documented one.
func (s AccountStatus) Known() bool { return s == AccountNew }

// ProductStatus is the status of a product or a service inside an order.
type ProductStatus string

// The statuses of products and services.
const (
	ProductNew          ProductStatus = "new"
	ProductPending      ProductStatus = "pending"
	ProductOpen         ProductStatus = "open"
	ProductSuspended    ProductStatus = "suspended"
	ProductClosePending ProductStatus = "close_pending"
	ProductClosed       ProductStatus = "closed"
	ProductPurgePending ProductStatus = "purge_pending"
)

// Known reports whether the status is a documented one.
func (s ProductStatus) Known() bool {
	return slices.Contains([]ProductStatus{
		ProductNew, ProductPending, ProductOpen, ProductSuspended,
		ProductClosePending, ProductClosed, ProductPurgePending,
	}, s)
}

// ContactType says what a contact is for. Others than the documented ones are
// passed on.
type ContactType string

// The types of contacts.
const (
	Regular       ContactType = "regular"
	Billing       ContactType = "billing"
	Administrator ContactType = "administrator"
	Technical     ContactType = "technical"
)

// Known reports whether the type is a documented one.
func (t ContactType) Known() bool {
	return slices.Contains([]ContactType{Regular, Billing, Administrator, Technical}, t)
}

// EmailFormat is the form of e-mail a contact asks for.
type EmailFormat string

// The forms of e-mail.
const (
	HTMLEmail EmailFormat = "html"
	TextEmail EmailFormat = "text"
)

// Known reports whether the form is a documented one.
func (f EmailFormat) Known() bool { return f == HTMLEmail || f == TextEmail }

// FeeType says what a fee of a quote is charged for.
type FeeType string

// The types of fees.
const (
	SetupFee     FeeType = "setup_fee"
	RecurringFee FeeType = "recurring"
)

// Known reports whether the type is a documented one.
func (t FeeType) Known() bool { return t == SetupFee || t == RecurringFee }

// Progress says how far the server has come with [Client.Validate] or
// [Client.Submit].
type Progress string

// The states of an action.
const (
	// Finished: the server has done what was asked.
	Finished Progress = "finished"
	// Started: the server has begun. After a Submit, Get tells how it goes on.
	Started Progress = "started"
)
