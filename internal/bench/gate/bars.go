package gate

import (
	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

const (
	// margin is how far beyond its bar a time may lie before the gate fails:
	// separate runs on a shared machine differ by 20 to 30 percent.
	margin = 1.25
	// allowance is what ratios may be worse by on the second JSON engine, which
	// makes all others faster and leaves this library as it is.
	allowance = 0.10
)

// bar is one expectation of a run. value returns false if the run has nothing
// to say about it.
type bar struct {
	name  string
	limit float64
	least bool
	time  bool // a ratio of times, and so with a margin
	peer  bool // set by what a peer reaches, and so without an allowance
	whole bool // measured with the first engine alone
	value func(*result.Run) (figure, bool)
}

// bars are what this library is held to, without those against each peer.
var bars = []bar{
	{name: "Customer Get (padded) in memory, time against net/http by hand", limit: 0.45, time: true, value: timeAgainst(work.CustomerPadded, result.Memory, contender.Floor, work.Plain)},
	{name: "Customer Get (populated) in memory, time against net/http by hand", limit: 0.45, time: true, value: timeAgainst(work.CustomerPopulated, result.Memory, contender.Floor, work.Plain)},
	{name: "Customer Get (padded) in memory, time against ogen with trimming", limit: 0.95, time: true, value: timeAgainst(work.CustomerPadded, result.Memory, contender.Ogen, work.Trimmed)},
	{name: "Customer Get (populated) in memory, time against ogen with trimming", limit: 0.95, time: true, value: timeAgainst(work.CustomerPopulated, result.Memory, contender.Ogen, work.Trimmed)},
	{name: "Customer Get (padded) in memory, allocations", limit: 34, value: allocationsOf("customer.Get/padded")},
	{name: "Customer Add (all parameters) in memory, time against net/http by hand", limit: 0.60, time: true, value: timeAgainst(work.CustomerAdded, result.Memory, contender.Floor, work.Plain)},
	{name: "Customer Add (all parameters) in memory, allocations", limit: 64, value: allocationsOf("customer.Add")},
	{name: "ShipTax Get (1,000 rows) in memory, time against encoding/json with the same semantics", limit: 0.30, time: true, value: timeAgainst(work.ThousandTaxes, result.Memory, contender.Floor, work.Exact)},
	// These have no JSON to win on. Their bars only keep them from getting worse.
	{name: "OMS link (signed) in memory, time against net/http by hand", limit: 2.5, time: true, value: timeAgainst(work.Linked, result.Memory, contender.Floor, work.Plain)},
	{name: "Orders attributes (PUT) in memory, time against net/http by hand", limit: 2.5, time: true, value: timeAgainst(work.AttributesSet, result.Memory, contender.Floor, work.Plain)},
	{name: "Customer Get over loopback, time against net/http by hand", limit: 0.85, time: true, value: timeAgainst(work.CustomerPadded, result.Loopback, contender.Floor, work.Plain)},
	{name: "64 goroutines, calls per second against net/http by hand", limit: 1.8, least: true, time: true, value: speedAgainst(contender.Floor)},
	{name: "50 bursts of 64 calls, connections opened", limit: 70, whole: true, value: burstConnections},
	{name: "2 % of calls cancelled, connections opened", limit: 24, whole: true, value: failureConnections(func(f result.Failures) int { return f.Cancelled })},
	{name: "2 % of calls answered with HTTP 500, connections opened", limit: 24, whole: true, value: failureConnections(func(f result.Failures) int { return f.Status })},
	{name: "ShipTax Get (100,000 rows), bytes allocated against the length of the body", limit: 3, whole: true, value: allocatedToBody},
	{name: "ShipTax Get (100,000 rows), time of a row against that in 1,000 rows", limit: 2, whole: true, time: true, value: rowTimeGrowth},
}

// against returns the bars that each peer sets by what it reaches itself.
func against(peer string) []bar {
	return []bar{
		{name: "Customer Get over loopback, time against " + peer, limit: 1, time: true, peer: true, value: timeAgainst(work.CustomerPadded, result.Loopback, peer, "")},
		{name: "64 goroutines, calls per second against " + peer, limit: 1, least: true, time: true, peer: true, value: speedAgainst(peer)},
	}
}

// Bars returns the checks of a run. second tells that it was built with the
// second JSON engine.
func Bars(engine string, second bool, run *result.Run) []Check {
	all := bars
	for _, c := range contender.Shipped() {
		if c.Name != contender.Library && c.Name != contender.Floor {
			all = append(all[:len(all):len(all)], against(c.Name)...)
		}
	}
	var checks []Check
	for _, b := range all {
		value, ok := b.value(run)
		if !ok && second && b.whole {
			continue
		}
		c := Check{
			Engine: engine, Name: b.name, Value: value.Median, Doubt: value.Median - value.Low, Bar: b.limit, Least: b.least,
			Missing: !ok, Timed: b.time, Disturbed: value.disturbed,
		}
		if b.least {
			c.Doubt = value.High - value.Median
		}
		if b.time && second && !b.peer {
			c.Bar += b.sign() * allowance
		}
		c.Limit = c.Bar
		if b.time {
			c.Limit *= b.stretch()
		}
		checks = append(checks, c)
	}
	return checks
}

func (b bar) sign() float64 {
	if b.least {
		return -1
	}
	return 1
}

func (b bar) stretch() float64 {
	if b.least {
		return 1 / margin
	}
	return margin
}
