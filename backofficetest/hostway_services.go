package backofficetest

import (
	"cmp"
	"encoding/json"
	"net/http"
)

// addService implements POST …/products/{product}/services.
func (c *hostwayCall) addService() {
	var body struct {
		Name                 string          `json:"name"`
		ServiceSpecification string          `json:"serviceSpecification"`
		BillingCycle         int             `json:"billingCycle"`
		RelatedTo            []string        `json:"relatedTo"`
		Attributes           json.RawMessage `json:"attributes"`
		PromoCode            string          `json:"promoCode"`
	}
	p := c.findProduct()
	if p == nil || !c.bind(&body, "name", "serviceSpecification", "billingCycle") || !c.isCycle(body.BillingCycle) {
		return
	}
	s := &HostwayService{
		ID: hostwayID(), Status: hostwayNew, Name: body.Name, Specification: body.ServiceSpecification,
		BillingCycle: body.BillingCycle, RelatedTo: body.RelatedTo, Attributes: string(body.Attributes), PromoCode: body.PromoCode,
	}
	p.Services = append(p.Services, s)
	c.added(c.path()+"/"+s.ID, nil)
}

// services implements GET …/products/{product}/services.
func (c *hostwayCall) services() {
	p := c.findProduct()
	if p == nil {
		return
	}
	list := []any{}
	for _, s := range p.Services {
		list = append(list, c.showService(s, c.path()+"/"+s.ID))
	}
	c.list(list, c.path())
}

// service implements GET …/services/{service}.
func (c *hostwayCall) service() {
	if s := c.findService(); s != nil {
		c.x.hostwayReply(http.StatusOK, c.showService(s, c.path()))
	}
}

func (c *hostwayCall) showService(s *HostwayService, path string) map[string]any {
	return map[string]any{
		"status": s.Status, "name": s.Name, "serviceSpecification": s.Specification, "billingCycle": s.BillingCycle,
		"relatedTo": append([]string{}, s.RelatedTo...), "attributes": hostwayLinkBase + path + "/attributes",
		"links": c.self(path),
	}
}

// findService returns the service of the call, or answers that there is none.
func (c *hostwayCall) findService() *HostwayService {
	p := c.findProduct()
	if p == nil {
		return nil
	}
	s := hostwayFirst(p.Services, func(s *HostwayService) bool { return s.ID == c.parts["service"] })
	if s == nil {
		c.notFound()
	}
	return s
}

// updateService implements PUT …/services/{service}.
func (c *hostwayCall) updateService() {
	var body struct {
		BillingCycle int    `json:"billingCycle"`
		Name         string `json:"name"`
	}
	if s := c.findService(); s != nil && c.bind(&body, "billingCycle", "name") && c.isCycle(body.BillingCycle) {
		s.BillingCycle, s.Name = body.BillingCycle, body.Name
		c.done(http.StatusNoContent)
	}
}

// deleteService implements DELETE …/services/{service}.
func (c *hostwayCall) deleteService() {
	if s := c.findService(); s != nil {
		p := c.findProduct()
		p.Services = hostwayWithout(p.Services, s)
		c.done(http.StatusNoContent)
	}
}

// setServicePromotion implements PUT …/services/{service}/promotion.
func (c *hostwayCall) setServicePromotion() {
	if s := c.findService(); s != nil {
		c.setPromotion(&s.PromoCode)
	}
}

// setServiceAttributes implements PUT …/services/{service}/attributes.
func (c *hostwayCall) setServiceAttributes() {
	s := c.findService()
	var attributes map[string]any
	switch {
	case s == nil:
	case s.WithoutAttributes:
		c.refuse(http.StatusMethodNotAllowed, "Method not allowed")
	case json.Unmarshal(c.x.body, &attributes) != nil || attributes == nil:
		c.badRequest(nil)
	default:
		s.Attributes = string(c.x.body)
		c.done(c.either(http.StatusOK, http.StatusNoContent))
	}
}

// serviceAttributes implements GET …/services/{service}/attributes.
func (c *hostwayCall) serviceAttributes() {
	if s := c.findService(); s != nil {
		c.x.reply(http.StatusOK, hostwayJSON, []byte(cmp.Or(s.Attributes, "{}")))
	}
}

// notes implements GET …/services/{service}/notes.
func (c *hostwayCall) notes() {
	if s := c.findService(); s != nil {
		c.x.hostwayReply(http.StatusOK, map[string]any{"notes": append([]string{}, s.Notes...), "links": c.self(c.path())})
	}
}

// addNote implements POST …/services/{service}/notes.
func (c *hostwayCall) addNote() {
	var body struct {
		Note string `json:"note"`
	}
	if s := c.findService(); s != nil && c.bind(&body, "note") {
		s.Notes = append(s.Notes, body.Note)
		c.done(http.StatusCreated)
	}
}

// setNotes implements PUT …/services/{service}/notes. It replaces the notes; the
// page doesn't tell.
func (c *hostwayCall) setNotes() {
	var body struct {
		Notes []string `json:"notes"`
	}
	if s := c.findService(); s != nil && c.bind(&body, "notes") {
		s.Notes = body.Notes
		c.done(http.StatusNoContent)
	}
}

// deleteNotes implements DELETE …/services/{service}/notes.
func (c *hostwayCall) deleteNotes() {
	if s := c.findService(); s != nil {
		s.Notes = nil
		c.done(http.StatusNoContent)
	}
}
