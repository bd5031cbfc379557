package orders

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// ServiceAttributes are the attributes of a service by name. Which names there
// are, and of what type, depends on the category of the service.
//
// What is sent may hold a string, bool, int, int64, [json.Number] or
// [backoffice.Decimal]. A float64 is refused, because it may have been rounded.
// What comes back holds a string, bool, json.Number or nil, and what the server
// nests as encoding/json would.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-products-productId-services-serviceId-attributes:PUT&oldid=431,
// read 2026-11.
type ServiceAttributes map[string]any

// MarshalJSON returns an object, {} for a nil map.
func (a ServiceAttributes) MarshalJSON() ([]byte, error) {
	if a == nil {
		return []byte("{}"), nil
	}
	return json.Marshal(map[string]any(a))
}

// UnmarshalJSON reads an object. Numbers keep all their digits.
func (a *ServiceAttributes) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode((*map[string]any)(a))
}

// check returns what is wrong with attributes that are to be sent.
func (a ServiceAttributes) check(field string) []backoffice.Violation {
	var found []backoffice.Violation
	for _, name := range slices.Sorted(maps.Keys(a)) {
		rule := checkServiceAttribute(a[name])
		switch {
		case strings.TrimSpace(name) == "":
			rule = "needs a name"
		case !utf8.ValidString(name):
			rule = "needs a name that is valid UTF-8"
		}
		if rule != "" {
			found = append(found, backoffice.Violation{Field: fmt.Sprintf("%s[%q]", field, name), Rule: rule})
		}
	}
	return found
}

func checkServiceAttribute(value any) string {
	switch value := value.(type) {
	case bool, int, int64, backoffice.Decimal:
		return ""
	case string:
		if !utf8.ValidString(value) {
			return "must be valid UTF-8"
		}
		return ""
	case json.Number:
		// "01" is a decimal, but no number of JSON.
		if _, err := backoffice.ParseDecimal(value.String()); err != nil || !json.Valid([]byte(value)) {
			return "must be a number"
		}
		return ""
	}
	return "must be a string, bool, int, int64, json.Number or backoffice.Decimal"
}

// serviceAttributes gives the call a dictionary, which is the whole body.
func (x *exchange[T]) serviceAttributes(attributes ServiceAttributes) *exchange[T] {
	x.checks = append(x.checks, func() []backoffice.Violation { return attributes.check("attributes") })
	x.Encode = func(backoffice.Placement) ([]byte, string, error) {
		body, err := attributes.MarshalJSON()
		return body, jsonType, err
	}
	return x
}

// dictionary reads an answer that is nothing but attributes. It may be empty.
func dictionary(answer *transport.Answer) (ServiceAttributes, error) {
	if _, err := wire.Members(answer.Body); err != nil {
		return nil, err
	}
	attributes := ServiceAttributes{}
	err := attributes.UnmarshalJSON(bytes.TrimPrefix(answer.Body, []byte("\uFEFF")))
	return attributes, err
}
