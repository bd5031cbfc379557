package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gate
		began := time.Now()
		g.pass(t.Context())
		assert.Zero(t, time.Since(began), "it is open")

		g.shut(time.Minute)
		g.shut(time.Second)
		time.AfterFunc(30*time.Second, func() { g.shut(time.Minute) })
		g.pass(t.Context())
		assert.Equal(t, 90*time.Second, time.Since(began), "the longest pause holds, also one that came later")

		g.shut(time.Hour)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		g.pass(ctx)
		assert.Equal(t, 91*time.Second, time.Since(began))
	})
}
