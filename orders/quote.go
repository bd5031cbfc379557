package orders

import "github.com/backoffice-sdk/backoffice"

// Quote is what an order would cost. The vendor writes every amount, count and
// flag as a text. One that it leaves out is nil, and never passes for zero.
//
// The page explains none of the members. Where its name doesn't tell what a
// member is, the comment repeats the name and nothing else.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-quote:GET&oldid=412, read 2026-11.
type Quote struct {
	// Hash identifies the quote; [ActionRequest] takes it.
	Hash string `json:"Hash"`
	// Currency is the ISO 4217 code of the amounts.
	Currency string `json:"Currency"`
	// Total is the price of the order. It is never nil.
	Total *backoffice.Decimal `json:"Total"`
	// SubTotal is the member SubTotal.
	SubTotal *backoffice.Decimal `json:"SubTotal"`
	// OneTimeFeeAmount is what is charged once.
	OneTimeFeeAmount *backoffice.Decimal `json:"OneTimeFeeAmount"`
	// TaxTotal is the sum of taxes.
	TaxTotal *backoffice.Decimal `json:"TaxTotal"`
	// Products are what the order consists of. The page's sample of an order
	// that costs nothing has none.
	Products []QuoteProduct `json:"Products"`
	// Links are the links of the answer.
	Links Links `json:"-"`
}

// QuoteProduct is a product in a quote.
type QuoteProduct struct {
	// PlanNumber is the member PlanNumber.
	PlanNumber string `json:"PlanNumber"`
	// PromotionCode and PromotionName are shown from November 2013 on.
	PromotionCode string `json:"PromotionCode"`
	PromotionName string `json:"PromotionName"`
	// Fees are what the product costs.
	Fees []Fee `json:"Fees"`
}

// Fee is a part of the price of a product.
type Fee struct {
	// Type says what is charged for.
	Type FeeType `json:"Type"`
	// Description describes the fee.
	Description string `json:"Description"`
	// Currency is the ISO 4217 code of the amounts.
	Currency string `json:"Currency"`
	// Amount is what is charged.
	Amount *backoffice.Decimal `json:"Amount"`
	// BaseAmount is the member BaseAmount.
	BaseAmount *backoffice.Decimal `json:"BaseAmount"`
	// UnitAmount is the price of one unit.
	UnitAmount *backoffice.Decimal `json:"UnitAmount"`
	// ProratedUnitAmount is the price of one unit for a part of a period.
	ProratedUnitAmount *backoffice.Decimal `json:"ProratedUnitAmount"`
	// Quantity is how many units are charged.
	Quantity *int `json:"Quantity"`
	// MonthlyCycle is the member MonthlyCycle.
	MonthlyCycle *int `json:"MonthlyCycle"`
	// NumCharged is the member NumCharged.
	NumCharged *int `json:"NumCharged"`
	// NumCharges is how often the fee is charged. -1 probably means for ever.
	NumCharges *int `json:"NumCharges"`
	// Prorated is the member Prorated.
	Prorated *bool `json:"Prorated"`
	// ProrationAllowed is the member ProrationAllowed.
	ProrationAllowed *bool `json:"ProrationAllowed"`
	// Deferred is shown from 2016 on.
	Deferred *bool `json:"Deferred"`
	// StartDate and EndDate are as the server wrote them: their form is not
	// documented.
	StartDate string `json:"StartDate"`
	EndDate   string `json:"EndDate"`
}

// quoteAnswer is the envelope of Quote.
type quoteAnswer struct {
	Quote *Quote `json:"quote" wire:"control"`
	Links Links  `json:"links"`
}

func hasQuote(a *quoteAnswer) string {
	if a.Quote == nil || a.Quote.Hash == "" || a.Quote.Currency == "" || a.Quote.Total == nil {
		return "holds no quote with a Hash, a Currency and a Total"
	}
	a.Quote.Links = a.Links
	return ""
}
