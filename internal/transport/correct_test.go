package transport_test

import (
	"slices"
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

// TestOneAccidentAndOneCorrection: neither uses up the other, in whichever order
// they come. A second of either ends the call.
func TestOneAccidentAndOneCorrection(t *testing.T) {
	accident := transport.Verdict{Kind: backoffice.ErrProtocol, Again: transport.RepeatOnce}
	refusal := transport.Verdict{Kind: backoffice.ErrUnauthorized, Rejected: true, Again: transport.Corrected}
	tests := []struct {
		name   string
		script []transport.Verdict
		kind   error
		sent   int
	}{
		{"accident, correction", []transport.Verdict{accident, refusal}, nil, 3},
		{"correction, accident", []transport.Verdict{refusal, accident}, nil, 3},
		{"correction between accidents", []transport.Verdict{accident, refusal, accident, accident}, backoffice.ErrProtocol, 3},
		{"accident between corrections", []transport.Verdict{refusal, accident, refusal, refusal}, backoffice.ErrUnauthorized, 3},
		{"two accidents", []transport.Verdict{accident, accident}, backoffice.ErrProtocol, 2},
		{"two corrections", []transport.Verdict{refusal, refusal}, backoffice.ErrUnauthorized, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSigned(t, backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 5}))
			call := s.call(&verdicts{script: slices.Clone(test.script)})
			call.Op = opAsk
			err := s.client.Do(t.Context(), call, nil)
			if test.kind == nil {
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, test.kind)
			}
			assert.Len(t, s.seen, test.sent)
		})
	}
}
