package main

import (
	"cmp"
	"fmt"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
)

// The order of each call has one product with one service.
const (
	product = "p1"
	service = "s1"
)

// hostwayJobs are the calls of the orders. Where the mark is depends on the call.
var hostwayJobs = []job{
	{"orders.Create for an owner", 0, 1, func(t *task) error {
		_, err := t.carts.Create(t, orders.CreateRequest{OwnerID: t.owner()}, t.reporting())
		return err
	}},
	{"orders.Create for a new owner", 0, 1, func(t *task) error {
		address := fmt.Sprintf(clientIP, t.serial/10_000, t.serial%10_000)
		_, err := t.carts.Create(t, orders.CreateRequest{ClientIP: &address}, t.reporting(), orders.WithBasicAuth(hostwayUser, hostwayWord))
		return err
	}},
	{"orders.Submit", 0, 1, func(t *task) error {
		_, err := t.carts.Submit(t, t.order(contents{id: t.named(submitted)}), orders.ActionRequest{}, t.reporting())
		return err
	}},
	{"orders.AddProduct", 0, 1, func(t *task) error {
		_, err := t.carts.AddProduct(t, t.order(contents{}), orders.AddProductRequest{Offering: "web", DisplayName: new(t.mark())}, t.reporting())
		return err
	}},
	{"orders.AddService", 0, 1, func(t *task) error {
		_, err := t.carts.AddService(t, t.order(contents{}), product, orders.AddServiceRequest{
			Name: t.mark(), ServiceSpecification: "dns", BillingCycle: 12,
		}, t.reporting())
		return err
	}},
	{"orders.AddNote", 0, 1, func(t *task) error {
		return t.carts.AddNote(t, t.order(contents{}), product, service, t.mark(), t.reporting())
	}},

	{"orders.SetAttributes", 0, 1, func(t *task) error {
		return t.carts.SetAttributes(t, t.order(contents{}), t.attributes(), t.reporting())
	}},
	{"orders.SetAccount", 0, 1, func(t *task) error {
		return t.carts.SetAccount(t, t.order(contents{}), orders.AccountRequest{Number: new(t.mark())}, t.reporting())
	}},
	{"orders.SetAccountAttributes", 0, 1, func(t *task) error {
		return t.carts.SetAccountAttributes(t, t.order(contents{}), t.attributes(), t.reporting())
	}},
	{"orders.SetUser", 0, 1, func(t *task) error {
		request := orders.UserRequest{UserName: t.mark(), Password: orders.NewSecret(hostwayWord)}
		return t.carts.SetUser(t, t.order(contents{}), request, t.reporting())
	}},
	{"orders.SetContactInfo", 0, 1, func(t *task) error {
		contact := orders.ContactInfo{Name: orders.ContactName{FirstName: t.mark(), LastName: "O'Neil-Müller"}}
		return t.carts.SetContactInfo(t, t.order(contents{}), orders.Billing, contact, t.reporting())
	}},
	{"orders.UpdateProduct", 0, 1, func(t *task) error {
		ref := t.order(contents{id: t.named(updated)})
		return t.carts.UpdateProduct(t, ref, product, orders.UpdateProductRequest{BillingCycle: newCycle}, t.reporting())
	}},
	{"orders.SetProductPromotion", 0, 1, func(t *task) error {
		return t.carts.SetProductPromotion(t, t.order(contents{}), product, t.mark(), t.reporting())
	}},
	{"orders.UpdateService", 0, 1, func(t *task) error {
		request := orders.UpdateServiceRequest{BillingCycle: 24, Name: t.mark()}
		return t.carts.UpdateService(t, t.order(contents{}), product, service, request, t.reporting())
	}},
	{"orders.SetServicePromotion", 0, 1, func(t *task) error {
		return t.carts.SetServicePromotion(t, t.order(contents{}), product, service, t.mark(), t.reporting())
	}},
	{"orders.SetServiceAttributes", 0, 1, func(t *task) error {
		attributes := orders.ServiceAttributes{"domain": t.mark()}
		return t.carts.SetServiceAttributes(t, t.order(contents{}), product, service, attributes, t.reporting())
	}},
	{"orders.SetNotes", 0, 1, func(t *task) error {
		return t.carts.SetNotes(t, t.order(contents{}), product, service, []string{t.mark()}, t.reporting())
	}},

	{"orders.Delete", 1, 0, func(t *task) error {
		return t.carts.Delete(t, t.order(contents{attribute: t.mark()}), t.reporting())
	}},
	{"orders.DeleteContactInfo", 1, 0, func(t *task) error {
		return t.carts.DeleteContactInfo(t, t.order(contents{contact: t.mark()}), orders.Billing, t.reporting())
	}},
	{"orders.DeleteProduct", 1, 0, func(t *task) error {
		return t.carts.DeleteProduct(t, t.order(contents{offering: t.mark()}), product, t.reporting())
	}},
	{"orders.DeleteProductPromotion", 1, 0, func(t *task) error {
		return t.carts.DeleteProductPromotion(t, t.order(contents{promotion: t.mark()}), product, t.reporting())
	}},
	{"orders.DeleteService", 1, 0, func(t *task) error {
		return t.carts.DeleteService(t, t.order(contents{name: t.mark()}), product, service, t.reporting())
	}},
	{"orders.DeleteNotes", 1, 0, func(t *task) error {
		return t.carts.DeleteNotes(t, t.order(contents{note: t.mark()}), product, service, t.reporting())
	}},

	{"orders.Get", 1, 1, func(t *task) error {
		found, err := t.carts.Get(t, t.order(contents{attribute: t.mark()}), t.reporting())
		return same(field(found, func(o *orders.Order) string { return string(o.Status) }), string(orders.StatusNew), err)
	}},
	{"orders.Validate", 1, 1, func(t *task) error {
		_, err := t.carts.Validate(t, t.order(contents{attribute: t.mark()}), orders.ActionRequest{}, t.reporting())
		return err
	}},
	{"orders.Quote", 1, 1, func(t *task) error {
		found, err := t.carts.Quote(t, t.order(contents{offering: t.mark()}), t.reporting())
		return same(field(found, func(q *orders.Quote) string {
			return first(q.Products, func(p orders.QuoteProduct) string {
				return first(p.Fees, func(f orders.Fee) string { return f.Description })
			})
		}), t.mark(), err)
	}},
	{"orders.Attributes", 1, 1, func(t *task) error {
		found, err := t.carts.Attributes(t, t.order(contents{attribute: t.mark()}), t.reporting())
		return same(first(found, func(a orders.Attribute) string { return a.Value }), t.mark(), err)
	}},
	{"orders.Account", 1, 1, func(t *task) error {
		found, err := t.carts.Account(t, t.order(contents{number: t.mark()}), t.reporting())
		return same(field(found, func(a *orders.Account) string { return a.Number }), t.mark(), err)
	}},
	{"orders.AccountAttributes", 1, 1, func(t *task) error {
		found, err := t.carts.AccountAttributes(t, t.order(contents{accountAttribute: t.mark()}), t.reporting())
		return same(first(found, func(a orders.Attribute) string { return a.Value }), t.mark(), err)
	}},
	{"orders.User", 1, 1, func(t *task) error {
		found, err := t.carts.User(t, t.order(contents{user: t.mark()}), t.reporting())
		return same(field(found, func(u *orders.User) string { return u.UserName }), t.mark(), err)
	}},
	{"orders.ContactInfo", 1, 1, func(t *task) error {
		found, err := t.carts.ContactInfo(t, t.order(contents{contact: t.mark()}), orders.Billing, t.reporting())
		return same(field(found, firstName), t.mark(), err)
	}},
	{"orders.AllContactInfo", 1, 1, func(t *task) error {
		found, err := t.carts.AllContactInfo(t, t.order(contents{contact: t.mark()}), t.reporting())
		return same(field(found[orders.Billing], firstName), t.mark(), err)
	}},
	{"orders.Products", 1, 1, func(t *task) error {
		found, err := t.carts.Products(t, t.order(contents{offering: t.mark()}), t.reporting())
		return same(first(found, func(p orders.Product) string { return p.Offering }), t.mark(), err)
	}},
	{"orders.Product", 1, 1, func(t *task) error {
		found, err := t.carts.Product(t, t.order(contents{offering: t.mark()}), product, t.reporting())
		return same(field(found, func(p *orders.Product) string { return p.Offering }), t.mark(), err)
	}},
	{"orders.Services", 1, 1, func(t *task) error {
		found, err := t.carts.Services(t, t.order(contents{name: t.mark()}), product, t.reporting())
		return same(first(found, func(s orders.Service) string { return s.Name }), t.mark(), err)
	}},
	{"orders.Service", 1, 1, func(t *task) error {
		found, err := t.carts.Service(t, t.order(contents{name: t.mark()}), product, service, t.reporting())
		return same(field(found, func(s *orders.Service) string { return s.Name }), t.mark(), err)
	}},
	{"orders.ServiceAttributes", 1, 1, func(t *task) error {
		ref := t.order(contents{serviceAttributes: fmt.Sprintf(`{"domain":%q}`, t.mark())})
		found, err := t.carts.ServiceAttributes(t, ref, product, service, t.reporting())
		domain, _ := found["domain"].(string)
		return same(domain, t.mark(), err)
	}},
	{"orders.Notes", 1, 1, func(t *task) error {
		found, err := t.carts.Notes(t, t.order(contents{note: t.mark()}), product, service, t.reporting())
		return same(first(found, func(note string) string { return note }), t.mark(), err)
	}},
}

func firstName(c *orders.ContactInfo) string { return c.Name.FirstName }

// contents are the texts of an order that a call looks for.
type contents struct {
	id, attribute, accountAttribute, number, user, contact string
	offering, promotion, name, note, serviceAttributes     string
}

// order puts an order on the server.
func (t *task) order(c contents) orders.Ref {
	pair := func(value string) []backofficetest.HostwayAttribute {
		return []backofficetest.HostwayAttribute{{Name: orders.PartnerAccountID, Value: value}}
	}
	seeded := t.server.SeedHostwayOrder(backofficetest.HostwayOrder{
		ID: c.id, OwnerID: fmt.Sprint("owner-", t.serial),
		Attributes: pair(c.attribute), AccountAttributes: pair(c.accountAttribute),
		Account: &backofficetest.HostwayAccount{
			Currency: "USD", Language: "en-US", Number: c.number, UserName: c.user,
			Contacts: map[string]string{"billing": fmt.Sprintf(`{"name":{"firstName":%q,"lastName":"Before"}}`, c.contact)},
			Products: []*backofficetest.HostwayProduct{{
				ID: product, Offering: cmp.Or(c.offering, "other"), PromoCode: c.promotion, BillingCycle: 1,
				Services: []*backofficetest.HostwayService{{
					ID: service, Name: cmp.Or(c.name, "other"), Specification: "dns", BillingCycle: 1,
					Attributes: c.serviceAttributes, Notes: []string{c.note},
				}},
			}},
		},
	})
	return orders.Ref{OrderID: seeded.ID, OwnerID: orders.NewSecret(seeded.OwnerID)}
}

func (t *task) owner() orders.Secret { return orders.NewSecret(hostwayOwner + t.mark()) }

func (t *task) attributes() []orders.Attribute {
	return []orders.Attribute{{Name: orders.PartnerAccountID, Value: t.mark()}}
}
