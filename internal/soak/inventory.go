package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

// A mark that has no text to stand in is told by the id of its order, or by the
// address of its caller.
const (
	submitted = "sb"
	updated   = "up"
	newCycle  = 77
	clientIP  = "2001:db8::%04d:%04d"
)

var (
	marks      = regexp.MustCompile(`mk\d{8}`)
	clientMark = strings.NewReplacer("2001:db8::", "mk", ":", "")
)

// inventory counts the marks on the server, which is closed.
func (r *round) inventory() map[string]int {
	found := map[string]int{}
	for _, records := range [][]backofficetest.Record{r.server.Customers(), r.server.Addresses(), r.server.Taxes()} {
		countMarks(found, records)
	}
	for _, order := range r.server.HostwayOrders() {
		countMarks(found, order)
		countMarks(found, clientMark.Replace(order.ClientIP))
		if serial, isUpdated := strings.CutPrefix(order.ID, updated); isUpdated && order.Account.Products[0].BillingCycle == newCycle {
			found["mk"+serial]++
		}
	}
	for _, commit := range r.server.Commits("orders.Submit") {
		found["mk"+strings.TrimPrefix(commit.Key, submitted)]++
	}
	for serial := r.first; serial < r.first+r.calls; serial++ {
		order, _ := r.server.DECKOrder((&task{serial: serial}).deckNumber())
		countMarks(found, order.CustomerID)
	}
	countMarks(found, r.returns)
	return found
}

// countMarks counts the marks in all texts of value.
func countMarks(found map[string]int, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("the server holds what JSON can't: %v", err))
	}
	for _, mark := range marks.FindAllString(string(text), -1) {
		found[mark]++
	}
}
