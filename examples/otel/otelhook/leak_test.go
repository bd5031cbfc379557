package otelhook_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/exporters/stdout/stdoutmetric"
	"go.opentelemetry.io/otel/exporters/stdout/stdouttrace"
)

// canary returns a secret: characters that every escaping treats in its own way,
// and a random core of letters and digits, which no escaping changes.
func canary() string { return "+=&%/<'" + strings.ToLower(rand.Text()) }

// forms are what a careless program may make of a secret.
func forms(secret string) map[string]string {
	quoted, _ := json.Marshal(secret)
	found := map[string]string{
		"raw": secret, "path": url.PathEscape(secret), "query": url.QueryEscape(secret), "twice": url.QueryEscape(url.PathEscape(secret)),
		"JSON": string(quoted), "HTML": html.EscapeString(secret), "%q": fmt.Sprintf("%q", secret), "upper": strings.ToUpper(secret),
		"hex": hex.EncodeToString([]byte(secret)),
	}
	for skipped := range 3 { // what stands before it shifts base64
		padded := append(make([]byte, skipped), secret...)
		found[fmt.Sprintf("base64 after %d", skipped)] = base64.RawStdEncoding.EncodeToString(padded)[4:]
		found[fmt.Sprintf("base64url after %d", skipped)] = base64.RawURLEncoding.EncodeToString(padded)[4:]
	}
	return found
}

// leaked returns the form of which text holds a piece, "" if it holds none. A
// piece has ten characters, or so many more that it can't be there by chance.
func leaked(text, secret string) string {
	text = strings.ToLower(text)
	for name, form := range forms(secret) {
		length := 10
		if name == "hex" || isHex(secret) {
			length = 16
		}
		form = strings.ToLower(form)
		for start := 0; start+length <= len(form); start++ {
			if strings.Contains(text, form[start:start+length]) {
				return name
			}
		}
	}
	return ""
}

func isHex(text string) bool {
	_, err := hex.DecodeString(text)
	return err == nil
}

// TestTheDetector: what it can't find, the other tests can't either.
func TestTheDetector(t *testing.T) {
	t.Parallel()
	for range 100 {
		secret := canary()
		for name, form := range forms(secret) {
			assert.NotEmpty(t, leaked("url.full=https://h.example/"+form+"/x", secret), name)
			middle := form[len(form)/4 : len(form)-len(form)/4]
			assert.NotEmpty(t, leaked(middle, secret), "half of %s", name)
		}
		basic := base64.StdEncoding.EncodeToString([]byte("ann:" + secret))
		assert.NotEmpty(t, leaked("Basic "+basic, secret))
		assert.Empty(t, leaked("https://h.example/API/Customer/Get/{key} "+canary(), secret))
	}
}

// texts are all that a backend of telemetry gets to see, in three ways of
// printing it.
func (m *telemetry) texts(t *testing.T) string {
	t.Helper()
	var text bytes.Buffer
	ctx := context.WithoutCancel(t.Context())
	traces, err := stdouttrace.New(stdouttrace.WithWriter(&text))
	require.NoError(t, err)
	spans := m.spans.GetSpans()
	require.NotEmpty(t, spans)
	require.NoError(t, traces.ExportSpans(ctx, spans.Snapshots()))
	metrics, err := stdoutmetric.New(stdoutmetric.WithWriter(&text))
	require.NoError(t, err)
	collected := m.collect(t)
	require.NoError(t, metrics.Export(ctx, collected))
	fmt.Fprintf(&text, "%+v\n%+v\n", spans, collected)
	for _, span := range spans {
		for _, pair := range span.Attributes {
			fmt.Fprintln(&text, pair.Key, pair.Value.String())
		}
		fmt.Fprintln(&text, span.Name, span.Status.Description)
	}
	return text.String()
}

// system is a vendor whose client is given a planted secret.
type system struct {
	server []backofficetest.Option
	// call makes calls with all secrets of the vendor and returns their errors.
	call func(context.Context, *backofficetest.Server, []backoffice.Option) error
	// received returns the secrets that a request carried.
	received func(backofficetest.Request) []string
}

// newSystems returns the vendors, and the secret planted in each.
func newSystems(secret string) map[string]system {
	return map[string]system{
		"ManEx":   newManEx(secret),
		"DECK":    newDECK(secret),
		"Hostway": newHostway(secret),
	}
}

func newManEx(secret string) system {
	return system{
		server: []backofficetest.Option{backofficetest.WithManExKey(secret)},
		call: func(ctx context.Context, server *backofficetest.Server, options []backoffice.Option) error {
			client, err := customer.New(server.ManExURL(), secret, options...)
			if err != nil {
				return err
			}
			_, err = client.Add(ctx, customer.AddRequest{Number: new("0000000042"), Name: "Acme", Status: customer.StatusActive})
			return err
		},
		received: func(r backofficetest.Request) []string {
			key := r.URI[strings.LastIndex(r.URI, "/")+1:]
			key, _, _ = strings.Cut(key, "?")
			key, _ = url.PathUnescape(key)
			return []string{key}
		},
	}
}

func newDECK(secret string) system {
	return system{
		server: []backofficetest.Option{backofficetest.WithDECKUser("ann", secret)},
		call: func(ctx context.Context, server *backofficetest.Server, options []backoffice.Option) error {
			server.SeedDECK(backofficetest.DECKOrder{Number: order})
			credentials := oms.Credentials{SiteCode: server.DECKSiteCode(), APIUsername: "ann", APIKey: secret}
			client, err := oms.New(server.DECKURL(), credentials, options...)
			if err != nil {
				return err
			}
			return link(ctx, client)
		},
		received: func(r backofficetest.Request) []string {
			var body struct{ VerificationKey, TimestampUTC string }
			_ = json.Unmarshal(r.Body, &body) // what it could not read is not the key
			if body.VerificationKey != oms.VerificationKey("api/OmsOrderLinkAccount", body.TimestampUTC, secret) {
				return nil
			}
			return []string{secret, body.VerificationKey, r.Header.Get("Authorization")}
		},
	}
}

// newHostway plants the secret as owner id and, turned round, as password.
func newHostway(secret string) system {
	password := reversed(secret)
	return system{
		server: []backofficetest.Option{backofficetest.WithHostwayUser("ann", password)},
		call: func(ctx context.Context, server *backofficetest.Server, options []backoffice.Option) error {
			client, err := orders.New(server.HostwayURL(), append(options, orders.WithBasicAuth("ann", password))...)
			if err != nil {
				return err
			}
			_, err = client.Create(ctx, orders.CreateRequest{OwnerID: orders.NewSecret(secret)})
			return err
		},
		received: func(r backofficetest.Request) []string {
			parsed := http.Request{Header: r.Header}
			owner, err := parsed.Cookie("OwnerId")
			_, sent, ok := parsed.BasicAuth()
			if err != nil || !ok {
				return nil
			}
			return []string{owner.Value, sent}
		},
	}
}

func reversed(text string) string {
	var b strings.Builder
	for i := len(text) - 1; i >= 0; i-- {
		b.WriteByte(text[i])
	}
	return b.String()
}

// endings are the ways a call ends, with a server that gives away what it knows.
// An ending without faults is a success.
func endings(secret string) map[string][]backofficetest.Fault {
	said := strings.Join([]string{
		secret, url.PathEscape(secret), url.QueryEscape(secret), hex.EncodeToString([]byte(secret)),
		base64.StdEncoding.EncodeToString([]byte(secret)), strings.ToUpper(secret),
	}, " ")
	quoted, _ := json.Marshal(said)
	members := fmt.Sprintf(`{"Code":403,"ResponseCode":%d,"IsValidUser":true,"message":%s,"Message":%s,"CorrelationId":%s}`, 7, quoted, quoted, quoted)
	answer := func(status int, kind, body string) []backofficetest.Fault {
		return []backofficetest.Fault{backofficetest.Answer(status, http.Header{"Content-Type": {kind}, "X-Request-Id": {secret}}, body)}
	}
	thrice := func(fault backofficetest.Fault) []backofficetest.Fault {
		return []backofficetest.Fault{fault, fault, fault}
	}
	return map[string][]backofficetest.Fault{
		"success":                {},
		"success after a 503":    {backofficetest.Answer(503, http.Header{"X-Request-Id": {secret}, "Retry-After": {"0"}}, said)},
		"answer lost":            thrice(backofficetest.DropAfter()),
		"connection reset":       thrice(backofficetest.ResetBefore()),
		"refused, echoing":       answer(200, "application/json", members),
		"unauthorized, echoing":  answer(401, "application/json", members),
		"bad request, echoing":   answer(400, "text/plain", said),
		"exception, echoing":     answer(500, "application/json", `{"ExceptionMessage":`+string(quoted)+`,"ExceptionType":`+string(quoted)+`}`),
		"page, echoing":          answer(500, "text/html", "<html><title>"+html.EscapeString(said)+"</title></html>"),
		"page at 200":            answer(200, "text/html", "<!DOCTYPE html><title>"+html.EscapeString(said)+"</title>"),
		"no such route":          answer(404, "text/html", "No HTTP resource was found that matches /API/"+url.PathEscape(secret)),
		"rate limited, echoing":  {backofficetest.Answer(429, http.Header{"Retry-After": {"3600"}}, said)},
		"redirect":               {backofficetest.Redirect(302, "https://elsewhere.example/"+url.PathEscape(secret))},
		"redirect to no URL":     {backofficetest.Redirect(307, "http://[::1"+secret)},
		"odd status line":        {backofficetest.Raw("HTTP/1.1 " + said + "\r\n\r\n")},
		"cut":                    thrice(backofficetest.CutBody(5)),
		"an encoding of its own": {backofficetest.Encoded(secret)},
		"timeout":                {backofficetest.DelayAfter(time.Hour)},
	}
}

// TestNothingLeaks plants a secret in each vendor's client and lets calls end in
// many ways. No span, event, status, attribute or metric label may tell a piece of
// any secret that the server got.
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	secret := canary()
	for vendor, system := range newSystems(secret) {
		for ending, faults := range endings(secret) {
			t.Run(vendor+"/"+ending, func(t *testing.T) {
				t.Parallel()
				m := newTelemetry(t)
				server := backofficetest.NewServer(t, system.server...)
				server.Script("*", faults...)
				options := m.options(t)
				if ending == "timeout" {
					options = append(options, backoffice.WithAttemptTimeout(time.Second), backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}))
				}
				err := system.call(t.Context(), server, options)
				if ending == "success" {
					require.NoError(t, err)
				}
				assertClean(t, m, system, server, secret)
			})
		}
	}
}

// assertClean looks for everything the server got in what was told of it.
func assertClean(t *testing.T, m *telemetry, system system, server *backofficetest.Server, secret string) {
	t.Helper()
	received := []string{secret, reversed(secret)}
	for _, request := range server.Requests("*") {
		received = append(received, system.received(request)...)
	}
	require.Contains(t, received[2:], secret, "the server did not get the secret, so this proves nothing")
	told := m.texts(t)
	for _, each := range received {
		assert.Empty(t, leaked(told, each), "a secret got out")
	}
}

// TestInsideTheCredentialItWouldLeak proves that the test above can fail, and why
// telemetry belongs into WithMiddleware: the transport of WithHTTPClient stands
// inside the credential and sees the key in the path.
func TestInsideTheCredentialItWouldLeak(t *testing.T) {
	t.Parallel()
	secret := canary()
	m := newTelemetry(t)
	server := backofficetest.NewServer(t, backofficetest.WithManExKey(secret))
	careless := otelhttp.NewTransport(&http.Transport{DisableKeepAlives: true}, otelhttp.WithTracerProvider(m.tracers))
	err := newManEx(secret).call(t.Context(), server, []backoffice.Option{backoffice.WithHTTPClient(&http.Client{Transport: careless})})
	require.NoError(t, err)
	assert.NotEmpty(t, leaked(m.texts(t), secret))
}
