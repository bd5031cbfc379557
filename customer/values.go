package customer

import "slices"

// Status is the account status of a customer.
type Status string

// The documented account statuses. Quote customers appear in the Quote module
// only and count as inactive elsewhere.
const (
	StatusActive   Status = "Active"
	StatusInactive Status = "Inactive"
	StatusQuote    Status = "Quote"
)

// Known reports whether the status is a documented one, in its documented
// spelling.
func (s Status) Known() bool {
	return slices.Contains([]Status{StatusActive, StatusInactive, StatusQuote}, s)
}

// Territory is a sales territory. Sites keep a list of their own, so unknown
// ones are sent as they are.
type Territory string

// The documented territories.
const (
	TerritorySouthernCA    Territory = "SOUTHERN CA"
	TerritoryNorthernCA    Territory = "NORTHERN CA"
	TerritoryEast          Territory = "EAST"
	TerritoryWest          Territory = "WEST"
	TerritoryMidwest       Territory = "MIDWEST"
	TerritoryNewEngland    Territory = "NEW ENGLAND"
	TerritorySouth         Territory = "SOUTH"
	TerritoryGreatLakes    Territory = "GREAT LAKES"
	TerritoryMexico        Territory = "MEXICO"
	TerritoryCanada        Territory = "CANADA"
	TerritoryUnitedKingdom Territory = "UNITED KINGDOM"
)

// Known reports whether the territory is a documented one.
func (t Territory) Known() bool {
	return slices.Contains([]Territory{
		TerritorySouthernCA, TerritoryNorthernCA, TerritoryEast, TerritoryWest, TerritoryMidwest,
		TerritoryNewEngland, TerritorySouth, TerritoryGreatLakes, TerritoryMexico, TerritoryCanada,
		TerritoryUnitedKingdom,
	}, t)
}

// Terms are sales terms. Sites keep a list of their own, so unknown ones are
// sent as they are.
type Terms string

// The documented sales terms.
const (
	TermsNet10          Terms = "NET 10"
	TermsNet15          Terms = "NET 15"
	TermsNet30          Terms = "NET 30"
	TermsNet30Percent10 Terms = "NET 30/2% 10"
	TermsNet45          Terms = "NET 45"
	TermsCOD            Terms = "COD"
	TermsNone           Terms = "NONE"
)

// Known reports whether the terms are documented ones.
func (t Terms) Known() bool {
	return slices.Contains([]Terms{
		TermsNet10, TermsNet15, TermsNet30, TermsNet30Percent10, TermsNet45, TermsCOD, TermsNone,
	}, t)
}

// CreditStatus is the credit status of a customer. Sites may extend the list, so
// unknown ones are sent as they are.
type CreditStatus string

// The documented credit statuses. The ERP's pages call OK good, HOLD temporary
// and REJECT a visual warning. A database procedure that selects open sales
// orders takes those of customers that are OK.
const (
	CreditOK     CreditStatus = "OK"
	CreditHold   CreditStatus = "HOLD"
	CreditReject CreditStatus = "REJECT"
)

// Known reports whether the credit status is a documented one.
func (s CreditStatus) Known() bool {
	return slices.Contains([]CreditStatus{CreditOK, CreditHold, CreditReject}, s)
}
