package oms

import (
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// settings are what the options of this package add up to.
type settings struct {
	format             Format
	layout             string
	sign               func(route, timestamp, apiKey string) string
	verificationFailed func(code ResponseCode, message string) bool
	signatureRefused   func(code ResponseCode, message string) bool // for class Once
	queuedName         string
	bareHeaders        bool
}

// settingsKey finds the settings among those of all packages.
type settingsKey struct{}

func defaultSettings() settings {
	return settings{
		format:             JSON,
		layout:             timestampLayout,
		sign:               VerificationKey,
		verificationFailed: meansVerificationFailed,
		signatureRefused:   namesSignature,
	}
}

func settingsOf(config *transport.Config) settings {
	if s, ok := config.Vendor[settingsKey{}].(settings); ok {
		return s
	}
	return defaultSettings()
}

// option returns an option of New that changes the settings, unless problem
// says what is wrong with it.
func option(name, problem string, change func(*settings)) backoffice.Option {
	return func(config *transport.Config) error {
		switch {
		case config.PerCall:
			return backoffice.Violation{Field: name, Rule: "is an option of New, not of a single call"}
		case problem != "":
			return backoffice.Violation{Field: name, Rule: problem}
		}
		s := settingsOf(config)
		change(&s)
		config.SetVendor(settingsKey{}, s)
		return nil
	}
}

func unless(ok bool, problem string) string {
	if ok {
		return ""
	}
	return problem
}

// WithFormat changes the format of LinkAccount requests. The default is [JSON],
// the one the vendor's own connector uses. The help page lists [XML] and [Form]
// as well. Other calls always travel as JSON.
func WithFormat(format Format) backoffice.Option {
	_, known := dialects[format]
	return option("oms.WithFormat", unless(known, "needs oms.JSON, oms.XML or oms.Form"),
		func(s *settings) { s.format = format })
}

// WithSigner replaces [VerificationKey], for a server that makes its keys in
// another way. The key must be printable ASCII.
//
// The route is the path below the base URL, without a leading slash and in the
// case it is sent in. The timestamp is the text sent in TimestampUTC.
func WithSigner(sign func(route, timestamp, apiKey string) string) backoffice.Option {
	return option("oms.WithSigner", unless(sign != nil, "needs a function"),
		func(s *settings) { s.sign = sign })
}

// WithTimestampLayout replaces the layout of TimestampUTC, in the notation of
// package time. The time is always in UTC. The default, "1/2/2006 15:04 PM", is
// that of the vendor's own connector: a clock of 24 hours, to the minute, with
// AM or PM behind it. A layout that does not tell the minute is refused.
func WithTimestampLayout(layout string) backoffice.Option {
	return option("oms.WithTimestampLayout", checkLayout(layout), func(s *settings) { s.layout = layout })
}

// checkLayout formats two times that are a minute apart. A signature whose text
// is the same for longer would be refused as too old, or be taken for too long.
func checkLayout(layout string) string {
	first := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC).Format(layout)
	second := time.Date(2001, 2, 3, 4, 6, 6, 0, time.UTC).Format(layout)
	if rule := requiredText(layout); rule != "" {
		return rule
	}
	return unless(first != second, "needs a layout of package time that tells the minute")
}

// WithVerificationFailure replaces the rule that tells which refusals mean a
// failed verification, and so are [backoffice.ErrUnauthorized]. The vendor
// publishes neither the codes nor the texts, so the default looks for words in
// the message: VerificationKey, TimestampUTC or API key anywhere, and not
// authorized, verification failed and the like at its beginning. A refusal under
// HTTP status 401 is unauthorized by itself.
//
// The rule also decides whether a refused call may be sent once more by the
// server's clock. For a call of class [Once] the default takes only a message
// that names the VerificationKey, the TimestampUTC or the API key, or that says
// nothing but that the verification failed; an own rule is believed for all
// classes, so it must not hold for an answer that may have done something.
func WithVerificationFailure(means func(code ResponseCode, message string) bool) backoffice.Option {
	return option("oms.WithVerificationFailure", unless(means != nil, "needs a function"),
		func(s *settings) { s.verificationFailed, s.signatureRefused = means, means })
}

// WithQueuedName tells the name of response code 15, accepted and queued. JSON
// answers carry the number, XML answers the name, which is not published.
// Without this option a queued XML answer is an error whose outcome is unknown.
func WithQueuedName(name string) backoffice.Option {
	return option("oms.WithQueuedName", unless(isName(name) && name != successName, "needs a name other than Success"),
		func(s *settings) { s.queuedName = name })
}

// WithoutConnectorHeaders leaves out the headers that the vendor's own
// connector sends beside the signed body: Authorization with the bare
// VerificationKey, and apiVersion 5. The help pages do not mention them.
func WithoutConnectorHeaders() backoffice.Option {
	return option("oms.WithoutConnectorHeaders", "", func(s *settings) { s.bareHeaders = true })
}
