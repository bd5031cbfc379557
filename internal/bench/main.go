// Bench measures this library beside a client written by hand and eight others,
// and writes docs/performance.md:
//
//	go run -C internal/bench .                 # everything, some twenty minutes
//	go run -C internal/bench . -quick -gate    # what CI asks, below a minute
//	go run -C internal/bench . -update         # the table of allocations anew
//
// It builds itself twice, once for each JSON engine of the standard library,
// and runs both. Each of them starts itself once more as the server that
// answers, so that processor time and memory of the measuring process belong to
// the client alone.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/bench/gate"
	"github.com/backoffice-sdk/backoffice/internal/bench/loopback"
	"github.com/backoffice-sdk/backoffice/internal/bench/report"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

// The roles a process of this program can have, named by its first argument.
// Without one it is the process that the user started.
const (
	roleMeasure    = "measure"
	roleOperations = "operations"
	roleServe      = "serve"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	role := ""
	if len(arguments) > 0 {
		role = arguments[0]
	}
	switch role {
	case roleServe:
		return loopback.Serve(os.Stdin, os.Stdout)
	case roleMeasure, roleOperations:
		return measureHere(role, os.Stdin, os.Stdout)
	}
	return lead(arguments)
}

// options are what the user asked for.
type options struct {
	quick, gate, update bool
	rounds              int
	out                 string
}

func parse(arguments []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.BoolVar(&o.quick, "quick", false, "measure only what the gate asks for, with fewer rounds, and write no report")
	flags.BoolVar(&o.gate, "gate", false, "fail when a bar is missed by more than its margin or an allocation differs from the table")
	flags.BoolVar(&o.update, "update", false, "write "+tableFile+" anew and do nothing else")
	flags.IntVar(&o.rounds, "rounds", 0, "number of paired rounds; 0 is 120, or 60 with -quick")
	flags.StringVar(&o.out, "out", "", "file of the report; without it docs/performance.md, or none with -quick")
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if o.rounds < 0 {
		return o, errors.New("-rounds needs a positive number")
	}
	if o.out == "" && !o.quick {
		o.out = filepath.Join("..", "..", "docs", "performance.md")
	}
	return o, nil
}

const tableFile = "allocations.txt"

// lead is the process that the user started.
func lead(arguments []string) error {
	o, err := parse(arguments)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	programs, err := build()
	if err != nil {
		return err
	}
	defer programs.remove()
	if o.update {
		return updateTable(programs)
	}
	began := time.Now()
	runs := make([]*result.Run, len(engines))
	for i, engine := range engines {
		if runs[i], err = programs.measure(engine, o.plan(i == 0)); err != nil {
			return err
		}
	}
	bars := barsOf(runs)
	table, err := checkTable(runs)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "measured in %.0f s\n", time.Since(began).Seconds())
	if o.out != "" {
		if err := writeReport(o, runs, bars); err != nil {
			return err
		}
	}
	return judge(os.Stdout, slices.Concat(bars, table), o.gate)
}

// barsOf compares the runs with the bars.
func barsOf(runs []*result.Run) []gate.Check {
	var checks []gate.Check
	for i, engine := range engines {
		checks = append(checks, gate.Bars(engine.name, i > 0, runs[i])...)
	}
	return checks
}

// checkTable compares the runs with the checked-in table.
func checkTable(runs []*result.Run) ([]gate.Check, error) {
	table, err := readTable()
	if err != nil {
		return nil, err
	}
	var checks []gate.Check
	for i, engine := range engines {
		checks = append(checks, table.Check(engine.name, runs[i])...)
	}
	return checks, nil
}

func readTable() (*gate.Table, error) {
	text, err := os.ReadFile(tableFile)
	if err != nil {
		return nil, err
	}
	return gate.ParseTable(text)
}

// judge prints what is not as it should be, one line each.
func judge(w io.Writer, checks []gate.Check, failing bool) error {
	broken, timed, skipped := 0, 0, 0
	for _, c := range checks {
		if c.Timed {
			timed++
		}
		if c.Disturbed {
			skipped++
		}
		switch {
		case c.Broken():
			broken++
			fmt.Fprintln(w, "FAIL", c)
		case !c.Met():
			fmt.Fprintln(w, "over", c)
		}
	}
	if skipped > 0 {
		fmt.Fprintf(w, "SKIPPED: %d of %d times are not judged, because not even equals came out as equal beside them\n", skipped, timed)
	}
	fmt.Fprintf(w, "%d checks, %d failed\n", len(checks), broken)
	if failing && broken > 0 {
		return fmt.Errorf("the gate is shut: %d of %d checks failed", broken, len(checks))
	}
	if failing && timed > 0 && skipped == timed {
		return errors.New("no time could be judged: run it again when the machine has less to do")
	}
	return nil
}

func updateTable(programs *programs) error {
	var table *gate.Table
	for _, engine := range engines {
		run, err := programs.operations(engine)
		if err != nil {
			return err
		}
		if table == nil {
			table = gate.NewTable(run.Go)
		}
		table.Add(engine.name, run.Operations)
	}
	return os.WriteFile(tableFile, table.Format(), 0o644)
}

func writeReport(o options, runs []*result.Run, bars []gate.Check) error {
	text, err := report.Render(report.Input{
		First: runs[0], Second: runs[1], Bars: bars, Quick: o.quick, Rounds: o.plan(true).Rounds, Date: time.Now(),
	})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(o.out), 0o755); err != nil {
		return err
	}
	return os.WriteFile(o.out, text, 0o644)
}
