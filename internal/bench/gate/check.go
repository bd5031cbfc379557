package gate

import "fmt"

// Check is one expectation and what became of it.
type Check struct {
	// Engine is the JSON engine of the run, Name says what was looked at.
	Engine, Name string
	// Value is what was measured. It should be at most Bar; the gate holds it
	// to Limit, which is wider where a time is concerned. Least turns both round.
	Value, Bar, Limit float64
	Least             bool
	// Doubt is by how much the true value may be better: half of its interval of
	// 95 % probability, 0 for a count. The gate fails only if the value misses
	// the limit beyond doubt, so noise never shuts it.
	Doubt float64
	// Timed tells that it is a time.
	Timed bool
	// Disturbed tells that in the set of a time not even equals came out as equal.
	Disturbed bool
	// Missing tells that it should have been measured, and was not.
	Missing bool
	// Hint says what to do about a broken check; "" for the obvious.
	Hint string
}

// Met reports whether the bar is met.
func (c Check) Met() bool { return !c.Missing && c.within(c.Value, c.Bar) }

// Broken reports whether the gate must fail.
func (c Check) Broken() bool {
	if c.Missing {
		return true
	}
	best := c.Value - c.Doubt
	if c.Least {
		best = c.Value + c.Doubt
	}
	return !c.Disturbed && !c.within(best, c.Limit)
}

func (c Check) within(value, limit float64) bool {
	if c.Least {
		return value >= limit
	}
	return value <= limit
}

// String tells the check in one line.
func (c Check) String() string {
	if c.Missing {
		return fmt.Sprintf("[%s] %s: was not measured", c.Engine, c.Name)
	}
	relation := "at most"
	if c.Least {
		relation = "at least"
	}
	line := fmt.Sprintf("[%s] %s: %s, should be %s %s", c.Engine, c.Name, Number(c.Value), relation, Number(c.Bar))
	if c.Limit != c.Bar {
		line += fmt.Sprintf(" (the gate takes %s)", Number(c.Limit))
	}
	return line + c.Hint
}

// Number prints a figure of a check.
func Number(value float64) string {
	if value == float64(int(value)) && value >= 10 {
		return fmt.Sprintf("%.0f", value)
	}
	return fmt.Sprintf("%.2f", value)
}
