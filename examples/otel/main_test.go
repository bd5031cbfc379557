package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// result is what a run left.
type result struct {
	code        int
	out, errOut string
}

func start(t *testing.T, ctx context.Context, environment map[string]string, args ...string) result {
	t.Helper()
	var out, errOut lockedBuffer
	code := run(ctx, args, func(name string) string { return environment[name] }, streams{&out, &errOut})
	if key := environment["DECK_API_KEY"]; key != "" {
		assert.NotContains(t, out.String()+errOut.String(), key)
	}
	return result{code, out.String(), errOut.String()}
}

func environment(s *backofficetest.Server) map[string]string {
	return map[string]string{"DECK_URL": s.DECKURL(), "DECK_SITE_CODE": s.DECKSiteCode(), "DECK_API_KEY": s.DECKAPIKey()}
}

// names counts the spans by name, and the metrics.
func (r result) names(t *testing.T) map[string]int {
	t.Helper()
	found := map[string]int{}
	lines := json.NewDecoder(strings.NewReader(r.out))
	for {
		var line struct {
			Name         string
			ScopeMetrics []struct{ Metrics []struct{ Name string } }
		}
		err := lines.Decode(&line)
		if errors.Is(err, io.EOF) {
			return found
		}
		require.NoError(t, err)
		if line.Name != "" {
			found[line.Name]++
		}
		for _, scope := range line.ScopeMetrics {
			for _, metric := range scope.Metrics {
				found[metric.Name]++
			}
		}
	}
}

func TestTour(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"plain": nil, "pretty": {"-pretty"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, t.Context(), nil, args...)
			assert.Equal(t, exitDone, r.code)
			assert.Contains(t, r.errOut, "No DECK_URL is set, so this runs against a test server on http://127.0.0.1:")
			assert.Contains(t, r.errOut, "a link that is made at the second attempt: done\n")
			assert.Contains(t, r.errOut, "outcome unknown, look before repeating\n")
			assert.Equal(t, map[string]int{
				"oms.LinkAccount": 5, "POST /api/OmsOrderLinkAccount": 1 + 2 + 1 + 3,
				"backoffice.client.call.duration": 1, "backoffice.client.call.outcomes": 1, "backoffice.client.call.retries": 1,
				"http.client.request.body.size": 1, "http.client.request.duration": 1,
			}, r.names(t))
			assert.Equal(t, len(args) > 0, strings.Count(r.out, "\n") > 100)
		})
	}
}

func TestTourTellsOfAnotherEnding(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	client, err := oms.New(server.DECKURL(), oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: server.DECKAPIKey()})
	require.NoError(t, err)
	err = tour(t.Context(), client, server, io.Discard) // it has no orders
	assert.EqualError(t, err, `a link that is made at once should have ended with "done"`)
	assert.False(t, stop{ends: backoffice.ErrInvalid}.endsWith(nil))
}

func TestReadOrder(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	server.SeedDECK(backofficetest.DECKOrder{Number: "5000"})
	r := start(t, t.Context(), environment(server), "5000")
	assert.Equal(t, exitDone, r.code, r.errOut)
	assert.Equal(t, "The history shows 1 orders with this number.\n", r.errOut)
	assert.Equal(t, 1, r.names(t)["oms.OrderHistory"])
	assert.Len(t, server.Requests("*"), 1)
	assert.Empty(t, server.Commits("*"))

	server.Script("oms.OrderHistory", backofficetest.Status(http.StatusForbidden))
	r = start(t, t.Context(), environment(server), "5000")
	assert.Equal(t, exitFailed, r.code)
	assert.Contains(t, r.errOut, "otel: oms.OrderHistory: forbidden (HTTP 403)")
	assert.Contains(t, r.out, `"Value":"forbidden"`)
}

func TestInterruption(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	ctx, interrupt := context.WithCancel(t.Context())
	server.Chance(func(string) backofficetest.Fault {
		interrupt()
		return backofficetest.DropBefore()
	})
	r := start(t, ctx, environment(server), "5000")
	assert.Equal(t, exitInterrupted, r.code)
	assert.Contains(t, r.errOut, "otel: interrupted\n")
	assert.Equal(t, 1, r.names(t)["oms.OrderHistory"], "what was collected is printed")
}

func TestUsage(t *testing.T) {
	t.Parallel()
	half := map[string]string{"DECK_URL": "http://oms.example.com"}
	server := backofficetest.NewServer(t)
	tests := map[string]struct {
		environment map[string]string
		args        []string
		code        int
		want        string
	}{
		"help":                 {nil, []string{"-h"}, exitDone, "Usage: otel [flags] [order number]"},
		"unknown flag":         {nil, []string{"-prety"}, exitUsage, "flag provided but not defined: -prety"},
		"two orders":           {nil, []string{"1", "2"}, exitUsage, "takes one order number"},
		"an order for nothing": {nil, []string{"1"}, exitUsage, "an order number needs the DECK variables"},
		"half an OMS":          {half, []string{"1"}, exitUsage, "DECK_URL must begin with https://"},
		"no order":             {environment(server), nil, exitUsage, "needs the number of an order"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, t.Context(), test.environment, test.args...)
			assert.Equal(t, test.code, r.code)
			assert.Contains(t, r.out+r.errOut, test.want)
			assert.NotContains(t, r.out, "{")
		})
	}
}

// lockedBuffer may be written to by several at the same time.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
