// Soak sends calls of all operations of all vendors through faults at random to
// a test server, and then compares the server's ledger with what the callers
// were told:
//
//	go run ./internal/soak -calls 20000 -goroutines 64
//	go run ./internal/soak -duration 20s
//
// It fails if a write that was reported done is not there, or twice, if one that
// was reported refused or not sent is there, if a read returned something else
// than the server holds, or if memory, connections or goroutines grow.
//
// The seed decides what is called and which faults there are. It does not decide
// which request meets which fault, because the calls run at the same time.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func run(arguments []string, out io.Writer) error {
	p, err := parse(arguments)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "seed %d\n", p.seed)
	s, err := newSoak(p)
	if err != nil {
		return err
	}
	if err := s.run(); err != nil {
		return err
	}
	return s.report(out)
}

// plan is what the user asked for.
type plan struct {
	calls      int
	goroutines int
	seed       uint64
	duration   time.Duration
}

func parse(arguments []string) (plan, error) {
	var p plan
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	flags.IntVar(&p.calls, "calls", 0, "stop after this many calls; 0 is 20000, or no limit with -duration")
	flags.IntVar(&p.goroutines, "goroutines", 64, "how many calls run at the same time")
	flags.Uint64Var(&p.seed, "seed", 0, "seed of all that happens at random; 0 takes one at random")
	flags.DurationVar(&p.duration, "duration", 0, "stop after this time; 0 is no limit")
	if err := flags.Parse(arguments); err != nil {
		return p, err
	}
	switch {
	case flags.NArg() > 0:
		return p, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case p.calls < 0, p.goroutines < 1, p.duration < 0:
		return p, errors.New("-calls and -duration must not be negative, -goroutines must be positive")
	}
	if p.calls == 0 && p.duration == 0 {
		p.calls = 20_000
	}
	for p.seed == 0 {
		p.seed = rand.Uint64()
	}
	return p, nil
}
