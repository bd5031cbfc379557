package main

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	killRows = flag.Int("rows", 2000, "TestKill: how many rows are imported")
	kills    = flag.Int("kills", 10, "TestKill: how often the import is killed")
	killSeed = flag.Uint64("seed", 0, "TestKill: the seed of the faults and the kills, 0 for a new one")
)

// TestKill imports many rows over a bad network and kills the program with
// SIGKILL at random points, each time in the middle of a request. In the end
// nothing may be in the ERP twice, and all that the report calls done must be
// there once. Then a last run, without faults, must bring everything to its end.
//
//	go test -run TestKill -v -rows 20000 -kills 100
func TestKill(t *testing.T) {
	t.Parallel()
	seed := *killSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	w := newWorkplace(t)
	w.generate(t, *killRows)
	k := &killer{random: random, faults: map[string]int{}}
	k.points = slices.Sorted(slices.Values(random.Perm(*killRows * 9 / 10)[:*kills]))
	w.server.Chance(k.pick)
	program := w.build(t)

	runs, killed := 0, 0
	for code := -1; code < 0; runs++ {
		if code = k.run(t, w, program); code < 0 {
			killed++
		}
	}
	assert.Equal(t, *kills, killed)
	w.heldAtMostOnce(t, *killRows)
	faulty := w.count(t)
	t.Logf("%d rows, %d kills, %d runs, %d requests, faults %v", *killRows, killed, runs, len(w.server.Requests("*")), k.faults)
	t.Logf("under faults: %v", faulty)

	w.server.Chance(nil)
	assert.Equal(t, codeDone, k.run(t, w, program, "-resend-addresses-after", "1ns"))
	w.heldAtMostOnce(t, *killRows)
	last := w.count(t)
	t.Logf("in the end: %v; %d commits", last, len(w.server.Commits("*")))
	assert.Equal(t, *killRows, last["done"])
	assert.Positive(t, last[byRestart], "the kills hit rows that were under way")
	assert.Len(t, w.server.Commits("*"), *killRows)
}

// TestSignal sends the program a real interrupt in the middle of a request.
func TestSignal(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	k := &killer{}
	program := w.build(t)
	var once sync.Once
	w.server.Chance(func(string) backofficetest.Fault {
		once.Do(func() {
			k.mu.Lock() // the process is known once it is started
			defer k.mu.Unlock()
			_ = k.process.Signal(os.Interrupt) // the exit code tells
		})
		return backofficetest.Delay(100 * time.Millisecond)
	})
	require.Equal(t, codeInterrupted, k.run(t, w, program, "-workers", "1"))
	assert.Len(t, w.server.Commits("*"), 1, "the call under way came to its end")
	assert.Equal(t, map[string]int{"done": 1, "not sent": 5}, w.count(t))

	w.server.Chance(nil)
	require.Equal(t, codeDone, k.run(t, w, program))
	w.holdsAll(t)
}

// generate writes files with rows that can be told apart by their content.
func (w *workplace) generate(t *testing.T, rows int) {
	t.Helper()
	customerCount, addressCount := rows*4/10, rows*7/20
	text := map[string]*strings.Builder{}
	for name, header := range map[string]string{
		"customers": "id,number,name,status,credit_limit\n",
		"addresses": "id,customer,address1,city\n",
		"taxes":     "id,address,description,rate,tax_id,record_type\n",
	} {
		text[name] = &strings.Builder{}
		text[name].WriteString(header)
	}
	for i := range customerCount {
		// Every other customer gets its number from the program.
		number := ""
		if i%2 == 0 {
			number = fmt.Sprintf("%010d", 500_000+i)
		}
		fmt.Fprintf(text["customers"], "C%d,%s,content of C%d,Active,%d\n", i, number, i, i)
	}
	for i := range addressCount {
		fmt.Fprintf(text["addresses"], "A%d,C%d,content of A%d,Swilton\n", i, i%customerCount, i)
	}
	for i := range rows - customerCount - addressCount {
		fmt.Fprintf(text["taxes"], "T%d,A%d,content of T%d,8.25,CA,S\n", i, i%addressCount, i)
	}
	for name, b := range text {
		w.write(t, name, b.String())
	}
}

func (w *workplace) build(t *testing.T) string {
	t.Helper()
	program := w.path("program")
	output, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput()
	require.NoError(t, err, string(output))
	return program
}

// killer makes requests go wrong and kills the program at the points, which are
// counts of requests.
type killer struct {
	mu       sync.Mutex
	random   *rand.Rand
	points   []int
	requests int
	faults   map[string]int
	process  *os.Process
	doomed   bool // the process is about to be killed
}

// badNetwork is what may go wrong, and how often in a thousand requests.
var badNetwork = []struct {
	fault    backofficetest.Fault
	thousand int
}{
	{backofficetest.DropBefore(), 40},
	{backofficetest.DropAfter(), 40},
	{backofficetest.ResetAfter(), 20},
	{backofficetest.Status(503), 30},
	{backofficetest.StatusAfter(503), 20},
	{backofficetest.CutBody(20), 10},
	{backofficetest.Delay(3 * time.Millisecond), 20},
	{backofficetest.DelayAfter(3 * time.Millisecond), 20},
}

// pick chooses the fault of a request, and kills the program if its time has come.
func (k *killer) pick(string) backofficetest.Fault {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.requests++
	if !k.doomed && len(k.points) > 0 && k.requests > k.points[0] {
		k.doomed, k.points = true, k.points[1:]
		process := k.process
		// Now, while this request is under way, or a little later.
		time.AfterFunc(time.Duration(k.random.IntN(5000))*time.Microsecond, func() { _ = process.Kill() })
	}
	dice := k.random.IntN(1000)
	for _, f := range badNetwork {
		if dice -= f.thousand; dice < 0 {
			k.faults[f.fault.String()]++
			return f.fault
		}
	}
	return backofficetest.Fault{}
}

// run runs the program and returns its exit code, -1 if it was killed.
func (k *killer) run(t *testing.T, w *workplace, program string, more ...string) int {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, w.args(append([]string{"-workers", "8", "-first-number", "900000"}, more...)...)...)
	command.Env = append(os.Environ(), "MANEX_URL="+w.env["MANEX_URL"], "MANEX_KEY="+w.env["MANEX_KEY"])
	var screen strings.Builder
	command.Stdout, command.Stderr = &screen, &screen
	k.mu.Lock()
	err := command.Start()
	k.process, k.doomed = command.Process, false
	k.mu.Unlock()
	require.NoError(t, err)
	err = command.Wait()
	w.hasNoSecret(t, result{out: screen.String()})
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		require.Contains(t, []int{-1, codeIncomplete, codeInterrupted}, failed.ExitCode(), screen.String())
		return failed.ExitCode()
	}
	require.NoError(t, err)
	return codeDone
}

// heldAtMostOnce compares the report with what the server holds, by content: a
// row that was sent under two keys would be there twice.
func (w *workplace) heldAtMostOnce(t *testing.T, rows int) {
	t.Helper()
	held := map[string]int{}
	for _, record := range slices.Concat(w.server.Customers(), w.server.Addresses(), w.server.Taxes()) {
		for _, column := range []string{"CUSTNAME", "ADDRESS1", "TAXDESC"} {
			text, _ := record[column].(string)
			if id, ok := strings.CutPrefix(text, "content of "); ok {
				held[id]++
			}
		}
	}
	for id, times := range held {
		assert.Equal(t, 1, times, "%s is in the ERP %d times", id, times)
	}
	report := w.report(t)
	assert.Len(t, report, rows)
	for id, line := range report {
		if line.outcome == "done" {
			assert.Equal(t, 1, held[id], "%s is called done", id)
		}
		if line.outcome == "not sent" || line.outcome == "rejected" {
			assert.Zero(t, held[id], "%s is called %s", id, line.outcome)
		}
	}
	commits := map[backofficetest.Commit]int{}
	for _, c := range w.server.Commits("*") {
		c.At = time.Time{}
		commits[c]++
	}
	for c, times := range commits {
		assert.Equal(t, 1, times, "%s %s was committed %d times", c.Op, c.Key, times)
	}
	assert.Len(t, commits, len(held), "every commit is a row")
}

// count counts the outcomes of the report, and what settled them.
func (w *workplace) count(t *testing.T) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, line := range w.report(t) {
		counts[line.outcome]++
		if line.settledBy != "" {
			counts[line.settledBy]++
		}
	}
	return counts
}
