package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestUsage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		args   []string
		errOut string
	}{
		{"nothing", nil, "-customers is missing"},
		{"unknown flag", []string{"-x"}, "flag provided but not defined: -x"},
		{"superfluous", []string{"-customers", "c", "d"}, `superfluous arguments ["d"]`},
		{"taxes alone", []string{"-customers", "c", "-taxes", "t"}, "-taxes needs -addresses"},
		{"no journal", []string{"-customers", "c", "-journal", ""}, "-journal and -report must name files"},
		{"no report", []string{"-customers", "c", "-report", ""}, "-journal and -report must name files"},
		{"report over the customers", []string{"-customers", "c", "-report", "./c"}, "each flag must name a file of its own"},
		{"report over the journal", []string{"-customers", "c", "-report", "import.journal"}, "each flag must name a file of its own"},
		{"no worker", []string{"-customers", "c", "-workers", "0"}, "-workers must be from 1 to 64"},
		{"too many workers", []string{"-customers", "c", "-workers", "65"}, "-workers must be from 1 to 64"},
		{"no rate", []string{"-customers", "c", "-rate", "0"}, "-rate must be above 0 and at most 1000000"},
		{"rate is no number", []string{"-customers", "c", "-rate", "NaN"}, "-rate must be above 0 and at most 1000000"},
		{"endless rate", []string{"-customers", "c", "-rate", "Inf"}, "-rate must be above 0 and at most 1000000"},
		{"too slow for so many", []string{"-customers", "c", "-rate", "0.1"}, "-workers must be at most 30 times the -rate, or a row would wait for its turn for too long"},
		{"negative number", []string{"-customers", "c", "-first-number", "-1"}, "-first-number must have at most ten digits"},
		{"long number", []string{"-customers", "c", "-first-number", "10000000000"}, "-first-number must have at most ten digits"},
		{"negative time", []string{"-customers", "c", "-resend-addresses-after", "-1s"}, "-resend-addresses-after must not be negative"},
		{"no separator", []string{"-customers", "c", "-separator", ""}, "-separator must be one character, not a quote or a line break"},
		{"two separators", []string{"-customers", "c", "-separator", ";;"}, "-separator must be one character, not a quote or a line break"},
		{"quote", []string{"-customers", "c", "-separator", `"`}, "-separator must be one character, not a quote or a line break"},
	}
	w := newWorkplace(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := w.runUntil(t.Context(), t, test.args)
			assert.Equal(t, result{codeUsage, "", "import-customers: " + test.errOut + "; -h explains the flags\n"}, got)
		})
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	got := w.runUntil(t.Context(), t, []string{"-h"})
	assert.Equal(t, codeDone, got.code)
	assert.Empty(t, got.errOut)
	for _, k := range kinds {
		_, columns, found := strings.Cut(got.out, "\n"+k.name+":\n")
		require.True(t, found, k.name)
		columns, _, _ = strings.Cut(columns, "\n\n")
		assert.Equal(t, len(k.columns)-1, strings.Count(columns, "\n"), "a line for each column")
		for _, c := range k.columns {
			mark := " "
			if c.required {
				mark = "*"
			}
			assert.Contains(t, columns+"\n", "  "+mark+c.name)
		}
	}
	assert.Contains(t, got.out, "-resend-addresses-after duration\n")
	assert.Contains(t, got.out, "130 interrupted")
}

// TestWithoutSettings tells a newcomer how to get a server, and leaves no
// journal behind.
func TestWithoutSettings(t *testing.T) {
	t.Parallel()
	for _, missing := range []string{"MANEX_URL", "MANEX_KEY"} {
		t.Run(missing, func(t *testing.T) {
			t.Parallel()
			w := newWorkplace(t)
			w.env[missing] = ""
			got := w.run(t)
			assert.Equal(t, codeUsage, got.code)
			assert.Contains(t, got.errOut, "go run ./examples/sandbox\n")
			assert.NoFileExists(t, w.path("journal"))
		})
	}
}

// TestWrongSettings names them as the user has given them, and not as the library
// does.
func TestWrongSettings(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	key := w.env["MANEX_KEY"]
	tests := []struct {
		name, url, key string
		more           []string
		want           string
	}{
		{
			"plain", "http://erp.example:1/", key, nil,
			"MANEX_URL must begin with https://, or the credential would cross the network unprotected; -plain-http allows it",
		},
		{"user info", "http://user:" + key + "@erp.example", key, []string{"-plain-http"}, "MANEX_URL must not hold user info"},
		{"both", "erp.example", "a key\n", nil, "MANEX_KEY must not contain blanks or control characters; MANEX_URL must begin with https://\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w.env["MANEX_URL"], w.env["MANEX_KEY"] = test.url, test.key
			got := w.run(t, test.more...)
			assert.Equal(t, codeUsage, got.code)
			assert.Contains(t, got.errOut, "import-customers: "+test.want)
			assert.NotContains(t, got.errOut, test.key)
			for _, word := range []string{"customer.New", "rootURL", "apiKey", "With"} {
				assert.NotContains(t, got.errOut, word)
			}
			assert.NoFileExists(t, w.path("journal"))
		})
	}
}
