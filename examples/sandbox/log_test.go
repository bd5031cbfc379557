package main

import (
	"testing"
	"testing/synctest"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
)

// TestLogBeginsBelowTheSettings lets a call arrive before the settings, and the
// keys to hide, are known.
func TestLogBeginsBelowTheSettings(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t) // outside of the bubble: it waits for connections
	synctest.Test(t, func(t *testing.T) {
		out := newScreen()
		calls := newCallLog(out, false)
		go calls.observe(backofficetest.Observation{Request: backofficetest.Request{Op: "customer.Get", URI: "/?a=K"}})
		synctest.Wait()
		assert.Empty(t, out.text.String())
		calls.begin(server, []setting{{name: "MANEX_KEY", value: "K", secret: true}})
		synctest.Wait()
		assert.Contains(t, out.text.String(), " /?a=[hidden] customer.Get ")
	})
}
