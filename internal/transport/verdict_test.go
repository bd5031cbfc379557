package transport

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/assert"
)

// TestUnreadable: an error status decides by itself, and the body only explains
// it. Below, what came may be an accident that a repetition clears up.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	const redirect, nothing = "the server answered with a redirect, which is never followed", "the status proves nothing"
	for _, tt := range []struct {
		name   string
		status int
		cause  error
		again  Again
		want   string // the text of the cause, "" for none
	}{
		{"cut off", 299, wire.ErrTruncated, Repeat, wire.ErrTruncated.Error()},
		{"empty", 299, wire.ErrEmpty, RepeatOnce, wire.ErrEmpty.Error()},
		{"no document", 200, wire.ErrSyntax, Never, wire.ErrSyntax.Error()},
		{"redirect, cut off", 300, wire.ErrTruncated, Never, redirect},
		{"redirect, empty", 300, wire.ErrEmpty, Never, redirect},
		{"refusal, no document", 400, wire.ErrSyntax, Never, wire.ErrSyntax.Error()},
		{"refusal, empty", 400, wire.ErrEmpty, Never, ""},
		{"no status of HTTP", 600, wire.ErrTruncated, Never, nothing},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := (&Answer{Status: tt.status}).Unreadable(tt.cause)
			assert.Equal(t, tt.again, v.Again)
			if tt.want == "" {
				assert.NoError(t, v.Cause)
				return
			}
			assert.EqualError(t, v.Cause, tt.want)
		})
	}
}

// TestTitleIsNearTheBeginning: a page may be long, and its title stands in the
// first 4 KiB or is not worth the search.
func TestTitleIsNearTheBeginning(t *testing.T) {
	t.Parallel()
	const title, searched = "<title>Bad gateway</title>", 4 << 10
	for name, tt := range map[string]struct {
		before int
		want   string
	}{
		"at once":   {0, "Bad gateway"},
		"just yet":  {searched - len(title), "Bad gateway"},
		"too late":  {searched - len(title) + 1, ""},
		"far below": {2 * searched, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := &Answer{Status: http.StatusBadGateway, Body: []byte(strings.Repeat(" ", tt.before) + title + strings.Repeat(" ", searched))}
			assert.Equal(t, tt.want, a.htmlTitle())
		})
	}
	page := &Answer{Status: http.StatusOK, Body: []byte("<html>" + title)}
	v := page.Unreadable(errors.New("no document"))
	assert.Equal(t, "Bad gateway", v.Message)
	assert.EqualError(t, v.Cause, "the body is an HTML page")
}
