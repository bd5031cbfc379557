package links

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
)

// OMS is where links go.
type OMS struct {
	Client *oms.Client
	// Name tells people, and the journal, which OMS this is. It holds no secret.
	Name string
	// Test is the test server that stands in for an OMS, nil for a real one.
	Test *backofficetest.Server
}

// Environment describes the variables that Connect reads, for a usage text.
const Environment = `  DECK_URL           base URL of the OMS
  DECK_SITE_CODE     site code
  DECK_API_KEY       API key
  DECK_API_USERNAME  optional: the user whose API key it is
`

// variables are the variables by the names that the client gives their values.
var variables = map[string]string{
	"baseURL":                 "DECK_URL",
	"credentials.SiteCode":    "DECK_SITE_CODE",
	"credentials.APIKey":      "DECK_API_KEY",
	"credentials.APIUsername": "DECK_API_USERNAME",
}

// Connect returns the OMS that the environment names. If it names none, that is
// a test server which it starts on a loopback port.
func Connect(getenv func(string) string, options ...backoffice.Option) (*OMS, error) {
	if !named(getenv) {
		return startTest(options)
	}
	base, site := getenv("DECK_URL"), getenv("DECK_SITE_CODE")
	client, err := oms.New(base, oms.Credentials{
		SiteCode: site, APIKey: getenv("DECK_API_KEY"), APIUsername: getenv("DECK_API_USERNAME"),
	}, options...)
	if err != nil {
		return nil, inVariables(err)
	}
	return &OMS{Client: client, Name: name(base, site)}, nil
}

// Close stops the test server, if there is one.
func (o *OMS) Close() {
	if o.Test != nil {
		o.Test.Close()
	}
}

func named(getenv func(string) string) bool {
	for _, variable := range variables {
		if getenv(variable) != "" {
			return true
		}
	}
	return false
}

// inVariables names the variables in place of the arguments that came of them.
func inVariables(err error) error {
	e, ok := errors.AsType[*backoffice.Error](err)
	if !ok {
		return err
	}
	var found []error
	for _, violation := range e.Violations {
		field := violation.Field
		if variable, ok := variables[field]; ok {
			field = variable
		}
		found = append(found, fmt.Errorf("%s %s", field, violation.Rule))
	}
	return errors.Join(found...)
}

func name(base, site string) string {
	u, err := url.Parse(base)
	if err != nil {
		return site // the client has taken the URL, so there is one
	}
	return u.Scheme + "://" + strings.ToLower(u.Host) + strings.TrimRight(u.Path, "/") + ", site " + site
}

// The orders of the test server, all of guests.
const (
	firstTestOrder = 100000001
	testOrders     = 100
)

func startTest(options []backoffice.Option) (*OMS, error) {
	server, err := backofficetest.Start()
	if err != nil {
		return nil, err
	}
	for number := range testOrders {
		server.SeedDECK(backofficetest.DECKOrder{
			Number: strconv.Itoa(firstTestOrder + number), CustomerID: oms.GuestCustomerID,
		})
	}
	client, err := oms.New(server.DECKURL(), oms.Credentials{
		SiteCode: server.DECKSiteCode(), APIKey: server.DECKAPIKey(),
	}, options...)
	if err != nil {
		server.Close()
		return nil, err
	}
	return &OMS{Client: client, Name: "a test server on " + server.URL(), Test: server}, nil
}
