package oms

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// Endpoint is a route of the OMS that this package has no method for.
type Endpoint struct {
	// Route is the path below the base URL, such as "api/OmsRmaCreate".
	Route string
	// Class says whether the client may repeat the call after a lost answer. The
	// zero value, [Once], is always safe.
	Class Class
}

// Call makes a signed call to any other route: a POST with JSON both ways, under
// the same rules of signature, repetition and error as the methods of c. In
// errors and hooks it is the operation "oms.Call".
//
// The request is a struct or a map that encoding/json writes as an object; nil
// is an empty one. SiteCode, VerificationKey, TimestampUTC and APIUsername are
// added by the client, and refused in the request.
//
// The answer is read into an Out by encoding/json. [Response] may be embedded in
// it, and should be where the call may be queued. A secret that the server
// echoes is not removed from it.
//
// Errors: [backoffice.ErrInvalid] for a wrong endpoint or request, or one that
// the server refuses; [backoffice.ErrUnauthorized] for a failed verification, as
// far as the message tells; [backoffice.ErrProtocol] for an answer that does not
// fit an Out.
//
// Safe to repeat as far as the Class of the endpoint says.
//
// The signature is known to hold for the routes that the vendor's connector
// calls: OMSInBoundOrder, OmsOrderHistory, OmsRmaGenerateNumber, OmsRmaCreate,
// OmsRmaCancel, OmsGetReturnReasons, OmsGetReturnTypes and PimInventoryLookup.
// Of others it is an inference.
//
// Source: https://github.com/DeckCommerce/magento/blob/main/Model/Service/HttpClient.php, read 2026-11.
//
//backoffice:op oms.Call once POST /{Route}
func Call[Out any](ctx context.Context, c *Client, endpoint Endpoint, request any, options ...backoffice.Option) (*Out, error) {
	out := new(Out)
	object, found := encodeObject(request)
	x := c.newJSON(endpoint.operation(), object)
	x.Check = func() []backoffice.Violation { return append(endpoint.check(), found...) }
	x.payload = func(doc wire.Document) error {
		return json.Unmarshal(bytes.TrimPrefix(doc.Bytes, []byte("\uFEFF")), out)
	}
	if err := x.do(ctx, options); err != nil {
		return nil, err
	}
	return out, nil
}

func (e Endpoint) operation() *transport.Operation {
	return &transport.Operation{
		Name:  "oms.Call",
		Class: classes[e.Class],
		Route: backoffice.Route{Method: "POST", Path: "/" + e.Route, Arguments: backoffice.JSON},
	}
}

func (e Endpoint) check() []backoffice.Violation {
	var found violations
	found.add("endpoint.Route", checkRoute(e.Route))
	_, known := classes[e.Class]
	found.add("endpoint.Class", unless(known, "must be oms.Once, oms.Update or oms.Read"))
	return found
}

// checkRoute returns what keeps route from being a path, or "".
func checkRoute(route string) string {
	if route == "" {
		return "is required"
	}
	if strings.ContainsFunc(route, isNoPath) {
		return "must be a path of printable ASCII without query, fragment, escapes and braces"
	}
	for segment := range strings.SplitSeq(route, "/") {
		if strings.Trim(segment, ".") == "" {
			return "must be a path without empty and dot segments, and without a slash in front"
		}
	}
	return ""
}

func isNoPath(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`?#%\{}`, r) }
