package oms_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// assertNoSecret fails if text holds a secret, or a piece of one, in any
// encoding and case.
func assertNoSecret(t *testing.T, text string, secrets ...string) {
	t.Helper()
	text = strings.ToLower(text)
	for _, secret := range secrets {
		for _, form := range forms(secret) {
			form = strings.ToLower(form)
			for start := 0; start+10 <= len(form); start++ {
				if strings.Contains(text, form[start:start+10]) {
					t.Errorf("a secret got out at %d", strings.Index(text, form[start:start+10]))
					return
				}
			}
		}
	}
}

func forms(secret string) []string {
	quoted, _ := json.Marshal(secret)
	return []string{
		secret, url.PathEscape(secret), url.QueryEscape(secret), html.EscapeString(secret), strings.Trim(string(quoted), `"`),
		strings.Trim(strconv.Quote(secret), `"`), hex.EncodeToString([]byte(secret)),
		base64.RawStdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
}

// echo is a network whose far end answers by what it was sent, in all encodings
// and where a person would read it. It passes each request on to the real server
// first.
type echo struct {
	status int
	shape  string // with ECHO for what was sent
	apiKey string
}

func (e echo) option() backoffice.Option {
	network := &http.Transport{DisableKeepAlives: true}
	return backoffice.WithHTTPClient(&http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		sent, err := io.ReadAll(body)
		if err != nil {
			return nil, err
		}
		resp, err := network.RoundTrip(r)
		if err != nil || e.shape == "" {
			return resp, err
		}
		_ = resp.Body.Close()
		said := strings.Join(append(forms(r.Header.Get("Authorization")), string(sent), e.apiKey), " ")
		text, err := json.Marshal(said)
		if err != nil {
			return nil, err
		}
		resp.StatusCode = e.status
		resp.Header.Set("Location", "/"+url.PathEscape(said))
		resp.Body = io.NopCloser(strings.NewReader(strings.ReplaceAll(e.shape, "ECHO", string(text))))
		return resp, nil
	})})
}

// watch collects everything a program could log of its calls.
type watch struct {
	mu  sync.Mutex
	out bytes.Buffer
}

func (w *watch) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.Write(p)
}

func (w *watch) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.String()
}

func (w *watch) event(_ context.Context, e backoffice.Event) { fmt.Fprintf(w, "%+v %#v\n", e, e) }

func (w *watch) options() []backoffice.Option {
	return []backoffice.Option{
		backoffice.WithLogger(slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))),
		backoffice.WithLogger(slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))),
		backoffice.WithHook(backoffice.Hook{
			Start:   func(ctx context.Context, e backoffice.Event) context.Context { w.event(ctx, e); return ctx },
			Attempt: w.event,
			Done:    w.event,
		}),
		backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTripper(func(r *http.Request) (*http.Response, error) {
				body, err := r.GetBody()
				if err != nil {
					return nil, err
				}
				var sent bytes.Buffer
				_, _ = sent.ReadFrom(body)
				resp, err := next.RoundTrip(r)
				fmt.Fprintf(w, "%v %v %s %v\n", r.URL, r.Header, sent.String(), err)
				if err == nil {
					fmt.Fprintf(w, "%v %v\n", resp.Request.Header, resp.Request.URL)
				}
				return resp, err
			})
		}),
	}
}

// anyCall is one of the calls of the package.
type anyCall func(context.Context, *oms.Client, ...backoffice.Option) (any, error)

// TestNothingLeaks plants an API key, and looks for it and for every
// VerificationKey that was made of it in all that a program sees of a call.
func TestNothingLeaks(t *testing.T) {
	calls := map[string]anyCall{
		"LinkAccount": func(ctx context.Context, c *oms.Client, options ...backoffice.Option) (any, error) {
			return c.LinkAccount(ctx, oms.LinkAccountRequest{OrderNumber: "1", CustomerID: "2"}, options...)
		},
		"OrderHistory": func(ctx context.Context, c *oms.Client, options ...backoffice.Option) (any, error) {
			return c.OrderHistory(ctx, oms.HistoryRequest{CustomerID: new("2")}, options...)
		},
		"Orders": func(ctx context.Context, c *oms.Client, options ...backoffice.Option) (any, error) {
			return collect(ctx, c.Orders(oms.OrdersRequest{CustomerID: new("2")}, options...), -1)
		},
		"Call": func(ctx context.Context, c *oms.Client, options ...backoffice.Option) (any, error) {
			return oms.Call[struct{}](ctx, c, createRMA, map[string]string{"RmaNumber": "R-1"}, options...)
		},
	}
	faults := map[string]backofficetest.Fault{
		"none":            {},
		"drop before":     backofficetest.DropBefore(),
		"drop after":      backofficetest.DropAfter(),
		"page":            backofficetest.HTML(200),
		"bad status line": backofficetest.Raw("NOT HTTP\r\n\r\n"),
		"redirect":        backofficetest.Redirect(307, "/deck/elsewhere"),
	}
	const envelope = `,"Message":ECHO,"CorrelationId":ECHO}`
	echoes := map[string]echo{
		"none":             {},
		"success echoes":   {status: 200, shape: `{"ResponseCode":0` + envelope},
		"refusal echoes":   {status: 200, shape: `{"ResponseCode":7` + envelope},
		"code echoes":      {status: 200, shape: `{"ResponseCode":ECHO}`},
		"redirect echoes":  {status: 307, shape: `{"ResponseCode":7` + envelope},
		"400 echoes":       {status: 400, shape: `{"ResponseCode":7` + envelope},
		"404 echoes":       {status: 404, shape: `{"Message":ECHO}`},
		"exception echoes": {status: 500, shape: `{"ExceptionMessage":ECHO,"ExceptionType":ECHO}`},
		"page echoes":      {status: 500, shape: `<html><title>ECHO</title></html>`},
		"XML echoes":       {status: 500, shape: `<Error><Message>ECHO</Message></Error>`},
	}
	for name, call := range calls {
		for fault, script := range faults {
			t.Run(name+"/"+fault, func(t *testing.T) { t.Parallel(); testLeaks(t, call, script, echo{}) })
		}
		for shape, echo := range echoes {
			t.Run(name+"/"+shape, func(t *testing.T) { t.Parallel(); testLeaks(t, call, backofficetest.Fault{}, echo) })
		}
	}
}

// testLeaks makes a call, once as it is and once as a dry run, and looks through
// all that a program could print of it.
func testLeaks(t *testing.T, call anyCall, fault backofficetest.Fault, echo echo) {
	server := backofficetest.NewServer(t)
	server.SeedDECK(backofficetest.DECKOrder{Number: "1", CustomerID: "2"})
	server.HandleDECK(createRMA.Route, func(map[string]any) backofficetest.DECKReply { return backofficetest.DECKReply{} })
	server.Script("*", fault, fault, fault)
	echo.apiKey = server.DECKAPIKey()
	w := new(watch)
	client := newClient(t, server, append(w.options(), echo.option())...)
	result, err := call(t.Context(), client)
	w.print(t, result, err)
	result, err = call(t.Context(), client, backoffice.WithDryRun(w))
	w.print(t, result, err)

	requests := server.Requests("*")
	require.NotEmpty(t, requests)
	secrets := []string{server.DECKAPIKey()}
	for _, r := range requests {
		key := r.Header.Get("Authorization")
		require.Len(t, key, 64, "the server did get the key, or this test proves nothing")
		require.Contains(t, string(r.Body), key)
		secrets = append(secrets, key)
	}
	assertNoSecret(t, w.String(), secrets...)
}

// print prints what a call returned in every way.
func (w *watch) print(t *testing.T, result any, err error) {
	t.Helper()
	text, marshalErr := json.Marshal(result)
	require.NoError(t, marshalErr)
	fmt.Fprintf(w, "%+v %#v %s\n", result, result, text)
	slog.New(slog.NewJSONHandler(w, nil)).Info("called", "error", err)
	for cause := err; cause != nil; cause = unwrap(cause) {
		fmt.Fprintf(w, "%v %+v %#v %s %q\n", cause, cause, cause, cause, cause)
	}
}

func unwrap(err error) error {
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return e.Unwrap()
	case interface{ Unwrap() []error }:
		if all := e.Unwrap(); len(all) > 0 {
			return all[0]
		}
	}
	return nil
}

// TestBadKeysAreNotQuoted: a constructor refuses a key without repeating it.
func TestBadKeysAreNotQuoted(t *testing.T) {
	for _, key := range []string{"canary-0815-canary\n", "canary-0815-canary\x00", "canary-0815\xffcanary"} {
		_, err := oms.New("https://oms.invalid/"+key, oms.Credentials{SiteCode: "S", APIKey: key})
		require.ErrorIs(t, err, backoffice.ErrInvalid)
		assertNoSecret(t, fmt.Sprintf("%v %+v %#v", err, err, err), "canary-0815")
	}
}

// TestTenantsNeverMix: two tenants share the connection pool and nothing else.
func TestTenantsNeverMix(t *testing.T) {
	const goroutines, callsEach = 100, 5
	type tenant struct {
		server *backofficetest.Server
		client *oms.Client
		watch  *watch
	}
	tenants := make([]tenant, 2)
	for i := range tenants {
		server := backofficetest.NewServer(t)
		server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
		w := new(watch)
		tenants[i] = tenant{server, newClient(t, server, append(w.options(), backoffice.WithTimeout(time.Minute))...), w}
	}
	var group sync.WaitGroup
	for n := range goroutines {
		tenant := tenants[n%2]
		group.Go(func() {
			for range callsEach {
				_, err := tenant.client.LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "1", CustomerID: strconv.Itoa(n)})
				assert.NoError(t, err)
			}
		})
	}
	group.Wait()
	for i, own := range tenants {
		other := tenants[1-i]
		requests := own.server.Requests("*")
		assert.Len(t, requests, goroutines/2*callsEach)
		for _, r := range requests {
			sent := signatureOf(t, oms.JSON, r.Body)
			assert.Equal(t, oms.VerificationKey("api/OmsOrderLinkAccount", sent.timestamp, own.server.DECKAPIKey()), sent.key)
			assert.Equal(t, []string{sent.key}, r.Header["Authorization"])
			customer, err := strconv.Atoi(sent.customer)
			require.NoError(t, err)
			assert.Equal(t, i, customer%2)
		}
		assertNoSecret(t, own.watch.String(), own.server.DECKAPIKey(), other.server.DECKAPIKey())
	}
}
