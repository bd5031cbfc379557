package orders

import (
	"net/http"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// operation is a call as the vendor's pages describe it.
type operation struct {
	transport.Operation
	// success are the statuses that a page of any year calls a success.
	success []int
	// closes tells that the page of the operation explains 405 by the state of
	// what is called, which makes every 405 a conflict.
	closes bool
}

// changesAnOrder reports whether the operation acts on an order that exists.
// What the vendor itself answers to it by 405 is about the state of the order,
// such as one that was submitted and can no longer change.
//
// Source: http://docs.hostway.com/index.php/Server_Response_Codes, read 2026-11.
func (op *operation) changesAnOrder() bool {
	return op.Route.Method != http.MethodGet && strings.HasPrefix(op.Route.Path, orderPath)
}

func newOperation(name string, class transport.Class, method, path string, success ...int) *operation {
	return &operation{
		Operation: transport.Operation{
			Name:  "orders." + name,
			Class: class,
			Route: backoffice.Route{Method: method, Path: path, Arguments: backoffice.JSON},

			Placements: []backoffice.Placement{backoffice.JSON},
		},
		success: success,
	}
}

func read(name, path string) *operation {
	return newOperation(name, transport.Read, "GET", path, 200)
}

func update(name, path string, success ...int) *operation {
	return newOperation(name, transport.Update, "PUT", path, success...)
}

func remove(name, path string) *operation {
	return newOperation(name, transport.Delete, "DELETE", path, 204)
}

func add(name, path string) *operation {
	return newOperation(name, transport.Once, "POST", path, 201)
}

// closing marks an operation that is refused by 405 once the order is placed,
// or where there is nothing to change.
func (op *operation) closing() *operation {
	op.closes = true
	return op
}

const (
	orderPath    = "/orders/{orderId}"
	accountPath  = orderPath + "/account"
	contactPath  = accountPath + "/contactInfo/{type}"
	productsPath = accountPath + "/products"
	productPath  = productsPath + "/{productId}"
	servicesPath = productPath + "/services"
	servicePath  = servicesPath + "/{serviceId}"
)

// The operations. Where the pages of two years name two statuses, both are here.
var (
	opCreate   = add("Create", "/orders")
	opGet      = read("Get", orderPath)
	opDelete   = remove("Delete", orderPath).closing()
	opValidate = newOperation("Validate", transport.Read, "POST", orderPath+"/action", 200, 202, 204)
	opSubmit   = newOperation("Submit", transport.Once, "POST", orderPath+"/action", 200, 202, 204)
	opQuote    = read("Quote", orderPath+"/quote")

	opSetAttributes = update("SetAttributes", orderPath+"/attributes", 204)
	opAttributes    = read("Attributes", orderPath+"/attributes")

	opSetAccount           = update("SetAccount", accountPath, 200, 204)
	opAccount              = read("Account", accountPath)
	opSetAccountAttributes = update("SetAccountAttributes", accountPath+"/attributes", 204)
	opAccountAttributes    = read("AccountAttributes", accountPath+"/attributes")
	opSetUser              = update("SetUser", accountPath+"/user", 200, 204)
	opUser                 = read("User", accountPath+"/user")

	opSetContactInfo    = update("SetContactInfo", contactPath, 204)
	opContactInfo       = read("ContactInfo", contactPath)
	opDeleteContactInfo = remove("DeleteContactInfo", contactPath)
	opAllContactInfo    = read("AllContactInfo", accountPath+"/contactInfo")

	opAddProduct             = add("AddProduct", productsPath)
	opProducts               = read("Products", productsPath)
	opProduct                = read("Product", productPath)
	opUpdateProduct          = update("UpdateProduct", productPath, 204)
	opDeleteProduct          = remove("DeleteProduct", productPath)
	opSetProductPromotion    = update("SetProductPromotion", productPath+"/promotion", 204)
	opDeleteProductPromotion = remove("DeleteProductPromotion", productPath+"/promotion")

	opAddService           = add("AddService", servicesPath)
	opServices             = read("Services", servicesPath)
	opService              = read("Service", servicePath)
	opUpdateService        = update("UpdateService", servicePath, 204)
	opDeleteService        = remove("DeleteService", servicePath)
	opSetServicePromotion  = update("SetServicePromotion", servicePath+"/promotion", 204)
	opSetServiceAttributes = update("SetServiceAttributes", servicePath+"/attributes", 200, 204).closing()
	opServiceAttributes    = read("ServiceAttributes", servicePath+"/attributes")

	opNotes       = read("Notes", servicePath+"/notes")
	opAddNote     = add("AddNote", servicePath+"/notes").closing()
	opSetNotes    = update("SetNotes", servicePath+"/notes", 201, 204).closing()
	opDeleteNotes = remove("DeleteNotes", servicePath+"/notes").closing()
)

// operations lists them, for WithRoute to choose from.
func operations() []*transport.Operation {
	all := []*operation{
		opCreate, opGet, opDelete, opValidate, opSubmit, opQuote,
		opSetAttributes, opAttributes,
		opSetAccount, opAccount, opSetAccountAttributes, opAccountAttributes, opSetUser, opUser,
		opSetContactInfo, opContactInfo, opDeleteContactInfo, opAllContactInfo,
		opAddProduct, opProducts, opProduct, opUpdateProduct, opDeleteProduct,
		opSetProductPromotion, opDeleteProductPromotion,
		opAddService, opServices, opService, opUpdateService, opDeleteService,
		opSetServicePromotion, opSetServiceAttributes, opServiceAttributes,
		opNotes, opAddNote, opSetNotes, opDeleteNotes,
	}
	found := make([]*transport.Operation, len(all))
	for i, op := range all {
		found[i] = &op.Operation
	}
	return found
}
