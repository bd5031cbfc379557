package transport

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestBudgetOfManyAtOnce: no token is taken twice, and none that is given back is
// lost. So many are taken that some goroutines meet.
func TestBudgetOfManyAtOnce(t *testing.T) {
	t.Parallel()
	const goroutines, each = 8, 50_000
	many := func(do func()) {
		var group sync.WaitGroup
		for range goroutines {
			group.Go(func() {
				for range each {
					do()
				}
			})
		}
		group.Wait()
	}
	b := new(budget)
	b.tokens.Store(goroutines * each)
	many(func() { b.take(1) })
	assert.Zero(t, b.tokens.Load())
	assert.False(t, b.take(1))

	b.tokens.Store(-goroutines * each)
	many(func() { b.give(1) })
	assert.Zero(t, b.tokens.Load())
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
