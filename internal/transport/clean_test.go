package transport_test

import (
	"context"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSecretsOfACallStayInside(t *testing.T) {
	s := newSigned(t)
	var done backoffice.Event
	hook := backoffice.WithHook(backoffice.Hook{Done: func(_ context.Context, e backoffice.Event) { done = e }})
	call := s.call(&verdicts{})
	require.NoError(t, s.client.Do(t.Context(), call, []backoffice.Option{hook}))
	assert.Equal(t, "id-[secret]", done.RequestID, "a success tells the hooks no secret either")
	assert.Equal(t, "echo of [secret]", call.Clean("echo of SIGNATURE-0"))
}

func TestCleanKeepsTextWithoutSecrets(t *testing.T) {
	s := newSigned(t)
	call := s.call(&verdicts{})
	require.NoError(t, s.client.Do(t.Context(), call, nil))
	const text = "Kayıt YOK: İZMİR" // its lower case has another length
	assert.Equal(t, text, call.Clean(text))
	assert.Equal(t, "İZMİR [secret]", call.Clean("İZMİR SIGNATURE-0"))
}

func TestCleanFindsEveryForm(t *testing.T) {
	s := newSigned(t)
	call := s.call(&verdicts{})
	require.NoError(t, s.client.Do(t.Context(), call, nil))
	call.Secrets = func() []string { return []string{"", "s+3", "SIGNATURE-0"} }
	for text, want := range map[string]string{
		"":                           "",
		"aS+3b":                      "a[secret]b",
		"as%2B3b":                    "a[secret]b",
		"s 3":                        "s 3",
		"signature-":                 "[secret]",
		"SIGNATURE":                  "SIGNATURE",
		"5349474E41545552452D30":     "[secret]",
		"see U0lHTkFUVVJF and SIGNA": "see [secret] and SIGNA",
	} {
		assert.Equal(t, want, call.Clean(text), text)
	}
}
