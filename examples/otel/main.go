// Otel shows what OpenTelemetry learns of the calls of a client. It needs nothing
// but Go:
//
//	go run .
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
)

// The exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

const usage = `Otel makes calls to the DECK Commerce OMS and prints the traces and metrics that
OpenTelemetry gets of them, as JSON.

Usage: otel [flags] [order number]

Without any of the variables below it starts a test server on a loopback port and
links orders on it, and the server makes some of the calls go wrong. With them it
reads the order with the given number from the history, and changes nothing.

Environment:
` + links.Environment + `
Exit code: 0 if the calls ended as they should, 1 if not, 2 for a wrong usage, 130
if it was interrupted.

Flags:
`

// streams are the files that a program begins with.
type streams struct{ out, err io.Writer }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(ctx, os.Args[1:], os.Getenv, streams{os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// settings are the command line.
type settings struct {
	pretty bool
	order  string
}

// run is the program. It returns the exit code.
func run(ctx context.Context, args []string, getenv func(string) string, std streams) int {
	s, err := parse(args, std)
	if errors.Is(err, flag.ErrHelp) {
		return exitDone
	}
	if err == nil {
		err = s.observe(ctx, getenv, std)
	}
	switch _, mendable := errors.AsType[usageError](err); {
	case err == nil:
		return exitDone
	case mendable:
		fmt.Fprintf(std.err, "otel: %v\notel -h tells more\n", err)
		return exitUsage
	case ctx.Err() != nil:
		fmt.Fprintln(std.err, "otel: interrupted")
		return exitInterrupted
	}
	fmt.Fprintln(std.err, "otel:", err)
	return exitFailed
}

// usageError is a mistake that the caller can mend: exit code 2.
type usageError struct{ error }

func parse(args []string, std streams) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("otel", flag.ContinueOnError)
	flags.BoolVar(&s.pretty, "pretty", false, "print the JSON on many lines")
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(std.out, usage)
		flags.SetOutput(std.out)
		flags.PrintDefaults()
		return s, err
	case err != nil:
		return s, usageError{err}
	case flags.NArg() > 1:
		return s, usageError{errors.New("takes one order number")}
	}
	s.order = flags.Arg(0)
	return s, nil
}

// observe makes the calls and prints what OpenTelemetry got of them.
func (s settings) observe(ctx context.Context, getenv func(string) string, std streams) error {
	t, err := newTelemetry(std.out, s.pretty)
	if err != nil {
		return err
	}
	options, err := t.options()
	if err != nil {
		return err
	}
	oms, err := links.Connect(getenv, options...)
	if err != nil {
		return usageError{err}
	}
	defer oms.Close()
	if err := s.check(oms); err != nil {
		return usageError{err}
	}
	// What was collected is printed even when the calls were interrupted.
	return errors.Join(s.makeCalls(ctx, oms, std.err), t.shutdown(context.WithoutCancel(ctx)))
}

func (s settings) check(oms *links.OMS) error {
	switch {
	case oms.Test != nil && s.order != "":
		return errors.New("an order number needs the DECK variables")
	case oms.Test == nil && s.order == "":
		return errors.New("needs the number of an order")
	}
	return nil
}

func (s settings) makeCalls(ctx context.Context, oms *links.OMS, told io.Writer) error {
	if oms.Test == nil {
		return readOrder(ctx, oms.Client, s.order, told)
	}
	fmt.Fprintf(told, "No DECK_URL is set, so this runs against %s.\n", oms.Name)
	return tour(ctx, oms.Client, oms.Test, told)
}
