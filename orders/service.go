package orders

import (
	"encoding/json"

	"github.com/backoffice-sdk/backoffice"
)

// Service is a service of a product in an order.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-services-serviceId:GET&oldid=426,
// read 2026-11.
type Service struct {
	// ID names the service. The pages show no member for it: in a list it comes
	// from the service's own link, and is "" if that doesn't tell.
	ID string `json:"-"`
	// Status is that of the service.
	Status ProductStatus `json:"status"`
	// Name is the name of the service.
	Name string `json:"name"`
	// ServiceSpecification is the URL of what the service is.
	ServiceSpecification string `json:"serviceSpecification"`
	// BillingCycle is in months.
	BillingCycle int `json:"billingCycle"`
	// RelatedTo are URLs of other services.
	RelatedTo []string `json:"relatedTo"`
	// Attributes is the URL of the service's attributes. The client doesn't
	// use it.
	Attributes string `json:"attributes"`
	// Links are the links of the service.
	Links Links `json:"links"`
}

func hasService(s *Service) string {
	if s.Status == "" {
		return "holds a service without a status"
	}
	s.ID = s.Links.idIn("services")
	return ""
}

// AddServiceRequest is a service to put into a product. A nil field is not sent.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-services:POST&oldid=1578,
// read 2026-11.
type AddServiceRequest struct {
	// Name is required: the name of the service.
	Name string `json:"name" check:"required"`
	// ServiceSpecification is required: the URL of what the service is.
	ServiceSpecification string `json:"serviceSpecification" check:"required"`
	// BillingCycle is required, in months, from 1 to 120.
	BillingCycle int `json:"billingCycle" check:"min=1,most=120"`
	// RelatedTo are URLs of other services.
	RelatedTo []string `json:"relatedTo,omitempty"`
	// Attributes are documented from 2014 on, see [ServiceAttributes].
	Attributes ServiceAttributes `json:"attributes,omitempty"`
	// PromoCode is a promotion code. It is documented from 2015 on.
	PromoCode *string `json:"promoCode,omitempty"`
}

// encode writes the request. Its attributes may be of any type, which package
// wire has no plan for.
func (r *AddServiceRequest) encode(backoffice.Placement) ([]byte, string, error) {
	body, err := json.Marshal(r)
	return body, jsonType, err
}

// UpdateServiceRequest is what can be changed of a service. Both are required.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-account-products-productId-services-serviceId:PUT,
// of January 2016, read 2026-11.
type UpdateServiceRequest struct {
	// BillingCycle is in months, from 1 to 120.
	BillingCycle int `json:"billingCycle" check:"min=1,most=120"`
	// Name is the name of the service.
	Name string `json:"name" check:"required"`
}

// notes is both the body of SetNotes and the answer of Notes.
type notes struct {
	Notes []string `json:"notes" wire:"control" check:"lines"`
}

func hasNotes(n *notes) string {
	if n.Notes == nil {
		return "holds no notes"
	}
	return ""
}

// noteRequest is the body of AddNote.
type noteRequest struct {
	Note string `json:"note" check:"required,lines"`
}
