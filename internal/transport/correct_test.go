package transport_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCorrectedKeepsTheLimitOfAttempts(t *testing.T) {
	s := newSigned(t, backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}))
	again := transport.Verdict{Kind: backoffice.ErrUnauthorized, Rejected: true, Again: transport.Corrected}
	err := s.client.Do(t.Context(), s.call(&verdicts{script: []transport.Verdict{again}}), nil)
	require.ErrorIs(t, err, backoffice.ErrUnauthorized)
	assert.Len(t, s.seen, 1, "MaxAttempts 1 switches repeating off")
}
