package transport

import (
	"math"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// TestBudgetOfManyAtOnce: no token is taken twice, and none that is given back is
// lost. All go one way, so that calls which meet don't make up for each other, and
// they do so for long enough to run at the same time.
func TestBudgetOfManyAtOnce(t *testing.T) {
	t.Parallel()
	together := func(change func()) (changes int64) {
		const goroutines, round, span = 4, 1000, 100 * time.Millisecond
		var all atomic.Int64
		var group sync.WaitGroup
		began := time.Now()
		for range goroutines {
			group.Go(func() {
				for time.Since(began) < span {
					for range round {
						change()
					}
					all.Add(round)
				}
			})
		}
		group.Wait()
		return all.Load()
	}
	const many = math.MaxInt64 / 2
	b := new(budget)
	b.tokens.Store(many)
	taken := together(func() { b.take(1) })
	assert.Equal(t, many-taken, b.tokens.Load())

	b.tokens.Store(-many)
	given := together(func() { b.give(1) })
	assert.Equal(t, -many+given, b.tokens.Load())
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
