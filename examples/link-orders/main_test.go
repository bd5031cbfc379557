package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asProgram makes the test binary be the program.
const asProgram = "LINK_ORDERS_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// site is a server with orders, and a folder with the files of the program.
type site struct {
	*backofficetest.Server
	folder string
	orders int
}

func newSite(t *testing.T, orders int, options ...backofficetest.Option) site {
	t.Helper()
	s := site{backofficetest.NewServer(t, options...), t.TempDir(), orders}
	var input strings.Builder
	input.WriteString("order_number,customer_id\n")
	for i := range orders {
		s.SeedDECK(backofficetest.DECKOrder{Number: orderNumber(i), CustomerID: oms.GuestCustomerID})
		fmt.Fprintf(&input, "%s,%s\n", orderNumber(i), customerID(i))
	}
	require.NoError(t, os.WriteFile(s.path("links.csv"), []byte(input.String()), 0o600))
	return s
}

func orderNumber(i int) string { return strconv.Itoa(5000 + i) }
func customerID(i int) string  { return "C-" + strconv.Itoa(i) }

func (s site) path(name string) string { return filepath.Join(s.folder, name) }

func (s site) args(more ...string) []string {
	return append(append([]string{"-journal", s.path("links.journal")}, more...), s.path("links.csv"))
}

func (s site) environment() map[string]string {
	return map[string]string{"DECK_URL": s.DECKURL(), "DECK_SITE_CODE": s.DECKSiteCode(), "DECK_API_KEY": s.DECKAPIKey()}
}

// linked counts the orders that belong to their customers.
func (s site) linked() int {
	count := 0
	for i := range s.orders {
		if order, _ := s.DECKOrder(orderNumber(i)); order.CustomerID == customerID(i) {
			count++
		}
	}
	return count
}

func (s site) sent() int { return len(s.Requests("oms.LinkAccount")) }

// result is what a run left.
type result struct {
	code        int
	out, errOut string
}

// start runs the program on a site.
func (s site) start(t *testing.T, ctx context.Context, more ...string) result {
	t.Helper()
	return start(t, ctx, s.environment(), "", s.args(more...)...)
}

func start(t *testing.T, ctx context.Context, environment map[string]string, input string, args ...string) result {
	t.Helper()
	var out, errOut lockedBuffer
	getenv := func(name string) string { return environment[name] }
	code := run(ctx, args, getenv, streams{strings.NewReader(input), &out, &errOut})
	r := result{code, out.String(), errOut.String()}
	if key := environment["DECK_API_KEY"]; key != "" {
		assert.NotContains(t, r.out+r.errOut, key)
	}
	return r
}

// outcomes returns how often the report has each outcome.
func (r result) outcomes(t *testing.T) map[string]int {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(r.out)).ReadAll()
	require.NoError(t, err)
	require.NotEmpty(t, lines)
	assert.Equal(t, []string{"line", "order_number", "customer_id", "outcome", "message"}, lines[0])
	counts := map[string]int{}
	for _, line := range lines[1:] {
		counts[line[3]]++
	}
	return counts
}

// lockedBuffer may be written to and read at the same time.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
