package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// screen is what the sandbox prints, and lets a test wait for it.
type screen struct {
	mu    sync.Mutex
	grown *sync.Cond
	text  bytes.Buffer
	ended bool
}

func newScreen() *screen {
	s := &screen{}
	s.grown = sync.NewCond(&s.mu)
	return s
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.grown.Broadcast()
	return s.text.Write(p)
}

func (s *screen) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	s.grown.Broadcast()
}

// await returns everything printed, once part is among it or the sandbox has ended.
func (s *screen) await(part string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.ended && !strings.Contains(s.text.String(), part) {
		s.grown.Wait()
	}
	return s.text.String()
}

// sandbox is a running sandbox.
type sandbox struct {
	screen   *screen
	settings map[string]string
	page     string
	stop     func() int
}

// start runs a sandbox on free ports until the test ends.
func start(t *testing.T, args ...string) *sandbox {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, errOut := newScreen(), newScreen()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"-port=0", "-page-port=0"}, args...), out, errOut)
		out.end()
	}()
	s := &sandbox{screen: out, settings: map[string]string{}}
	s.stop = sync.OnceValue(func() int {
		cancel()
		return <-code
	})
	t.Cleanup(func() { s.stop() })

	text := out.await("HOSTWAY_URL=")
	require.Contains(t, text, "HOSTWAY_URL=", "the sandbox ended: %s", errOut.await(""))
	for line := range strings.Lines(text) {
		if setting, ok := strings.CutPrefix(strings.TrimSpace(line), "export "); ok {
			name, value, _ := strings.Cut(setting, "=")
			s.settings[name] = strings.Trim(value, "'")
		}
	}
	_, page, _ := strings.Cut(text, "Look into it at ")
	s.page, _, _ = strings.Cut(page, "\n")
	return s
}

// log stops the sandbox and returns what it printed below the settings.
func (s *sandbox) log(t *testing.T) string {
	t.Helper()
	require.Equal(t, 0, s.stop())
	_, log, _ := strings.Cut(s.screen.await("Stopped"), s.settings["HOSTWAY_URL"])
	return log
}

// ask makes a request and returns the status, the header and the body.
func ask(t *testing.T, method, url, body string, header ...string) (int, http.Header, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, resp.Header, string(text)
}
