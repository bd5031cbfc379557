package transport

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestBudgetOfManyAtOnce: no token is taken twice, and none that is given back is
// lost.
func TestBudgetOfManyAtOnce(t *testing.T) {
	t.Parallel()
	const rounds, each = 20, 100
	for range rounds {
		b := newBudget()
		var taken atomic.Int64
		many(func() {
			for range each {
				if b.take(1) {
					taken.Add(1)
				}
			}
		})
		assert.Equal(t, int64(budgetSize), taken.Load())
		assert.Zero(t, b.tokens.Load())
		many(func() {
			for range each / 10 {
				b.give(1)
			}
		})
		assert.Equal(t, int64(goroutines*each/10), b.tokens.Load())
	}
}

const goroutines = 16

func many(do func()) {
	var group sync.WaitGroup
	for range goroutines {
		group.Go(do)
	}
	group.Wait()
}

func TestBudgetIsNeverMoreThanFull(t *testing.T) {
	t.Parallel()
	for _, missing := range []int64{0, 1, retryCost, retryCost + 1} {
		b := newBudget()
		assert.True(t, b.take(missing))
		b.give(retryCost)
		assert.Equal(t, int64(budgetSize)-max(0, missing-retryCost), b.tokens.Load())
	}
}
