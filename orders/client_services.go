package orders

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
)

// AddService puts a service into a product.
//
// Not safe to repeat: a second AddService makes a second service. The client
// sends it again only if nothing reached the server. After a lost answer the
// error is [backoffice.ErrOutcomeUnknown]: look with Services.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [AddServiceRequest], or that the server refuses; [backoffice.ErrNotFound] if
// there is no such order or product; [backoffice.ErrUnauthorized] for an owner
// id that is not the order's; [backoffice.ErrForbidden] if the user may not;
// [backoffice.ErrProtocol], with the outcome unknown, for a 201 without a
// Location that names the service.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-services:POST&oldid=1578,
// read 2026-11.
//
//backoffice:op orders.AddService once POST /orders/{orderId}/account/products/{productId}/services
func (c *Client) AddService(ctx context.Context, ref Ref, productID string, request AddServiceRequest, options ...backoffice.Option) (*Added, error) {
	x := newExchange(opAddService, newService).of(ref).product(productID).with(&request)
	x.Encode = request.encode
	x.checks = append(x.checks, func() []backoffice.Violation { return request.Attributes.check("Attributes") })
	return x.do(ctx, c, options)
}

// Services returns the services of a product. What [Client.Products] says of
// long lists holds here too.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order or product;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-services:GET&oldid=424,
// read 2026-11.
//
//backoffice:op orders.Services read GET /orders/{orderId}/account/products/{productId}/services
func (c *Client) Services(ctx context.Context, ref Ref, productID string, options ...backoffice.Option) ([]Service, error) {
	answer, err := newExchange(opServices, listOf(hasService)).of(ref).product(productID).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	return answer.List, nil
}

// Service returns one service of a product.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, product or
// service; [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-services-serviceId:GET&oldid=426,
// read 2026-11.
//
//backoffice:op orders.Service read GET /orders/{orderId}/account/products/{productId}/services/{serviceId}
func (c *Client) Service(ctx context.Context, ref Ref, productID, serviceID string, options ...backoffice.Option) (*Service, error) {
	found, err := newExchange(opService, object(hasService)).of(ref).product(productID).service(serviceID).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	found.ID = serviceID
	return found, nil
}

// UpdateService changes the billing cycle and the name of a service.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [UpdateServiceRequest], or that the server refuses; [backoffice.ErrNotFound]
// if there is no such order, product or service; [backoffice.ErrUnauthorized]
// for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-account-products-productId-services-serviceId:PUT,
// of January 2016, read 2026-11.
//
//backoffice:op orders.UpdateService update PUT /orders/{orderId}/account/products/{productId}/services/{serviceId}
func (c *Client) UpdateService(ctx context.Context, ref Ref, productID, serviceID string, request UpdateServiceRequest, options ...backoffice.Option) error {
	_, err := newExchange(opUpdateService, nothing).of(ref).product(productID).service(serviceID).with(&request).do(ctx, c, options)
	return err
}

// DeleteService takes a service out of a product.
//
// Safe to repeat: what is gone stays gone. The client repeats it after a lost
// answer, a 408 or a 5xx, which leave open whether it was done, and then takes
// [backoffice.ErrNotFound] for a success, even of what was never there.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, product or
// service; [backoffice.ErrForbidden] if the user may not;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-services-serviceId:DELETE&oldid=1670,
// read 2026-11.
//
//backoffice:op orders.DeleteService delete DELETE /orders/{orderId}/account/products/{productId}/services/{serviceId}
func (c *Client) DeleteService(ctx context.Context, ref Ref, productID, serviceID string, options ...backoffice.Option) error {
	_, err := newExchange(opDeleteService, nothing).of(ref).product(productID).service(serviceID).do(ctx, c, options)
	return err
}

// SetServicePromotion applies a promotion code to a service. No page shows how
// to take it off again.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for an empty code, or one that the server
// refuses; [backoffice.ErrForbidden] if the user may not;
// [backoffice.ErrNotFound] if there is no such order, product or service;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-account-products-productId-services-serviceId-promotion:PUT,
// of 2014, read 2026-11.
//
//backoffice:op orders.SetServicePromotion update PUT /orders/{orderId}/account/products/{productId}/services/{serviceId}/promotion
func (c *Client) SetServicePromotion(ctx context.Context, ref Ref, productID, serviceID, promoCode string, options ...backoffice.Option) error {
	body := &promotionRequest{PromoCode: promoCode}
	_, err := newExchange(opSetServicePromotion, nothing).of(ref).product(productID).service(serviceID).with(body).do(ctx, c, options)
	return err
}

// SetServiceAttributes sets the attributes of a service. Whether the attributes
// it doesn't name are kept or removed is not documented.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for attributes that break a rule of
// [ServiceAttributes], or that the server refuses; [backoffice.ErrConflict] if
// the service has no attributes; [backoffice.ErrNotFound] if there is no such
// order, product or service; [backoffice.ErrUnauthorized] for an owner id that
// is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-services-serviceId-attributes:PUT&oldid=431,
// read 2026-11.
//
//backoffice:op orders.SetServiceAttributes update PUT /orders/{orderId}/account/products/{productId}/services/{serviceId}/attributes
func (c *Client) SetServiceAttributes(ctx context.Context, ref Ref, productID, serviceID string, attributes ServiceAttributes, options ...backoffice.Option) error {
	_, err := newExchange(opSetServiceAttributes, nothing).of(ref).product(productID).service(serviceID).serviceAttributes(attributes).do(ctx, c, options)
	return err
}

// ServiceAttributes returns the attributes of a service, an empty map if none
// were set.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order, product or
// service; [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php/Orders-orderId-account-products-productId-services-serviceId-attributes:GET,
// read 2026-11.
//
//backoffice:op orders.ServiceAttributes read GET /orders/{orderId}/account/products/{productId}/services/{serviceId}/attributes
func (c *Client) ServiceAttributes(ctx context.Context, ref Ref, productID, serviceID string, options ...backoffice.Option) (ServiceAttributes, error) {
	return newExchange(opServiceAttributes, dictionary).of(ref).product(productID).service(serviceID).do(ctx, c, options)
}
