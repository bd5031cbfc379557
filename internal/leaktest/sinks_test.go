package leaktest_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hiding keeps a text where only a walk finds it.
type hiding struct{ inside *[]any }

func (hiding) Error() string { return "nothing to see" }

// TestSinksSeeLeaks is L18 for the sinks: whatever holds a secret is reported.
func TestSinksSeeLeaks(t *testing.T) {
	t.Parallel()
	secret := leaktest.Plant()
	text := secret.Text()
	leaks := map[string]func(*leaktest.Sinks){
		"text":         func(s *leaktest.Sinks) { s.Add("a", text) },
		"log":          func(s *leaktest.Sinks) { fmt.Fprint(s, text) },
		"value":        func(s *leaktest.Sinks) { s.Print("a", struct{ x string }{text}) },
		"bytes":        func(s *leaktest.Sinks) { s.Print("a", []byte(text)) },
		"header":       func(s *leaktest.Sinks) { s.Print("a", http.Header{"A": {text}}) },
		"error":        func(s *leaktest.Sinks) { s.Error(errors.New(text)) },
		"wrapped":      func(s *leaktest.Sinks) { s.Error(&backoffice.Error{Cause: errors.Join(errors.New(text))}) },
		"diff":         func(s *leaktest.Sinks) { s.Diff("a", struct{ x *string }{&text}, struct{ x *string }{new("other")}) },
		"in an error":  func(s *leaktest.Sinks) { s.Error(hiding{&[]any{map[string][]byte{"a": []byte(text)}}}) },
		"key of a map": func(s *leaktest.Sinks) { s.Error(hiding{&[]any{map[string]int{text: 1}}}) },
	}
	for name, leak := range leaks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var sinks leaktest.Sinks
			assert.Empty(t, sinks.Leaks(secret))
			leak(&sinks)
			assert.NotEmpty(t, sinks.Leaks(secret))
			assert.Empty(t, sinks.Leaks(leaktest.Plant()), "another secret is not there")
			assert.True(t, secret.IsIn(sinks.Text()))
		})
	}
}

// TestSinksHearEverything makes a call that a client reports by every means.
func TestSinksHearEverything(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	var sinks leaktest.Sinks
	client, err := customer.New(server.ManExURL(), server.ManExKey(), sinks.Options()...)
	require.NoError(t, err)
	_, err = client.Add(t.Context(), customer.AddRequest{Name: "Somebody Special", Status: customer.StatusActive})
	require.NoError(t, err)
	heard := sinks.Text()
	for _, part := range []string{
		"level=DEBUG", `"level":"DEBUG"`, `"Op":"customer.Add"`, "/API/Customer/Add/{key}", "backoffice-go", "Somebody Special",
	} {
		assert.Contains(t, heard, part)
	}
}
