package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
)

// writeReport writes a line of CSV for each link.
func writeReport(out io.Writer, all []links.Link, entries []entry) error {
	lines := csv.NewWriter(out)
	_ = lines.Write([]string{"line", links.OrderColumn, links.CustomerColumn, "outcome", "message"}) // Error tells
	for i, e := range entries {
		_ = lines.Write([]string{strconv.Itoa(all[i].Line), e.Order, e.Customer, string(e.Outcome), e.Message})
	}
	lines.Flush()
	return lines.Error()
}

// summary counts the outcomes, such as "10 verified, 1 rejected".
func summary(entries []entry) string {
	counts := map[outcome]int{}
	for _, e := range entries {
		counts[e.Outcome]++
	}
	var parts []string
	for _, o := range outcomes {
		if counts[o] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[o], o))
		}
	}
	if len(parts) == 0 {
		return "no links"
	}
	return strings.Join(parts, ", ")
}
