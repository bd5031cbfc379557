package transport

import "sync/atomic"

// budget keeps many calls to a dead server from multiplying. Each repetition
// takes tokens, each success gives one back.
type budget struct{ tokens atomic.Int64 }

const (
	budgetSize  = 500
	retryCost   = 5
	timeoutCost = 10
)

func newBudget() *budget {
	b := new(budget)
	b.tokens.Store(budgetSize)
	return b
}

// take reports whether the budget still has cost tokens, and takes them.
func (b *budget) take(cost int64) bool {
	for {
		tokens := b.tokens.Load()
		if tokens < cost {
			return false
		}
		if b.tokens.CompareAndSwap(tokens, tokens-cost) {
			return true
		}
	}
}

// give gives tokens back, up to the size of the budget.
func (b *budget) give(count int64) {
	for {
		tokens := b.tokens.Load()
		if tokens >= budgetSize || b.tokens.CompareAndSwap(tokens, min(tokens+count, budgetSize)) {
			return
		}
	}
}
