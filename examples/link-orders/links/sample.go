package links

import (
	_ "embed"
	"io"
	"strings"
)

//go:embed sample.csv
var sample string

// Sample returns links for the orders of the test server, and one for an order
// that it does not have.
func Sample() io.Reader { return strings.NewReader(sample) }
