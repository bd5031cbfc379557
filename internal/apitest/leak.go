package apitest

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
	planted := leaktest.Plant()
	key := planted.Text()
	server := s.server(t, backofficetest.WithManExKey(key))
	if test.fault != nil {
		server.Script(op, test.fault(key))
	}
	if test.fault == nil && test.unheard {
		server.Close()
	}
	seen := &leaktest.Sinks{}
	options := append(seen.Options(), once(), backoffice.WithRoute(op, test.route))
	client, calls, err := s.newClient(server.ManExURL(), key, append(options, test.options...)...)
	require.NoError(t, err)
	seen.Print("client", client)
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
	seen.Print("call", call)
	seen.Print("result", result)
	seen.Print("report", report)
	seen.Error(err)
	assert.Empty(t, seen.Leaks(planted), op)
	heard := false
	for _, request := range server.Requests("*") {
		heard = heard || strings.Contains(request.URI, url.PathEscape(key))
	}
	assert.True(t, heard || test.unheard, "%s: the server got the key", op)
}
