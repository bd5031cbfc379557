package apitest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"sync"

	"github.com/backoffice-sdk/backoffice"
)

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
