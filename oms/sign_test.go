package oms_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"
	"unicode"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The vectors are computed from the rule in the vendor's connector; the vendor
// publishes none.
var vectors = []struct {
	route, timestamp, key string
	at                    time.Time
}{
	{"api/OmsOrderLinkAccount", "3/7/2024 15:04 PM", linkKey, vectorTime},
	{
		"api/OmsOrderLinkAccount", "12/25/2024 00:05 AM",
		"9D1B9D0605422167A0996E5427DB2238F75488ED622E15830D417955B32D96F4",
		time.Date(2024, 12, 24, 19, 5, 0, 0, time.FixedZone("", -5*3600)),
	},
	{"api/OmsOrderHistory", "3/7/2024 15:04 PM", historyKey, vectorTime},
}

func TestVerificationKey(t *testing.T) {
	for _, v := range vectors {
		assert.Equal(t, v.key, oms.VerificationKey(v.route, v.timestamp, "test-api-key"))
	}
	assert.Equal(t, oms.VerificationKey("API/X", "t", "k"), oms.VerificationKey("api/x", "t", "k"), "the route has no case")
	assert.NotEqual(t, oms.VerificationKey("api/x", "t", "K"), oms.VerificationKey("api/x", "t", "k"), "the key has")
}

func TestVectorsAreWhatIsSent(t *testing.T) {
	for _, v := range vectors {
		s := new(stub)
		client := newStubbed(t, s, backoffice.WithClock(newClock(v.at).Now))
		_, err := oms.Call[struct{}](t.Context(), client, oms.Endpoint{Route: v.route}, nil)
		require.NoError(t, err)
		assert.Equal(t, `{"SiteCode":"SITE","VerificationKey":"`+v.key+`","TimestampUTC":"`+v.timestamp+`"}`, s.bodies[0])
		assert.Equal(t, v.key, s.header[0].Get("Authorization"))
	}
}

// TestEveryAttemptIsFresh: three attempts in three minutes have three timestamps,
// each with its own key, and none is older than its attempt.
func TestEveryAttemptIsFresh(t *testing.T) {
	for _, format := range []oms.Format{oms.JSON, oms.XML, oms.Form} {
		t.Run(string(format), func(t *testing.T) {
			clock := newClock(vectorTime)
			server := backofficetest.NewServer(t, backofficetest.WithClock(clock.Now), backofficetest.WithDECKWindow(time.Minute))
			server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
			server.Script("oms.LinkAccount", backofficetest.DropBefore(), backofficetest.Status(503))
			wait := backoffice.WithHook(backoffice.Hook{Attempt: func(context.Context, backoffice.Event) {
				clock.advance(61 * time.Second)
			}})
			_, err := newClient(t, server, oms.WithFormat(format), backoffice.WithClock(clock.Now), wait).
				LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "2"})
			require.NoError(t, err)
			requests := server.Requests("oms.LinkAccount")
			require.Len(t, requests, 3)
			for i, r := range requests {
				sent := signatureOf(t, format, r.Body)
				want := vectorTime.Add(time.Duration(i) * 61 * time.Second).Format("1/2/2006 15:04 PM")
				assert.Equal(t, want, sent.timestamp)
				assert.Equal(t, oms.VerificationKey("api/OmsOrderLinkAccount", want, server.DECKAPIKey()), sent.key)
				assert.Equal(t, sent.key, r.Header.Get("Authorization"))
				assert.Equal(t, strconv.Itoa(len(r.Body)), r.Header.Get("Content-Length"))
			}
		})
	}
}

// signature is what a request is signed with.
type signature struct{ timestamp, key, number, customer string }

// signatureOf reads a body as a server would.
func signatureOf(t testing.TB, format oms.Format, body []byte) signature {
	t.Helper()
	var members map[string]string
	switch format {
	case oms.JSON:
		require.NoError(t, json.Unmarshal(body, &members))
	case oms.Form:
		values, err := url.ParseQuery(string(body))
		require.NoError(t, err)
		members = map[string]string{}
		for name, texts := range values {
			require.Len(t, texts, 1)
			members[name] = texts[0]
		}
	case oms.XML:
		var root struct {
			Members []struct {
				XMLName xml.Name
				Text    string `xml:",chardata"`
			} `xml:",any"`
		}
		require.NoError(t, xml.Unmarshal(body, &root))
		members = map[string]string{}
		for _, m := range root.Members {
			require.NotContains(t, members, m.XMLName.Local)
			members[m.XMLName.Local] = m.Text
		}
	}
	require.Len(t, members, 5)
	return signature{
		members["TimestampUTC"], members["VerificationKey"], members["OrderNumber"], members["CustomerID"],
	}
}

func TestSigner(t *testing.T) {
	s := new(stub)
	var got []string
	client := newStubbed(t, s,
		backoffice.WithClock(newClock(vectorTime).Now),
		oms.WithTimestampLayout(time.RFC3339),
		oms.WithSigner(func(route, timestamp, apiKey string) string {
			got = append(got, route, timestamp, apiKey)
			return `own "key" </VerificationKey>`
		}))
	_, err := client.LinkAccount(t.Context(), link)
	require.NoError(t, err)
	assert.Equal(t, []string{"api/OmsOrderLinkAccount", "2024-03-07T15:04:31Z", "test-api-key"}, got)
	assert.Equal(t, `own "key" </VerificationKey>`, signatureOf(t, oms.JSON, []byte(s.bodies[0])).key)
	assert.Equal(t, `own "key" </VerificationKey>`, s.header[0].Get("Authorization"))
	assert.Equal(t, "5", s.header[0].Get("apiVersion"))
}

func TestSignerWithoutAKey(t *testing.T) {
	for _, key := range []string{"", "two\r\nlines", "schlüssel"} {
		s := new(stub)
		_, err := newStubbed(t, s, oms.WithSigner(func(_, _, _ string) string { return key })).
			LinkAccount(t.Context(), link)
		require.ErrorIs(t, err, backoffice.ErrNotSent)
		assert.ErrorContains(t, err, "the signer returned a key that is not printable ASCII")
		assert.Empty(t, s.bodies)
	}
}

func TestBareHeaders(t *testing.T) {
	s := new(stub)
	_, err := newStubbed(t, s, oms.WithoutConnectorHeaders()).LinkAccount(t.Context(), link)
	require.NoError(t, err)
	assert.NotContains(t, s.header[0], "Authorization")
	assert.NotContains(t, s.header[0], "Apiversion")
}

// TestMiddleware: it sees placeholders, and a body that lost them is not sent.
func TestMiddleware(t *testing.T) {
	var seen []string
	breaks := false
	middleware := backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripper(func(r *http.Request) (*http.Response, error) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			seen = append(seen, string(body), r.Header.Get("Authorization"))
			if breaks {
				body = []byte(`{}`)
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			return next.RoundTrip(r)
		})
	})
	s := new(stub)
	client := newStubbed(t, s, middleware)
	_, err := client.LinkAccount(t.Context(), link)
	require.NoError(t, err)
	assert.Equal(t, []string{
		`{"SiteCode":"SITE","VerificationKey":"{VerificationKey}","TimestampUTC":"{TimestampUTC}","OrderNumber":"100000042","CustomerID":"C-7"}`, "",
	}, seen)

	breaks = true
	_, err = client.LinkAccount(t.Context(), link)
	require.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.ErrorContains(t, err, "the body has lost its placeholders")
	assert.Len(t, s.bodies, 1)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// hostile are values that look like a part of a signature.
var hostile = []string{
	"{TimestampUTC}",
	"{VerificationKey}",
	`"VerificationKey":"{VerificationKey}"`,
	`","VerificationKey":"{VerificationKey}`,
	`\","VerificationKey":"{VerificationKey}\`,
	"</VerificationKey>",
	"<VerificationKey>{VerificationKey}</VerificationKey>",
	"</OrderNumber><TimestampUTC>{TimestampUTC}</TimestampUTC>",
	"<![CDATA[<TimestampUTC>{TimestampUTC}</TimestampUTC>]]>",
	"TimestampUTC={TimestampUTC}",
	"1&VerificationKey={VerificationKey}&TimestampUTC={TimestampUTC}",
	"%7BTimestampUTC%7D",
	"&lt;TimestampUTC&gt;{TimestampUTC}",
	`\u0022TimestampUTC\u0022:\u0022{TimestampUTC}\u0022`,
}

// FuzzSignature: whatever the values, the signature takes the place of the
// placeholders alone, and the values arrive as they were.
func FuzzSignature(f *testing.F) {
	for _, value := range hostile {
		f.Add(value, "C-7", value)
		f.Add("1", value, "SITE")
	}
	f.Fuzz(func(t *testing.T, number, customer, site string) {
		for _, text := range []string{number, customer, site} {
			if !fits(text) {
				t.Skip("refused before it is sent")
			}
		}
		for _, format := range []oms.Format{oms.JSON, oms.XML, oms.Form} {
			s := new(stub)
			client, err := oms.New("https://oms.invalid", oms.Credentials{SiteCode: site, APIKey: "test-api-key"},
				s.option(), oms.WithFormat(format), backoffice.WithClock(newClock(vectorTime).Now))
			require.NoError(t, err)
			_, err = client.LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: number, CustomerID: customer})
			require.NoError(t, err)
			assert.Equal(t, signature{"3/7/2024 15:04 PM", linkKey, number, customer}, signatureOf(t, format, []byte(s.bodies[0])))
		}
	})
}

func isUnfit(r rune) bool { return unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF }

// TestNestedPlaceholders: a member of the caller's that is written like one of
// the client's comes behind it, and stays.
func TestNestedPlaceholders(t *testing.T) {
	s := new(stub)
	client := newStubbed(t, s, backoffice.WithClock(newClock(vectorTime).Now))
	nested := map[string]any{"Inner": map[string]string{
		"TimestampUTC": "{TimestampUTC}", "VerificationKey": "{VerificationKey}",
	}}
	_, err := oms.Call[struct{}](t.Context(), client, oms.Endpoint{Route: "api/OmsOrderLinkAccount"}, nested)
	require.NoError(t, err)
	assert.Equal(t, `{"SiteCode":"SITE","VerificationKey":"`+linkKey+`","TimestampUTC":"3/7/2024 15:04 PM",`+
		`"Inner":{"TimestampUTC":"{TimestampUTC}","VerificationKey":"{VerificationKey}"}}`, s.bodies[0])
}
