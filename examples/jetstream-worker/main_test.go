package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asProgram makes the test binary be the program.
const asProgram = "JETSTREAM_WORKER_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// site is an OMS with orders, a NATS server, and the queue on it.
type site struct {
	*backofficetest.Server
	nats   *embedded
	port   int
	queue  *queue
	folder string
	orders int
}

func newSite(t *testing.T, orders int, options ...backofficetest.Option) *site {
	t.Helper()
	s := &site{Server: backofficetest.NewServer(t, options...), folder: t.TempDir(), orders: orders}
	for i := range orders {
		s.SeedDECK(backofficetest.DECKOrder{Number: orderNumber(i), CustomerID: oms.GuestCustomerID})
	}
	s.port = -1
	s.startNATS(t)
	s.port = s.nats.Addr().(*net.TCPAddr).Port
	t.Cleanup(s.stopNATS)
	var err error
	s.queue, err = connect(t.Context(), s.nats.ClientURL(), "", 1)
	require.NoError(t, err)
	t.Cleanup(s.queue.conn.Close)
	return s
}

func (s *site) startNATS(t *testing.T) {
	t.Helper()
	var err error
	s.nats, err = embed(filepath.Join(s.folder, "nats"), s.port)
	require.NoError(t, err)
}

func (s *site) stopNATS() { s.nats.close() }

func orderNumber(i int) string { return strconv.Itoa(5000 + i) }
func customerID(i int) string  { return "C-" + strconv.Itoa(i) }

// links returns the links of the orders, and of so many that are not there.
func (s *site) links(strangers int) []links.Link {
	var all []links.Link
	for i := range s.orders + strangers {
		all = append(all, links.Link{Line: i + 2, Order: orderNumber(i), Customer: customerID(i)})
	}
	return all
}

// publish puts links on the queue.
func (s *site) publish(t *testing.T, all []links.Link) {
	t.Helper()
	require.NoError(t, s.queue.publish(t.Context(), all, &lockedBuffer{}))
}

// file writes links to a file and returns its path.
func (s *site) file(t *testing.T, all []links.Link) string {
	t.Helper()
	var text strings.Builder
	text.WriteString("order_number,customer_id\n")
	for _, link := range all {
		fmt.Fprintf(&text, "%s,%s\n", link.Order, link.Customer)
	}
	path := filepath.Join(s.folder, "links.csv")
	require.NoError(t, os.WriteFile(path, []byte(text.String()), 0o600))
	return path
}

func (s *site) environment() map[string]string {
	return map[string]string{
		"NATS_URL": s.nats.ClientURL(), "DECK_URL": s.DECKURL(), "DECK_SITE_CODE": s.DECKSiteCode(), "DECK_API_KEY": s.DECKAPIKey(),
	}
}

// linked counts the orders that belong to their customers.
func (s *site) linked() int {
	count := 0
	for i := range s.orders {
		if order, _ := s.DECKOrder(orderNumber(i)); order.CustomerID == customerID(i) {
			count++
		}
	}
	return count
}

func (s *site) sent() int { return len(s.Requests("oms.LinkAccount")) }

// waiting returns how many links are on the queue, and how many of them a worker
// has, or was told to put off.
func (s *site) waiting(t *testing.T) (all, taken int) {
	t.Helper()
	stream, err := s.queue.todo.Info(t.Context())
	require.NoError(t, err)
	consumer, err := s.queue.consumer(t.Context(), time.Second)
	require.NoError(t, err)
	info, err := consumer.Info(t.Context())
	require.NoError(t, err)
	return int(stream.State.Msgs), info.NumAckPending
}

// letters returns the dead letters by order.
func (s *site) letters(t *testing.T) map[string]letter {
	t.Helper()
	found := map[string]letter{}
	require.NoError(t, s.queue.letters(t.Context(), func(_ uint64, l letter) error {
		assert.NotContains(t, found, l.Order, "one letter for each link")
		found[l.Order] = l
		return nil
	}))
	return found
}

// newWorker returns a worker with short waits.
func (s *site) newWorker(t *testing.T, ackWait time.Duration) (*worker, *lockedBuffer) {
	t.Helper()
	o, err := links.Connect(func(name string) string { return s.environment()[name] })
	require.NoError(t, err)
	consumer, err := s.queue.consumer(t.Context(), ackWait)
	require.NoError(t, err)
	log := &lockedBuffer{}
	return &worker{
		client: o.Client, queue: s.queue, consumer: consumer, parallel: 3, untilEmpty: true,
		backoff: backoff{base: 20 * time.Millisecond, limit: 100 * time.Millisecond},
		log:     slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}, log
}

// result is what a run left.
type result struct {
	code        int
	out, errOut string
}

// start runs the program in this process.
func start(t *testing.T, environment map[string]string, input string, args ...string) result {
	t.Helper()
	var out, errOut lockedBuffer
	p := &program{getenv: func(name string) string { return environment[name] }, in: strings.NewReader(input), out: &out, err: &errOut}
	ctx, cancel := context.WithTimeout(t.Context(), 45*time.Second) // a worker that should have stopped must not run for ever
	defer cancel()
	code := p.run(ctx, args)
	if key := environment["DECK_API_KEY"]; key != "" {
		assert.NotContains(t, out.String()+errOut.String(), key)
	}
	return result{code, out.String(), errOut.String()}
}

// records reads CSV.
func records(t *testing.T, text string) [][]string {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	return lines
}

// process is the program in a process of its own.
type process struct {
	*exec.Cmd
	out, errOut lockedBuffer
}

func spawn(t *testing.T, environment map[string]string, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.CommandContext(t.Context(), os.Args[0], args...)}
	p.Stdout, p.Stderr = &p.out, &p.errOut
	p.Env = append(os.Environ(), asProgram+"=1")
	for name, value := range environment {
		p.Env = append(p.Env, name+"="+value)
	}
	require.NoError(t, p.Start())
	return p
}

// wait returns the exit code, -1 after a kill.
func (p *process) wait(t *testing.T) int {
	t.Helper()
	err := p.Wait()
	if _, exited := errors.AsType[*exec.ExitError](err); !exited {
		require.NoError(t, err)
	}
	return p.ProcessState.ExitCode()
}

// eventually waits until something holds.
func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	require.Eventually(t, holds, 30*time.Second, time.Millisecond)
}

// put publishes data that publish would not.
func (s *site) put(t *testing.T, subject, data string) {
	t.Helper()
	_, err := s.queue.js.Publish(t.Context(), subject, []byte(data), jetstream.WithExpectStream(todoStream))
	require.NoError(t, err)
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

// within runs f with a context that ends the test if f hangs.
func within(t *testing.T, limit time.Duration, f func(context.Context)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	f(ctx)
	require.NoError(t, ctx.Err(), "it took too long")
}
