package orders

import (
	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// basicAuth is where the credentials of WithBasicAuth are kept.
type basicAuth struct{}

// WithBasicAuth sends HTTP Basic credentials with each call, beside the owner
// id. It is an option of New and of a single call.
//
// The vendor asks for them to read an order that was submitted already, for
// [CreateRequest.ClientIP], and to assign a sales agent by [Client.Submit].
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId:GET&oldid=724
// and http://docs.hostway.com/index.php?title=Orders-orderId-action:POST&oldid=1869,
// read 2026-11.
func WithBasicAuth(user, password string) backoffice.Option {
	return func(c *transport.Config) error {
		if rule := transport.CheckBasicAuth(user, password); rule != "" {
			return backoffice.Violation{Field: "WithBasicAuth", Rule: rule}
		}
		credential, secrets := transport.BasicAuth(user, password)
		c.SetVendor(basicAuth{}, identity{credential, func() []string { return secrets }})
		return nil
	}
}
