package backoffice_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// errorCases are the shapes of error a program can meet.
var errorCases = []struct {
	name string
	err  *backoffice.Error
}{
	{"invalid", &backoffice.Error{
		Op: "customer.Add", Kind: backoffice.ErrInvalid, Outcome: backoffice.OutcomeNotSent,
		Violations: []backoffice.Violation{
			{Field: "Name", Rule: "is required"},
			{Field: "Phone", Rule: "has 25 characters, the limit is 20"},
		},
	}},
	{"rejected", &backoffice.Error{
		Op: "customer.Get", Kind: backoffice.ErrNotFound, Outcome: backoffice.OutcomeRejected, Status: 200, Code: "403",
		Message: "Customer does not exists.", Attempts: 1,
	}},
	{"unknown", &backoffice.Error{
		Op: "customer.Add", Kind: backoffice.ErrNetwork, Outcome: backoffice.OutcomeUnknown, Attempts: 1,
		Cause: errors.New("EOF"),
	}},
	{"server", &backoffice.Error{
		Op: "orders.SetAccountAttributes", Kind: backoffice.ErrServer, Outcome: backoffice.OutcomeUnknown, Status: 502,
		Attempts: 3, RequestID: "0068a205-0c4c-4105-9a14-dafe313bfc3a", Message: "critical error",
	}},
	{"route", &backoffice.Error{
		Op: "shipbill.Delete", Kind: backoffice.ErrRoute, Outcome: backoffice.OutcomeRejected, Status: 405,
		Allow: []string{"GET", "POST"}, Attempts: 1,
	}},
	{"rate limited", &backoffice.Error{
		Op: "oms.LinkAccount", Kind: backoffice.ErrRateLimited, Outcome: backoffice.OutcomeRejected, Status: 429,
		RetryAfter: time.Hour, Attempts: 1,
	}},
	{"message and cause", &backoffice.Error{
		Op: "customer.Get", Kind: backoffice.ErrProtocol, Status: 200, Message: "Runtime Error", Attempts: 2,
		Cause: errors.New("the body is an HTML page"),
	}},
	{"message with a stop and cause", &backoffice.Error{
		Op: "customer.Get", Kind: backoffice.ErrProtocol, Status: 200, Code: "200", Message: "Customer details: .:", Attempts: 1,
		Cause: errors.New("the answer says success but holds no customer with a CUSTNO"),
	}},
	{"dry run", &backoffice.Error{
		Op: "customer.Add", Kind: backoffice.ErrNotSent, Outcome: backoffice.OutcomeNotSent,
		Cause: errors.New("this is a dry run"),
	}},
	{"bare", &backoffice.Error{Kind: backoffice.ErrServer}},
}

func TestErrorTexts(t *testing.T) {
	var got strings.Builder
	for _, c := range errorCases {
		text := c.err.Error()
		assert.NotContains(t, text, "\n", c.name)
		fmt.Fprintf(&got, "%s: %s\n", c.name, text)
	}
	golden := filepath.Join("testdata", "errors.txt")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), got.String())
}

func TestErrorIs(t *testing.T) {
	kinds := []backoffice.Kind{
		backoffice.ErrInvalid, backoffice.ErrUnauthorized, backoffice.ErrForbidden, backoffice.ErrNotFound,
		backoffice.ErrConflict, backoffice.ErrRateLimited, backoffice.ErrServer, backoffice.ErrRoute,
		backoffice.ErrProtocol, backoffice.ErrNetwork,
	}
	for _, kind := range kinds {
		err := fmt.Errorf("wrapped: %w", &backoffice.Error{Kind: kind})
		for _, target := range kinds {
			assert.Equal(t, kind == target, errors.Is(err, target), "%s is %s", kind, target)
		}
	}
	outcomes := map[backoffice.Outcome]struct{ notSent, unknown bool }{
		backoffice.OutcomeNoEffect: {false, false},
		backoffice.OutcomeNotSent:  {true, false},
		backoffice.OutcomeRejected: {false, false},
		backoffice.OutcomeUnknown:  {false, true},
	}
	for outcome, want := range outcomes {
		err := error(&backoffice.Error{Outcome: outcome, Kind: backoffice.ErrNetwork})
		assert.Equal(t, want.notSent, errors.Is(err, backoffice.ErrNotSent), outcome)
		assert.Equal(t, want.unknown, errors.Is(err, backoffice.ErrOutcomeUnknown), outcome)
	}
	caused := error(&backoffice.Error{Kind: backoffice.ErrNetwork, Cause: context.DeadlineExceeded})
	assert.ErrorIs(t, caused, context.DeadlineExceeded)
	assert.NotErrorIs(t, caused, context.Canceled)
	assert.Equal(t, "not found", backoffice.ErrNotFound.Error())
}

func TestOutcomeString(t *testing.T) {
	for outcome, want := range map[backoffice.Outcome]string{
		backoffice.OutcomeNoEffect: "no effect",
		backoffice.OutcomeNotSent:  "not sent",
		backoffice.OutcomeRejected: "rejected",
		backoffice.OutcomeUnknown:  "unknown",
		9:                          "Outcome(9)",
	} {
		assert.Equal(t, want, outcome.String())
	}
}

func TestErrorInLog(t *testing.T) {
	var out bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	logger.Error("failed", "err", errorCases[3].err)
	assert.Equal(t, `level=ERROR msg=failed err.op=orders.SetAccountAttributes err.kind="server error" err.outcome=unknown `+
		`err.attempts=3 err.status=502 err.request_id=0068a205-0c4c-4105-9a14-dafe313bfc3a `+
		`err.error="orders.SetAccountAttributes: server error: critical error (HTTP 502, request id `+
		`0068a205-0c4c-4105-9a14-dafe313bfc3a, 3 attempts); outcome unknown, look before repeating"`+"\n", out.String())
	out.Reset()
	logger.Error("failed", "err", errorCases[1].err)
	assert.Contains(t, out.String(), "err.code=403")
}
