package apitest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// leakCase is one way a call ends, with a key that wants to get out.
type leakCase struct {
	name    string
	fault   func(key string) backofficetest.Fault
	route   backoffice.Route
	options []backoffice.Option
	mayPass bool // the call may succeed
	cancel  bool // the caller gives up as soon as the server has the request
	unheard bool // the server gets no request, or perhaps none in time
}

func echo(status int, contentType, body string) backofficetest.Fault {
	return backofficetest.Answer(status, http.Header{"Content-Type": {contentType}}, body)
}

func echoHeader(status int, name, value string) backofficetest.Fault {
	return backofficetest.Answer(status, http.Header{name: {value}}, "")
}

func refusal(message string) string {
	return jsonText(map[string]any{"Code": 403, "Message": message, "IsValidUser": true})
}

func jsonText(members map[string]any) string {
	text, err := json.Marshal(members)
	if err != nil {
		panic(err)
	}
	return string(text)
}

var twice = backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 2, BaseDelay: time.Microsecond})

var leakCases = []leakCase{
	{name: "success", mayPass: true},
	{name: "message", fault: func(key string) backofficetest.Fault {
		return echo(200, "application/json", refusal("Invalid API Key "+key))
	}},
	{name: "message, escaped", fault: func(key string) backofficetest.Fault {
		return echo(200, "application/json", refusal(strings.Join([]string{
			url.PathEscape(key), url.QueryEscape(key), url.QueryEscape(url.PathEscape(key)), html.EscapeString(key),
			fmt.Sprintf("%q", key), strings.ToUpper(key), hex.EncodeToString([]byte(key)),
		}, " ")))
	}},
	{name: "message, base64", fault: func(key string) backofficetest.Fault {
		return echo(200, "application/json", refusal(base64.StdEncoding.EncodeToString([]byte("a"+key))+" "+
			base64.URLEncoding.EncodeToString([]byte("ab"+key))+" "+base64.StdEncoding.EncodeToString([]byte(key))))
	}},
	{name: "Code", fault: func(key string) backofficetest.Fault {
		return echo(200, "application/json", strings.Replace(refusal(""), "403", fmt.Sprintf("%q", key), 1))
	}},
	{name: "exception", fault: func(key string) backofficetest.Fault {
		return echo(500, "application/json", jsonText(map[string]any{
			"Message": key, "ExceptionMessage": key, "ExceptionType": key, "StackTrace": key,
		}))
	}},
	{name: "title of a page", fault: func(key string) backofficetest.Fault {
		return echo(500, "text/html", "<html><head><title>Not found: /API/Add/"+html.EscapeString(key)+"</title></head></html>")
	}},
	{name: "page at 200", fault: func(key string) backofficetest.Fault {
		return echo(200, "text/html", "<!DOCTYPE html><title>"+key+"</title>")
	}},
	{name: "text that is no JSON", fault: func(key string) backofficetest.Fault { return echo(200, "text/plain", key) }},
	{name: "framework 404", route: backoffice.Route{Path: "/API/Nobody/Here/{key}"}},
	{name: "framework 405", route: backoffice.Route{Method: "PUT"}},
	{name: "request id", fault: func(key string) backofficetest.Fault { return echoHeader(400, "X-Request-Id", key) }},
	{name: "Allow", fault: func(key string) backofficetest.Fault { return echoHeader(405, "Allow", "GET, "+key) }},
	{name: "Retry-After", fault: func(key string) backofficetest.Fault { return echoHeader(429, "Retry-After", key) }},
	{name: "Content-Encoding", fault: func(key string) backofficetest.Fault { return echoHeader(200, "Content-Encoding", key) }},
	{name: "redirect", fault: func(key string) backofficetest.Fault {
		return backofficetest.Redirect(302, "https://elsewhere.example/API/Add/"+url.PathEscape(key))
	}},
	{name: "redirect that keeps the method", fault: func(key string) backofficetest.Fault {
		return backofficetest.Redirect(307, "/API/Add/"+url.PathEscape(key))
	}},
	{name: "redirect to no URL", fault: func(key string) backofficetest.Fault {
		return backofficetest.Redirect(302, "http://[::1"+key)
	}},
	{name: "status line", fault: func(key string) backofficetest.Fault { return backofficetest.Raw("HTTP/1.1 " + key + "\r\n\r\n") }},
	{name: "no HTTP", fault: func(key string) backofficetest.Fault { return backofficetest.Raw(key + "\r\n\r\n") }},
	{name: "header line", fault: func(key string) backofficetest.Fault {
		return backofficetest.Raw("HTTP/1.1 200 OK\r\n" + key + "\r\n\r\n")
	}},
	{name: "reset", fault: func(string) backofficetest.Fault { return backofficetest.ResetAfter() }},
	{name: "dropped", fault: func(string) backofficetest.Fault { return backofficetest.DropBefore() }},
	{name: "cut", fault: func(string) backofficetest.Fault { return backofficetest.CutBody(20) }},
	{
		name: "timeout", fault: func(string) backofficetest.Fault { return backofficetest.DelayAfter(time.Hour) },
		options: []backoffice.Option{backoffice.WithAttemptTimeout(20 * time.Millisecond)}, unheard: true,
	},
	{name: "cancelled", fault: func(string) backofficetest.Fault { return backofficetest.DelayAfter(time.Hour) }, cancel: true},
	{
		name: "repeated after a text", fault: func(key string) backofficetest.Fault { return echo(503, "text/plain", key) },
		options: []backoffice.Option{twice}, mayPass: true,
	},
	{
		name: "repeated after a message", options: []backoffice.Option{twice}, mayPass: true,
		fault: func(key string) backofficetest.Fault {
			return echo(200, "application/json", jsonText(map[string]any{"Code": 503, "Message": key}))
		},
	},
	{name: "refused", unheard: true},
}

// testLeaks plants a key and lets every call end in every way. No text that the
// library gives out may hold a piece of it: not the error, not the log, not the
// hooks, not what the print verbs make of client, request and result.
func (s Suite) testLeaks(t *testing.T) {
	for _, test := range leakCases {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, op := range s.ops(t) {
				s.checkLeak(t, op, test)
			}
		})
	}
}

func (s Suite) checkLeak(t *testing.T, op string, test leakCase) {
	t.Helper()
	planted := plantSecret()
	server := s.server(t, backofficetest.WithManExKey(planted.key))
	if test.fault != nil {
		server.Script(op, test.fault(planted.key))
	}
	if test.fault == nil && test.unheard {
		server.Close()
	}
	seen := &sinks{}
	options := append(seen.options(), once(), backoffice.WithRoute(op, test.route))
	client, calls, err := s.New(server.ManExURL(), planted.key, append(options, test.options...)...)
	require.NoError(t, err)
	seen.print("client", client)
	call := calls[slices.IndexFunc(calls, func(c Call) bool { return c.Op == op })]
	var report backoffice.Report
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if test.cancel {
		go func() {
			for len(server.Requests(op)) == 0 && ctx.Err() == nil {
				time.Sleep(time.Millisecond)
			}
			cancel()
		}()
	}
	result, err := call.Do(ctx, backoffice.WithReport(&report))
	require.True(t, err != nil || test.mayPass, "%s: the call must fail", op)
	seen.print("call", call)
	seen.print("result", result)
	seen.print("report", report)
	seen.print("error", err)
	seen.walk("error", reflect.ValueOf(err), 0)
	for _, sink := range seen.texts() {
		assert.Empty(t, planted.leaksIn(sink.text), "%s: %s tells a piece of the key", op, sink.name)
	}
	heard := false
	for _, request := range server.Requests("*") {
		heard = heard || strings.Contains(request.URI, url.PathEscape(planted.key))
	}
	assert.True(t, heard || test.unheard, "%s: the server got the key", op)
}

// sinks are the texts that the library gives out.
type sinks struct {
	mu    sync.Mutex
	found []sink
	log   bytes.Buffer
}

type sink struct{ name, text string }

func (s *sinks) add(name, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.found = append(s.found, sink{name, text})
}

// options let a client write into the sinks.
func (s *sinks) options() []backoffice.Option {
	debug := &slog.HandlerOptions{Level: slog.LevelDebug}
	event := func(name string) func(context.Context, backoffice.Event) {
		return func(ctx context.Context, e backoffice.Event) {
			s.print(name, e)
			s.print(name+" context", ctx)
		}
	}
	return []backoffice.Option{
		backoffice.WithLogger(slog.New(slog.NewTextHandler(&s.log, debug))),
		backoffice.WithLogger(slog.New(slog.NewJSONHandler(&s.log, debug))),
		backoffice.WithHook(backoffice.Hook{
			Start: func(ctx context.Context, e backoffice.Event) context.Context {
				event("start event")(ctx, e)
				return ctx
			},
			Attempt: event("attempt event"),
			Done:    event("done event"),
		}),
		backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return middleware(func(r *http.Request) (*http.Response, error) {
				s.print("outer request", r)
				s.print("outer URL", r.URL)
				resp, err := next.RoundTrip(r)
				if resp != nil && resp.Request != nil {
					s.print("outer request of the answer", resp.Request.URL)
				}
				return resp, err
			})
		}),
	}
}

type middleware func(*http.Request) (*http.Response, error)

func (m middleware) RoundTrip(r *http.Request) (*http.Response, error) { return m(r) }

// print adds what each way of printing makes of a value.
func (s *sinks) print(name string, value any) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		s.add(name+" by "+verb, fmt.Sprintf(verb, value))
	}
	if text, err := json.Marshal(value); err == nil {
		s.add(name+" by json", string(text))
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "value", value)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "value", value)
	s.add(name+" by slog", log.String())
}

// walk adds every text in a value, in unexported fields as well.
func (s *sinks) walk(path string, v reflect.Value, depth int) {
	const deepest = 12
	if depth > deepest || !v.IsValid() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		s.add(path, v.String())
	case reflect.Pointer, reflect.Interface:
		s.walk(path, v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			s.walk(path+"."+v.Type().Field(i).Name, v.Field(i), depth+1)
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			s.add(path, fmt.Sprintf("%s", v))
			return
		}
		for i := range v.Len() {
			s.walk(path, v.Index(i), depth+1)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			s.walk(path, key, depth+1)
			s.walk(path, v.MapIndex(key), depth+1)
		}
	}
}

func (s *sinks) texts() []sink {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append(s.found, sink{"log", s.log.String()})
}
