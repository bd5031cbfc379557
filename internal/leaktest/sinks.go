package leaktest

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
)

// Sinks collects the texts that the library gives out. It is safe for
// concurrent use.
type Sinks struct {
	mu    sync.Mutex
	found []sink
	known map[string]bool
	log   bytes.Buffer
}

type sink struct{ name, text string }

// Add notes a text. A text that is known already is not noted again.
func (s *Sinks) Add(name, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[string]bool{}
	}
	if !s.known[text] {
		s.known[text] = true
		s.found = append(s.found, sink{name, text})
	}
}

// Write notes a part of a log or of a dry run.
func (s *Sinks) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(p)
}

// Text returns all that was noted in one text.
func (s *Sinks) Text() string {
	var b strings.Builder
	for _, sink := range s.all() {
		b.WriteString(sink.text)
		b.WriteByte('\n')
	}
	return b.String()
}

func (s *Sinks) all() []sink {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append(s.found[:len(s.found):len(s.found)], sink{"log", s.log.String()})
}

// Leaks returns the names of the texts that hold one of the secrets.
func (s *Sinks) Leaks(secrets ...Secret) []string {
	var leaks []string
	finder := newFinder(secrets)
	for _, sink := range s.all() {
		if finder.finds(sink.text) {
			leaks = append(leaks, sink.name)
		}
	}
	return leaks
}

// LeaksOfReceived is [Sinks.Leaks] for secrets that an answer brought: the
// middleware that it passes through sees them.
func (s *Sinks) LeaksOfReceived(secrets ...Secret) []string {
	return slices.DeleteFunc(s.Leaks(secrets...), func(sink string) bool { return strings.HasPrefix(sink, "outer answer") })
}

// Options make a client write into the sinks by every means it has.
func (s *Sinks) Options() []backoffice.Option {
	debug := &slog.HandlerOptions{Level: slog.LevelDebug}
	event := func(name string) func(context.Context, backoffice.Event) {
		return func(ctx context.Context, e backoffice.Event) {
			s.Print(name, e)
			s.Print(name+" context", ctx)
		}
	}
	return []backoffice.Option{
		backoffice.WithLogger(slog.New(slog.NewTextHandler(s, debug))),
		backoffice.WithLogger(slog.New(slog.NewJSONHandler(s, debug))),
		backoffice.WithHook(backoffice.Hook{
			Start: func(ctx context.Context, e backoffice.Event) context.Context {
				s.Print("start event", e)
				s.Add("start event context", fmt.Sprint(ctx))
				return &ownContext{&ownContext{ctx}}
			},
			Attempt: event("attempt event"),
			Done:    event("done event"),
		}),
		backoffice.WithMiddleware(s.middleware),
	}
}

// ownContext stands in front of the caller's context, which other calls may
// share: some print verbs walk into a context, two pointers deep, and would race
// with them.
type ownContext struct{ context.Context }

// middleware notes what stands outside the credential.
func (s *Sinks) middleware(next http.RoundTripper) http.RoundTripper {
	return middleware(func(r *http.Request) (*http.Response, error) {
		s.Print("outer request", r)
		s.Print("outer URL", r.URL)
		s.Add("outer header", fmt.Sprint(r.Header))
		if r.GetBody != nil {
			if body, err := r.GetBody(); err == nil {
				text, _ := io.ReadAll(body) // it holds nothing but memory
				s.Add("outer body", string(text))
			}
		}
		resp, err := next.RoundTrip(r)
		if resp != nil {
			s.Add("outer answer", resp.Status+fmt.Sprint(resp.Header))
			text, err := io.ReadAll(resp.Body)
			s.Add("outer answer's body", string(text))
			if err == nil {
				resp.Body = io.NopCloser(bytes.NewReader(text))
			}
		}
		if resp != nil && resp.Request != nil {
			s.Print("outer request of the answer", resp.Request.URL)
			s.Add("outer header of the answer's request", fmt.Sprint(resp.Request.Header))
		}
		if err != nil {
			s.Print("outer error", err)
		}
		return resp, err
	})
}

type middleware func(*http.Request) (*http.Response, error)

func (m middleware) RoundTrip(r *http.Request) (*http.Response, error) { return m(r) }

// verbs print a value in every way that differs: %t and %p of a text are %d of
// it by another name, and the search knows no case.
var verbs = []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"}

// Print notes what each way of printing and encoding makes of a value.
func (s *Sinks) Print(name string, value any) {
	s.Show(name, value)
	if text, err := json.Marshal(value); err == nil {
		s.Add(name+" by json", string(text))
	}
	if text, err := xml.Marshal(value); err == nil {
		s.Add(name+" by xml", string(text))
	}
}

// Show is Print without the encodings, for a value that is encoded in order to be
// kept, secret and all.
func (s *Sinks) Show(name string, value any) {
	for _, verb := range verbs {
		s.Add(name+" by "+verb, fmt.Sprintf(verb, value))
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "value", value)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "value", value)
	s.Add(name+" by slog", log.String())
}

// Diff notes what a failed assertion prints of two values: it goes through
// methods, pointers and unexported fields.
func (s *Sinks) Diff(name string, a, b any) {
	var failed failedTest
	if assert.Equal(&failed, a, b) {
		panic("the values of a diff must differ")
	}
	s.Add(name, failed.told.String())
}

// failedTest is a test that only keeps what it is told.
type failedTest struct{ told strings.Builder }

func (f *failedTest) Errorf(format string, args ...any) { fmt.Fprintf(&f.told, format, args...) }

// Error notes an error, everything it wraps, and every text anywhere in it.
func (s *Sinks) Error(err error) {
	s.Print("error", err)
	s.walk("error", reflect.ValueOf(err), 0)
}

// walk adds every text in a value, in unexported fields as well.
func (s *Sinks) walk(path string, v reflect.Value, depth int) {
	const deepest = 12
	if depth > deepest || !v.IsValid() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		s.Add(path, v.String())
	case reflect.Pointer, reflect.Interface:
		s.walk(path, v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			s.walk(path+"."+v.Type().Field(i).Name, v.Field(i), depth+1)
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			s.Add(path, fmt.Sprintf("%s", v))
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
