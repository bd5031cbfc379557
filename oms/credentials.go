package oms

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"

	"github.com/backoffice-sdk/backoffice"
)

// Credentials identify a site to the OMS. The API key shows in no print verb,
// no log record and no marshalled text.
//
// The print verbs of package fmt call no methods on unexported fields: keep
// Credentials out of those of a struct that is printed.
type Credentials struct {
	// SiteCode names the site.
	SiteCode string
	// APIKey is the secret the vendor shares with the site, or, beside an
	// APIUsername, with that user. It is used as it is: in its own case, blanks
	// included.
	APIKey string
	// APIUsername is optional: it makes the server take the key from its user
	// table in place of the site's.
	APIUsername string
}

var errMarshal = errors.New("oms: Credentials hold a secret and can't be marshalled")

// Format implements [fmt.Formatter] for all verbs.
func (c Credentials) Format(state fmt.State, _ rune) {
	_, _ = io.WriteString(state, "oms.Credentials{SiteCode: "+strconv.Quote(c.SiteCode)+
		", APIKey: [secret], APIUsername: "+strconv.Quote(c.APIUsername)+"}") // fmt has no use for the error
}

// LogValue implements [slog.LogValuer].
func (c Credentials) LogValue() slog.Value {
	return slog.GroupValue(slog.String("site_code", c.SiteCode), slog.String("api_username", c.APIUsername))
}

// MarshalText fails: a text with a placeholder for the key would pass for
// credentials, and one without a placeholder would give the key away.
func (c Credentials) MarshalText() ([]byte, error) { return nil, errMarshal }

// MarshalJSON fails, as MarshalText does.
func (c Credentials) MarshalJSON() ([]byte, error) { return nil, errMarshal }

func (c Credentials) check() []backoffice.Violation {
	var found violations
	found.add("credentials.SiteCode", requiredText(c.SiteCode))
	found.add("credentials.APIKey", requiredText(c.APIKey))
	found.add("credentials.APIUsername", optionalText(c.APIUsername))
	return found
}
