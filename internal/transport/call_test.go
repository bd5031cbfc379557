package transport

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"
)

func TestRequestOnTheWire(t *testing.T) {
	var got *http.Request
	var body string
	root, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		got, body = r, string(text)
		ok(w)
	})
	for _, base := range []string{"", "/base", "/b%2Fse"} {
		t.Run("root path "+base, func(t *testing.T) {
			client := newClient(t, root+base)
			require.Nil(t, do(t.Context(), client, opOnce))
			assert.Equal(t, base+"/api/once/DUMMY+key=%2F%25&0123456789abcdefghij", got.RequestURI)
			assert.Equal(t, "POST", got.Method)
			assert.Equal(t, `{"name":"thing"}`, body)
			assert.Equal(t, "application/json; charset=utf-8", got.Header.Get("Content-Type"))
			assert.Equal(t, "application/json", got.Header.Get("Accept"))
			assert.Contains(t, got.UserAgent(), "backoffice-go")
			assert.EqualValues(t, len(body), got.ContentLength)
			assert.Empty(t, got.TransferEncoding)
			assert.NotContains(t, got.Header, "Idempotency-Key")
			assert.Equal(t, "HTTP/1.1", got.Proto)
		})
	}
	t.Run("query", func(t *testing.T) {
		client := newClient(t, root, backoffice.WithRoute("test.Read", backoffice.Route{Method: "GET", Arguments: backoffice.Query}))
		require.Nil(t, do(t.Context(), client, opRead))
		assert.Equal(t, "name=thing", got.URL.RawQuery)
		assert.Empty(t, body)
		assert.Empty(t, got.Header.Get("Content-Type"))
	})
	t.Run("form", func(t *testing.T) {
		client := newClient(t, root, backoffice.WithRoute("test.Read", backoffice.Route{Arguments: backoffice.Form}))
		require.Nil(t, do(t.Context(), client, opRead))
		assert.Equal(t, "name=thing", body)
		assert.Equal(t, "application/x-www-form-urlencoded", got.Header.Get("Content-Type"))
	})
	t.Run("arguments in the path", func(t *testing.T) {
		op := &Operation{Name: "test.Part", Class: Read, Route: backoffice.Route{Method: "GET", Path: "/orders/{id}/{key}", Arguments: backoffice.JSON}}
		call := newThing(op)
		call.Request = nil
		call.Args = []Arg{{Name: "id", Value: "a/b %ü", Field: "id"}}
		require.ErrorIs(t, newClient(t, root).Do(t.Context(), &call.Call, nil), backoffice.ErrInvalid)
		call.Args[0].Value = "a/b%ü"
		require.NoError(t, newClient(t, root).Do(t.Context(), &call.Call, nil))
		assert.Equal(t, "/orders/a%2Fb%25%C3%BC/DUMMY+key=%2F%25&0123456789abcdefghij", got.RequestURI)
		call.Args = []Arg{{Name: "id", Value: "{other}", Field: "id"}, {Name: "other", Value: "x", Field: "other"}}
		require.NoError(t, newClient(t, root).Do(t.Context(), &call.Call, nil))
		assert.Contains(t, got.RequestURI, "/orders/%7Bother%7D/", "a value that looks like a part is a value")
	})
}

func TestBadArgumentsAreNotSent(t *testing.T) {
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	client := newClient(t, root)
	call := newThing(opOnce)
	call.Request = &thing{}
	call.Args = []Arg{{Name: "id", Value: "..", Field: "orderID"}}
	call.Check = func() []backoffice.Violation { return []backoffice.Violation{{Field: "more", Rule: "is wrong"}} }
	var noContext context.Context
	err := client.Do(noContext, &call.Call, []backoffice.Option{backoffice.WithTimeout(0)})
	require.ErrorIs(t, err, backoffice.ErrInvalid)
	require.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.EqualError(t, err, "test.Once: invalid request: WithTimeout needs a positive value; ctx must not be nil; "+
		"Name is required; orderID must not consist of dots; more is wrong; nothing was sent")
	assert.Zero(t, count.Load())
}

func TestZeroClient(t *testing.T) {
	var client *Client
	err := client.Do(t.Context(), &newThing(opOnce).Call, nil)
	assert.EqualError(t, err, "test.Once: invalid request: Client must be made by New; nothing was sent")
	assert.ErrorIs(t, err, backoffice.ErrNotSent)
}

func TestUnlimitedResponse(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	require.Nil(t, do(t.Context(), newClient(t, root, backoffice.WithMaxResponseBytes(math.MaxInt64)), opRead))
}

func TestContextEndedBefore(t *testing.T) {
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, op := range classes {
		err := do(ctx, newClient(t, root), op)
		require.NotNil(t, err)
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, err, backoffice.ErrNotSent)
		assert.Zero(t, err.Attempts)
	}
	assert.Zero(t, count.Load())
}

func TestDryRun(t *testing.T) {
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	var out bytes.Buffer
	client := newClient(t, root, backoffice.WithDryRun(&out),
		backoffice.WithRoute("test.Delete", backoffice.Route{Method: "DELETE", Arguments: backoffice.Query}))
	for _, op := range []*Operation{opOnce, opUpdate, opDelete} {
		err := do(t.Context(), client, op)
		require.NotNil(t, err)
		assert.ErrorIs(t, err, backoffice.ErrNotSent)
		assert.EqualError(t, err, op.Name+": not sent: this is a dry run")
	}
	assert.Zero(t, count.Load())
	assert.Equal(t, "POST /api/once/{key} application/json; charset=utf-8\n{\"name\":\"thing\"}\n\n"+
		"POST /api/update/{key} application/json; charset=utf-8\n{\"name\":\"thing\"}\n\n"+
		"DELETE /api/delete/{key}?name=thing \n\n\n", out.String())
	require.Nil(t, do(t.Context(), client, opRead), "a read goes through")
	assert.EqualValues(t, 1, count.Load())

	err := do(t.Context(), newClient(t, root, backoffice.WithDryRun(brokenWriter{})), opOnce)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.ErrorContains(t, err, "disk full")
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestRawResponse(t *testing.T) {
	root, _ := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n > 1 {
			w.WriteHeader(http.StatusBadRequest)
		}
		_, _ = io.WriteString(w, `{"ok":true,"CustCode":"new column"}`)
	})
	client := newClient(t, root)
	var raw []byte
	require.Nil(t, do(t.Context(), client, opRead, backoffice.WithRawResponse(&raw)))
	assert.Equal(t, `{"ok":true,"CustCode":"new column"}`, string(raw))
	raw = nil
	require.NotNil(t, do(t.Context(), client, opRead, backoffice.WithRawResponse(&raw)))
	assert.NotEmpty(t, raw, "also when the call fails")
	require.NotNil(t, do(t.Context(), newClient(t, closedPort(t), fast()), opRead, backoffice.WithRawResponse(&raw)))
	assert.Nil(t, raw, "no answer came")
	raw = []byte("stale")
	require.NotNil(t, do(t.Context(), client, opRead, backoffice.WithRawResponse(&raw), backoffice.WithTimeout(0)))
	assert.Nil(t, raw, "nothing was sent")
}

// TestRawResponseOfACutBody: a middleware that has read it takes nothing away.
func TestRawResponseOfACutBody(t *testing.T) {
	t.Parallel()
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"ok":true,`)
	})
	read := around(func(next http.RoundTripper, r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err == nil {
			_, cut := io.ReadAll(resp.Body)
			assert.Error(t, cut)
		}
		return resp, err
	})
	for name, options := range map[string][]backoffice.Option{"alone": nil, "with a middleware": {read}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var raw []byte
			err := do(t.Context(), newClient(t, root, append(options, fast())...), opOnce, backoffice.WithRawResponse(&raw))
			require.NotNil(t, err)
			assert.ErrorIs(t, err, backoffice.ErrProtocol)
			assert.Equal(t, `{"ok":true,`, string(raw))
		})
	}
}

func TestHooksAndReport(t *testing.T) {
	type key struct{}
	root, _ := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", fmt.Sprintf("request-%d", n))
		if n == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		ok(w)
	})
	var seen events
	var value any
	tagging := backoffice.Hook{
		Start: func(ctx context.Context, _ backoffice.Event) context.Context {
			return context.WithValue(ctx, key{}, "mine")
		},
		Done: func(ctx context.Context, _ backoffice.Event) { value = ctx.Value(key{}) },
	}
	var report backoffice.Report
	client := newClient(t, root, fast(), backoffice.WithHook(seen.hook()), backoffice.WithHook(tagging), backoffice.WithHook(backoffice.Hook{}))
	require.Nil(t, do(t.Context(), client, opRead, backoffice.WithReport(&report)))
	require.Len(t, seen.started, 1)
	require.Len(t, seen.attempts, 2)
	require.Len(t, seen.done, 1)
	assert.Equal(t, "mine", value, "the context of Start is the context of the call")

	first, last, done := seen.attempts[0], seen.attempts[1], seen.done[0]
	assert.Equal(t, "test.Read", seen.started[0].Op)
	assert.Equal(t, "/api/read/{key}", seen.started[0].Route)
	assert.Equal(t, "POST", first.Method)
	assert.True(t, first.WillRetry)
	assert.Positive(t, first.RetryIn)
	assert.Equal(t, 503, first.Status)
	assert.Equal(t, "request-1", first.RequestID)
	assert.ErrorIs(t, first.Err, backoffice.ErrServer)
	assert.False(t, last.WillRetry)
	assert.NoError(t, last.Err)
	assert.Equal(t, 2, last.Attempt)
	assert.Equal(t, 2, done.Attempt)
	assert.Equal(t, 200, done.Status)
	assert.Equal(t, "request-2", done.RequestID)
	assert.Positive(t, done.Took)
	assert.GreaterOrEqual(t, done.Took, last.Took)
	assert.NoError(t, done.Err)
	assert.Equal(t, backoffice.Report{Attempts: 2, Status: 200, RequestID: "request-2", Took: report.Took}, report)
	assert.Positive(t, report.Took)

	call := newThing(opRead)
	call.Request = &thing{}
	require.Error(t, client.Do(t.Context(), &call.Call, nil))
	require.Len(t, seen.done, 2, "Done runs for a call that never reached the network")
	assert.Zero(t, seen.done[1].Attempt)
	assert.ErrorIs(t, seen.done[1].Err, backoffice.ErrInvalid)
}

func TestLogger(t *testing.T) {
	root, _ := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		switch n {
		case 1, 3:
			w.WriteHeader(http.StatusServiceUnavailable)
		case 4:
			w.WriteHeader(http.StatusBadRequest)
		default:
			w.Header().Set("X-Request-Id", "r1")
			ok(w)
		}
	})
	var out bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Value.Kind() == slog.KindDuration {
			return slog.Attr{}
		}
		return a
	}}))
	client := newClient(t, root, fast(), backoffice.WithLogger(logger))
	require.Nil(t, do(t.Context(), client, opRead))
	require.NotNil(t, do(t.Context(), client, opOnce))
	require.NotNil(t, do(t.Context(), client, opUpdate))
	assert.Equal(t, `level=INFO msg="call will be repeated" op=test.Read method=POST route=/api/read/{key} status=503 attempt=1 error="test.Read: server error (HTTP 503)"
level=DEBUG msg="call done" op=test.Read method=POST route=/api/read/{key} status=200 attempt=2 request_id=r1
level=WARN msg="outcome unknown" op=test.Once method=POST route=/api/once/{key} status=503 attempt=1 error="test.Once: server error (HTTP 503); outcome unknown, look before repeating"
level=INFO msg="call failed" op=test.Update method=POST route=/api/update/{key} status=400 attempt=1 error="test.Update: invalid request (HTTP 400)"
`, out.String())
}

func TestMiddlewareSeesNoSecret(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	var order []string
	look := func(name string) func(http.RoundTripper) http.RoundTripper {
		return func(next http.RoundTripper) http.RoundTripper {
			return roundTripFunc(func(r *http.Request) (*http.Response, error) {
				order = append(order, name)
				body, _ := io.ReadAll(r.Body)
				r.Body = io.NopCloser(bytes.NewReader(body))
				assert.Equal(t, `{"name":"thing"}`, string(body))
				assert.Equal(t, "/api/once/{key}", r.URL.Path)
				dump := fmt.Sprintf("%v %+v %s %v", r.URL, r, r.Context(), r.Header)
				resp, err := next.RoundTrip(r)
				if assert.NoError(t, err) {
					assert.Same(t, r, resp.Request)
					dump += fmt.Sprintf("%+v", resp)
				}
				assert.NotContains(t, dump, "0123456789")
				return resp, err
			})
		}
	}
	client := newClient(t, root, backoffice.WithMiddleware(look("outer")), backoffice.WithMiddleware(look("inner")))
	require.Nil(t, do(t.Context(), client, opOnce))
	assert.Equal(t, []string{"outer", "inner"}, order)
}

// TestMiddlewareSeesNoSecretInAnError lets a server repeat the key where net/http
// quotes it, and a middleware print the failure by every means.
func TestMiddlewareSeesNoSecretInAnError(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if assert.NoError(t, err) {
			_, _ = io.WriteString(conn, "HTTP/1.1 "+dummyKey+" no status\r\n\r\n")
			_ = conn.Close()
		}
	})
	var dump string
	client := newClient(t, root, fast(), backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			for cause := err; cause != nil; cause = errors.Unwrap(cause) {
				dump += fmt.Sprintf("%v %+v %#v %s %q %t\n", cause, cause, cause, cause, cause, cause)
			}
			return resp, err
		})
	}))
	err := do(t.Context(), client, opOnce)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrProtocol, "the judge still knows the failure as it was")
	assert.Contains(t, dump, "malformed HTTP status code")
	assert.NotContains(t, dump, "0123456789")
}

func TestMiddlewareMayChangeTheAnswer(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `encrypted`) })
	replace := func(body string, err error) backoffice.Option {
		return backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTripFunc(func(r *http.Request) (*http.Response, error) {
				resp, failed := next.RoundTrip(r)
				if failed != nil || err != nil {
					return nil, errors.Join(failed, err)
				}
				resp.Body = io.NopCloser(strings.NewReader(body))
				return resp, nil
			})
		})
	}
	require.Nil(t, do(t.Context(), newClient(t, root, replace(`{"ok":true}`, nil)), opOnce))
	long := do(t.Context(), newClient(t, root, replace(`{"ok":true}`, nil), backoffice.WithMaxResponseBytes(10)), opOnce)
	require.NotNil(t, long)
	assert.ErrorIs(t, long, backoffice.ErrProtocol)
	failed := do(t.Context(), newClient(t, root, replace("", errors.New("cannot decrypt "+dummyKey))), opOnce)
	require.NotNil(t, failed)
	assert.ErrorIs(t, failed, backoffice.ErrOutcomeUnknown, "the request was sent before the middleware failed")
	assert.NotContains(t, failed.Error(), "0123456789")
	assert.Equal(t, 1, failed.Attempts)
}

func TestMiddlewareThatFailsBefore(t *testing.T) {
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	sentinel := errors.New("circuit open")
	client := newClient(t, root, backoffice.WithMiddleware(func(http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(*http.Request) (*http.Response, error) { return nil, sentinel })
	}))
	err := do(t.Context(), client, opOnce)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrNotSent)
	assert.ErrorContains(t, err, "circuit open")
	assert.Zero(t, count.Load())
}

func TestMiddlewareCannotRedirectTheSecret(t *testing.T) {
	stolen, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	target, err := url.Parse(stolen)
	require.NoError(t, err)
	changes := map[string]func(*http.Request){
		"host":        func(r *http.Request) { r.URL.Host = target.Host },
		"Host header": func(r *http.Request) { r.Host = target.Host },
		"scheme":      func(r *http.Request) { r.URL.Scheme = "https" },
		"path":        func(r *http.Request) { r.URL.Path = "/elsewhere" },
		"replay key":  func(r *http.Request) { r.Header.Set("Idempotency-Key", "1") },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			client := newClient(t, root, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return roundTripFunc(func(r *http.Request) (*http.Response, error) {
					clone := r.Clone(r.Context())
					change(clone)
					return next.RoundTrip(clone)
				})
			}))
			err := do(t.Context(), client, opOnce)
			require.NotNil(t, err)
			assert.ErrorIs(t, err, backoffice.ErrNotSent)
			assert.Zero(t, err.Attempts)
			assert.NotContains(t, err.Error(), "0123456789")
		})
	}
	assert.Zero(t, count.Load())
}

func TestCallersTraceStaysOutside(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	var traced []string
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		WroteHeaderField: func(name string, _ []string) { traced = append(traced, name) },
		GetConn:          func(hostPort string) { traced = append(traced, hostPort) },
	})
	require.Nil(t, do(ctx, newClient(t, root), opOnce))
	assert.Empty(t, traced)
}

func TestRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limiter := rate.NewLimiter(rate.Every(10*time.Second), 1)
		client := newClient(t, "https://erp.example.com", backoffice.WithRateLimit(limiter),
			through(func(*http.Request) (*http.Response, error) { return answered(200, `{"ok":true}`) }))
		began := time.Now()
		for range 3 {
			require.Nil(t, do(t.Context(), client, opOnce))
		}
		assert.Equal(t, 20*time.Second, time.Since(began))

		err := do(t.Context(), client, opOnce, backoffice.WithTimeout(time.Second))
		require.NotNil(t, err)
		assert.ErrorIs(t, err, backoffice.ErrRateLimited)
		assert.ErrorIs(t, err, backoffice.ErrNotSent)
		assert.Equal(t, 10*time.Second, err.RetryAfter)
		assert.Equal(t, 20*time.Second, time.Since(began), "no waiting for what can't be")

		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		err = do(ctx, client, opOnce)
		require.NotNil(t, err)
		assert.ErrorIs(t, err, backoffice.ErrNotSent)
	})
}

func TestRateLimitCoversRepetitions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limiter := rate.NewLimiter(rate.Every(10*time.Second), 1)
		client := newClient(t, "https://erp.example.com", fast(), backoffice.WithRateLimit(limiter),
			through(func(*http.Request) (*http.Response, error) { return answered(503, "") }))
		began := time.Now()
		err := do(t.Context(), client, opRead)
		require.NotNil(t, err)
		assert.Equal(t, 3, err.Attempts)
		assert.InDelta(t, 20*time.Second, time.Since(began), float64(time.Second))

		err = do(t.Context(), client, opRead, backoffice.WithTimeout(15*time.Second))
		require.NotNil(t, err)
		assert.ErrorIs(t, err, backoffice.ErrRateLimited)
		assert.ErrorIs(t, err, backoffice.ErrServer, "the last answer stays reachable")
		assert.Equal(t, 1, err.Attempts)
		assert.Equal(t, 503, err.Status)
	})
}

func TestResponseLimits(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"ok":true,"text":"`+strings.Repeat("x", 1000)+`"}`)
	})
	require.Nil(t, do(t.Context(), newClient(t, root, backoffice.WithMaxResponseBytes(1021)), opRead))
	err := do(t.Context(), newClient(t, root, backoffice.WithMaxResponseBytes(1020)), opOnce)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrProtocol)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	assert.ErrorContains(t, err, "longer than 1020 bytes")
}

func TestTimeouts(t *testing.T) {
	tests := []struct {
		name     string
		options  []backoffice.Option
		limit    time.Duration
		attempts int
		took     time.Duration
	}{
		{"attempts", []backoffice.Option{backoffice.WithAttemptTimeout(10 * time.Second), fast()}, 0, 3, 30 * time.Second},
		{"the call", []backoffice.Option{backoffice.WithTimeout(10 * time.Second)}, 0, 1, 10 * time.Second},
		{"the call, in its second attempt", []backoffice.Option{backoffice.WithAttemptTimeout(10 * time.Second), backoffice.WithTimeout(15 * time.Second), fast()}, 0, 2, 15 * time.Second},
		{"the context", nil, 10 * time.Second, 1, 10 * time.Second},
		{"the context, before the call", []backoffice.Option{backoffice.WithTimeout(time.Hour)}, 10 * time.Second, 1, 10 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := newClient(t, "https://erp.example.com", append(tt.options, through(func(r *http.Request) (*http.Response, error) {
					<-r.Context().Done()
					return nil, r.Context().Err()
				}))...)
				ctx, cancel := t.Context(), context.CancelFunc(func() {})
				if tt.limit > 0 {
					ctx, cancel = context.WithTimeout(ctx, tt.limit)
				}
				defer cancel()
				began := time.Now()
				err := do(ctx, client, opRead)
				require.NotNil(t, err)
				assert.ErrorIs(t, err, backoffice.ErrNetwork)
				assert.ErrorIs(t, err, context.DeadlineExceeded)
				assert.Equal(t, tt.attempts, err.Attempts)
				assert.InDelta(t, tt.took, time.Since(began), float64(time.Millisecond))
			})
		})
	}
}

func TestDefaultDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, "https://erp.example.com", backoffice.WithAttemptTimeout(time.Hour), through(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}))
		began := time.Now()
		err := do(t.Context(), client, opRead)
		require.NotNil(t, err)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, time.Minute, time.Since(began))

		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		began = time.Now()
		require.NotNil(t, do(ctx, client, opRead))
		assert.Equal(t, 2*time.Minute, time.Since(began), "a context's own deadline takes the place of the default")
	})
}

func TestTLSAndProxyFailuresAreNotSent(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { ok(w) }))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	plain, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) })
	proxy, err := url.Parse(plain)
	require.NoError(t, err)
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = silent.Close() })
	var accepted sync.WaitGroup
	accepted.Go(func() {
		for {
			conn, err := silent.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	})
	t.Cleanup(func() { _ = silent.Close(); accepted.Wait() })

	tests := []struct {
		name, root string
		transport  *http.Transport
		attempts   int
	}{
		{"untrusted certificate", secure.URL, &http.Transport{}, 1},
		{"wrong host", strings.Replace(secure.URL, "127.0.0.1", "localhost", 1), &http.Transport{TLSClientConfig: &tls.Config{RootCAs: secure.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}}, 1},
		{"plaintext port", strings.Replace(plain, "http:", "https:", 1), &http.Transport{}, 2},
		{"handshake cut", "https://" + silent.Addr().String(), &http.Transport{}, 2},
		{"proxy refuses", "https://erp.example.invalid", &http.Transport{Proxy: http.ProxyURL(proxy)}, 1},
		{"no such host", "https://erp.example.invalid", &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "erp.example.invalid", IsNotFound: true}}
		}}, 1},
		{"name server down", "https://erp.example.invalid", &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "server misbehaving", Name: "erp.example.invalid", IsTemporary: true}}
		}}, 3},
		{"refused", closedPort(t), &http.Transport{}, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Cleanup(tt.transport.CloseIdleConnections)
			client := newClient(t, tt.root, fast(), backoffice.WithHTTPClient(&http.Client{Transport: tt.transport}))
			for _, op := range classes {
				err := do(t.Context(), client, op)
				require.NotNil(t, err)
				assert.ErrorIs(t, err, backoffice.ErrNetwork, "%v", err)
				assert.ErrorIs(t, err, backoffice.ErrNotSent, "%v", err)
				assert.Equal(t, tt.attempts, err.Attempts, "%v", err)
				assert.NotContains(t, err.Error(), "0123456789")
			}
		})
	}
	assert.Positive(t, count.Load())
}

func TestTransportThatAnswersNothing(t *testing.T) {
	client := newClient(t, "https://erp.example.com", through(func(*http.Request) (*http.Response, error) { return nil, nil }))
	err := do(t.Context(), client, opOnce)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
	client = newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}}, nil
	}))
	err = do(t.Context(), client, opRead)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrProtocol)
	assert.Equal(t, 2, err.Attempts, "an empty answer is asked for once more")
}

func TestOpaqueTransportProvesNothing(t *testing.T) {
	// A transport that does not report its steps may have sent the request
	// before it failed.
	for name, tt := range map[string]struct {
		err     error
		notSent bool
	}{
		"unknown error": {errors.New("lost"), false},
		"dial":          {&net.OpError{Op: "dial", Err: errors.New("refused")}, true},
		"read":          {&net.OpError{Op: "read", Err: errors.New("reset")}, false},
		"timeout":       {context.DeadlineExceeded, false},
	} {
		t.Run(name, func(t *testing.T) {
			client := newClient(t, "https://erp.example.com", fast(), through(func(*http.Request) (*http.Response, error) { return nil, tt.err }))
			err := do(t.Context(), client, opOnce)
			require.NotNil(t, err)
			assert.Equal(t, tt.notSent, errors.Is(err, backoffice.ErrNotSent))
			assert.Equal(t, !tt.notSent, errors.Is(err, backoffice.ErrOutcomeUnknown))
		})
	}
}

func TestStartAndAttemptAreNoRaces(t *testing.T) {
	root, _ := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n%3 == 0 {
			hangUp(w)
			return
		}
		ok(w)
	})
	var seen events
	client := newClient(t, root, fast(), backoffice.WithHook(seen.hook()))
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 10 {
				_ = do(t.Context(), client, opRead)
			}
		})
	}
	wg.Wait()
	assert.Len(t, seen.done, 160)
}

// TestAMiddlewareCantSendAnAddTwice: a repeating middleware knows nothing of what
// may be repeated.
func TestAMiddlewareCantSendAnAddTwice(t *testing.T) {
	repeating := backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			if resp, err := next.RoundTrip(r.Clone(r.Context())); err == nil && resp.StatusCode < 500 {
				return resp, nil
			}
			if r.GetBody != nil {
				r.Body, _ = r.GetBody() // it holds nothing but memory
			}
			return next.RoundTrip(r)
		})
	})
	for _, op := range classes {
		t.Run(op.Name, func(t *testing.T) {
			root, count := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
				if n == 1 {
					hangUp(w)
					return
				}
				ok(w)
			})
			err := do(t.Context(), newClient(t, root, fast(), repeating), op)
			if op.Class != Once {
				require.Nil(t, err)
				assert.EqualValues(t, 2, count.Load())
				return
			}
			require.NotNil(t, err)
			assert.ErrorIs(t, err, backoffice.ErrInvalid)
			assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			assert.EqualValues(t, 1, count.Load())
		})
	}
}

// TestAMiddlewareMayRepeatWhatWasNotSent: a refused connection is no send.
func TestAMiddlewareMayRepeatWhatWasNotSent(t *testing.T) {
	root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	refused := false
	base := roundTripFunc(func(r *http.Request) (*http.Response, error) {
		if !refused {
			refused = true
			return nil, &net.OpError{Op: "dial", Err: errors.New("refused")}
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	client := newClient(t, root, backoffice.WithHTTPClient(&http.Client{Transport: base}),
		backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTripFunc(func(r *http.Request) (*http.Response, error) {
				if resp, err := next.RoundTrip(r.Clone(r.Context())); err == nil {
					return resp, nil
				}
				r.Body, _ = r.GetBody() // it holds nothing but memory
				return next.RoundTrip(r)
			})
		}))
	require.Nil(t, do(t.Context(), client, opOnce))
	assert.EqualValues(t, 1, count.Load())
}
