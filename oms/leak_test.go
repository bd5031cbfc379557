package oms_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
		said := strings.Join(append(leaktest.Of(r.Header.Get("Authorization")).Forms(), string(sent), e.apiKey), " ")
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
	seen := new(leaktest.Sinks)
	client := newClient(t, server, append(seen.Options(), echo.option())...)
	result, err := call(t.Context(), client)
	seen.Print("result", result)
	seen.Error(err)
	result, err = call(t.Context(), client, backoffice.WithDryRun(seen))
	seen.Print("result", result)
	seen.Error(err)

	requests := server.Requests("*")
	require.NotEmpty(t, requests)
	secrets := []leaktest.Secret{leaktest.Of(server.DECKAPIKey())}
	for _, r := range requests {
		key := r.Header.Get("Authorization")
		require.Len(t, key, 64, "the server did get the key, or this test proves nothing")
		require.Contains(t, string(r.Body), key)
		secrets = append(secrets, leaktest.Of(key))
	}
	assert.Empty(t, seen.Leaks(secrets...))
}

// TestBadKeysAreNotQuoted: a constructor refuses a key without repeating it.
func TestBadKeysAreNotQuoted(t *testing.T) {
	for _, key := range []string{"canary-0815-canary\n", "canary-0815-canary\x00", "canary-0815\xffcanary"} {
		_, err := oms.New("https://oms.invalid/"+key, oms.Credentials{SiteCode: "S", APIKey: key})
		require.ErrorIs(t, err, backoffice.ErrInvalid)
		assert.False(t, leaktest.Of("canary-0815").IsIn(fmt.Sprintf("%v %+v %#v", err, err, err)))
	}
}

// TestTenantsNeverMix: two tenants share the connection pool and nothing else.
func TestTenantsNeverMix(t *testing.T) {
	const goroutines, callsEach = 100, 5
	type tenant struct {
		server *backofficetest.Server
		client *oms.Client
		seen   *leaktest.Sinks
	}
	tenants := make([]tenant, 2)
	for i := range tenants {
		server := backofficetest.NewServer(t)
		server.SeedDECK(backofficetest.DECKOrder{Number: "1"})
		seen := new(leaktest.Sinks)
		tenants[i] = tenant{server, newClient(t, server, append(seen.Options(), backoffice.WithTimeout(time.Minute))...), seen}
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
		assert.Empty(t, own.seen.Leaks(leaktest.Of(own.server.DECKAPIKey()), leaktest.Of(other.server.DECKAPIKey())))
	}
}
