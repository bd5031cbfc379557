package orders

import (
	"context"

	"github.com/backoffice-sdk/backoffice"
)

// AddProduct puts a product into the order. If the order has no account yet, the
// server gives it one, with a default language and the product's currency.
//
// Not safe to repeat: a second AddProduct makes a second product. The client
// sends it again only if nothing reached the server. After a lost answer the
// error is [backoffice.ErrOutcomeUnknown]: look with Products.
//
// Errors: [backoffice.ErrInvalid] for a request without an Offering, or that the
// server refuses, such as a product in another currency than the account's;
// [backoffice.ErrNotFound] if there is no such order;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's;
// [backoffice.ErrForbidden] if the user may not; [backoffice.ErrProtocol], with
// the outcome unknown, for a 201 that names no product or two.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products:POST&oldid=1692,
// read 2026-11.
//
//backoffice:op orders.AddProduct once POST /orders/{orderId}/account/products
func (c *Client) AddProduct(ctx context.Context, ref Ref, request AddProductRequest, options ...backoffice.Option) (*Added, error) {
	return newExchange(opAddProduct, newProduct).of(ref).with(&request).do(ctx, c, options)
}

// Products returns the products in the order. The vendor's general pages say
// that a list of more than 100 elements is answered by a redirect to its first
// page, which no order page mentions; it would be [backoffice.ErrProtocol].
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order or account;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products:GET&oldid=418,
// read 2026-11.
//
//backoffice:op orders.Products read GET /orders/{orderId}/account/products
func (c *Client) Products(ctx context.Context, ref Ref, options ...backoffice.Option) ([]Product, error) {
	answer, err := newExchange(opProducts, listOf(hasProduct)).of(ref).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	return answer.List, nil
}

// Product returns one product in the order.
//
// Safe to repeat: it only reads.
//
// Errors: [backoffice.ErrNotFound] if there is no such order or product;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId:GET&oldid=416,
// read 2026-11.
//
//backoffice:op orders.Product read GET /orders/{orderId}/account/products/{productId}
func (c *Client) Product(ctx context.Context, ref Ref, productID string, options ...backoffice.Option) (*Product, error) {
	found, err := newExchange(opProduct, object(hasProduct)).of(ref).product(productID).do(ctx, c, options)
	if err != nil {
		return nil, err
	}
	found.ID = productID
	return found, nil
}

// UpdateProduct changes the billing cycle of a product.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for a request that breaks a rule of
// [UpdateProductRequest], or that the server refuses; [backoffice.ErrNotFound]
// if there is no such order or product; [backoffice.ErrUnauthorized] for an
// owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId:PUT&oldid=2316,
// read 2026-11.
//
//backoffice:op orders.UpdateProduct update PUT /orders/{orderId}/account/products/{productId}
func (c *Client) UpdateProduct(ctx context.Context, ref Ref, productID string, request UpdateProductRequest, options ...backoffice.Option) error {
	_, err := newExchange(opUpdateProduct, nothing).of(ref).product(productID).with(&request).do(ctx, c, options)
	return err
}

// DeleteProduct takes a product out of the order.
//
// Safe to repeat: what is gone stays gone. The client repeats it after a lost
// answer, a 408 or a 5xx, which leave open whether it was done, and then takes
// [backoffice.ErrNotFound] for a success, even of what was never there.
//
// Errors: [backoffice.ErrNotFound] if there is no such order or product;
// [backoffice.ErrForbidden] if the user may not; [backoffice.ErrUnauthorized]
// for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId:DELETE&oldid=421,
// read 2026-11.
//
//backoffice:op orders.DeleteProduct delete DELETE /orders/{orderId}/account/products/{productId}
func (c *Client) DeleteProduct(ctx context.Context, ref Ref, productID string, options ...backoffice.Option) error {
	_, err := newExchange(opDeleteProduct, nothing).of(ref).product(productID).do(ctx, c, options)
	return err
}

// SetProductPromotion applies a promotion code to a product.
//
// Safe to repeat: it sets a state. The client repeats it after a lost answer.
//
// Errors: [backoffice.ErrInvalid] for an empty code, or one that the server
// refuses; [backoffice.ErrForbidden] if the user may not;
// [backoffice.ErrNotFound] if there is no such order or product;
// [backoffice.ErrUnauthorized] for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-promotion:PUT&oldid=1695,
// read 2026-11.
//
//backoffice:op orders.SetProductPromotion update PUT /orders/{orderId}/account/products/{productId}/promotion
func (c *Client) SetProductPromotion(ctx context.Context, ref Ref, productID, promoCode string, options ...backoffice.Option) error {
	body := &promotionRequest{PromoCode: promoCode}
	_, err := newExchange(opSetProductPromotion, nothing).of(ref).product(productID).with(body).do(ctx, c, options)
	return err
}

// DeleteProductPromotion takes the promotion code off a product.
//
// Safe to repeat: what is gone stays gone. The client repeats it after a lost
// answer, a 408 or a 5xx, which leave open whether it was done, and then takes
// [backoffice.ErrNotFound] for a success, even of what was never there.
//
// Errors: [backoffice.ErrNotFound] if there is no such order or product;
// [backoffice.ErrForbidden] if the user may not; [backoffice.ErrUnauthorized]
// for an owner id that is not the order's.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-promotion:DELETE&oldid=840,
// read 2026-11.
//
//backoffice:op orders.DeleteProductPromotion delete DELETE /orders/{orderId}/account/products/{productId}/promotion
func (c *Client) DeleteProductPromotion(ctx context.Context, ref Ref, productID string, options ...backoffice.Option) error {
	_, err := newExchange(opDeleteProductPromotion, nothing).of(ref).product(productID).do(ctx, c, options)
	return err
}
