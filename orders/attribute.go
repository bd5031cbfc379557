package orders

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// Attribute is a named value of an order, or of the account inside it.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-attributes:PUT&oldid=727,
// read 2026-11.
type Attribute struct {
	// Name is required and unique within the list. Which names are accepted
	// depends on the franchise; [PartnerAccountID] and [AffiliateID] are the
	// documented ones, and all others are passed on.
	Name string `json:"name" check:"required"`
	// Value has at most 200 characters, that of [PartnerAccountID] at most 100.
	// It may be empty, and is sent as it is, blanks and line breaks included, so
	// that what was read can be set again.
	Value string `json:"value" check:"lines"`
}

// The limits of values, in characters.
const (
	maxValue            = 200
	maxPartnerAccountID = 100
)

func hasName(a *Attribute) string {
	if a.Name == "" {
		return "holds an attribute without a name"
	}
	return ""
}

// attributes gives the call a list of attributes, which is the whole body. The
// limits are those of values by their names.
func (x *exchange[T]) attributes(list []Attribute, limits map[string]int) *exchange[T] {
	x.Encode = func(backoffice.Placement) ([]byte, string, error) {
		return wire.AppendJSON(nil, &list), jsonType, nil
	}
	x.checks = append(x.checks, func() []backoffice.Violation { return checkAttributes(list, limits) })
	return x
}

// checkAttributes keeps to the rules of September 2013. The characters that a
// page of 2014 allows in a partner_account_id are left to the server.
func checkAttributes(list []Attribute, limits map[string]int) []backoffice.Violation {
	var found []backoffice.Violation
	first := make(map[string]int, len(list))
	for i := range list {
		a := &list[i]
		violate := func(field, format string, args ...any) {
			found = append(found, backoffice.Violation{
				Field: fmt.Sprintf("attributes[%d].%s", i, field), Rule: fmt.Sprintf(format, args...),
			})
		}
		for _, v := range wire.Check(a) {
			violate(v.Field, "%s", v.Rule)
		}
		limit, ok := limits[a.Name]
		if !ok {
			limit = maxValue
		}
		if length := utf8.RuneCountInString(a.Value); length > limit {
			violate("Value", "has %d characters, the limit is %d", length, limit)
		}
		if at, repeated := first[a.Name]; repeated && a.Name != "" {
			violate("Name", "repeats that of attributes[%d]", at)
			continue
		}
		first[a.Name] = i
	}
	return found
}

// compareAttributes returns what reading the attributes tells of a lost write.
// Whether the server replaces or merges is not documented, so it is enough that
// all are there.
func compareAttributes(set, found []Attribute, err error) transport.Settlement {
	switch {
	case errors.Is(err, backoffice.ErrNotFound):
		return transport.Absent
	case err != nil || slices.ContainsFunc(set, func(a Attribute) bool { return !slices.Contains(found, a) }):
		return transport.Unclear
	}
	return transport.Done
}
