package oms

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// The members that carry the signature, and the rest of those the client adds.
const (
	memberSiteCode        = "SiteCode"
	memberVerificationKey = "VerificationKey"
	memberTimestamp       = "TimestampUTC"
	memberAPIUsername     = "APIUsername"
)

// timestampLayout is the form of TimestampUTC in the vendor's connector.
const timestampLayout = "1/2/2006 15:04 PM"

// connectorVersion is the value of the apiVersion header of the vendor's
// connector.
const connectorVersion = "5"

// VerificationKey returns the key of a request: the SHA-256 of the route in
// lower case, the timestamp and the API key, in upper-case hexadecimal. This is
// how the vendor's own connector makes it. The key is a secret for as long as
// the server takes the timestamp.
func VerificationKey(route, timestamp, apiKey string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(route) + timestamp + apiKey))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

var (
	errUnsigned = errors.New("the body has lost its placeholders, so it can't be signed")
	errBadKey   = errors.New("the signer returned a key that is not printable ASCII")
)

// identity returns the members that the client adds to every request, the
// signature as placeholders.
func (c *Client) identity() []member {
	members := []member{
		{name: memberSiteCode, value: c.siteCode},
		placeholder(memberVerificationKey),
		placeholder(memberTimestamp),
	}
	if c.apiUsername != "" {
		members = append(members, member{name: memberAPIUsername, value: c.apiUsername})
	}
	return members
}

// sign is the [transport.Signer] of the call.
func (x *exchange) sign(route string, body []byte) (transport.Signed, error) {
	timestamp := x.timestamp()
	key := x.client.key(route, timestamp)
	if !isPrintable(key) {
		return transport.Signed{}, errBadKey
	}
	x.keys = append(x.keys, key)
	for _, m := range []member{{name: memberTimestamp, value: timestamp}, {name: memberVerificationKey, value: key}} {
		var err error
		if body, err = x.dialect.fill(body, m); err != nil {
			return transport.Signed{}, err
		}
	}
	signed := transport.Signed{Body: body}
	if !x.client.settings.bareHeaders {
		signed.Header = http.Header{"Authorization": {key}, "Apiversion": {connectorVersion}}
	}
	return signed, nil
}

// fill puts m in place of its placeholder. The client's own members come before
// those of the caller, so the first placeholder is the client's.
func (d *dialect) fill(body []byte, m member) ([]byte, error) {
	before, after, found := bytes.Cut(body, d.appendMember(nil, placeholder(m.name)))
	if !found {
		return nil, errUnsigned
	}
	filled := make([]byte, 0, len(body)+len(m.value))
	filled = d.appendMember(append(filled, before...), m)
	return append(filled, after...), nil
}

func isPrintable(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return text != ""
}
