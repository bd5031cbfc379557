package orders

import (
	"errors"

	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// Added is a new product or service.
type Added struct {
	// ID names it in all further calls. Its form is not documented.
	ID string
	// Location is its URL as the server gave it. It need not be below the base
	// URL, and the client doesn't use it.
	Location string
}

// addedAnswer is the body of AddProduct, where there is one: none in 2013, the
// URL in 2014, both in 2016.
type addedAnswer struct {
	ProductID string `json:"productId" wire:"control"`
	URL       string `json:"url" wire:"control"`
}

// newProduct reads where the new product is.
func newProduct(answer *transport.Answer) (*Added, error) {
	body, err := optional[addedAnswer](answer)
	if err != nil {
		return nil, err
	}
	return newlyAdded(answer, body.ProductID, lastSegment(body.URL))
}

// newService reads where the new service is. The pages tell of no body.
func newService(answer *transport.Answer) (*Added, error) {
	if _, err := nothing(answer); err != nil {
		return nil, err
	}
	return newlyAdded(answer)
}

// newlyAdded takes the id from the body, the Location, or both.
func newlyAdded(answer *transport.Answer, ids ...string) (*Added, error) {
	location := answer.Header.Get("Location")
	id, agree := same(append(ids, lastSegment(location))...)
	switch {
	case !agree:
		return nil, errors.New("the answer says success but names two new resources")
	case transport.CheckSegment(id) != "":
		return nil, errors.New("the answer says success but holds no usable id")
	}
	return &Added{ID: id, Location: location}, nil
}
