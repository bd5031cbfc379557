// Quickstart is a guided tour of the three vendors against a test server that
// it starts by itself on a loopback port. It needs nothing but Go:
//
//	go run ./examples/quickstart
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

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

const usage = `Quickstart takes a customer, an order link and an order through their lives, against a
test server that it starts on a loopback port. Nothing leaves this machine.

Usage: go run ./examples/quickstart

Exit code: 0 if everything went as it should, 1 if not, 2 for a wrong usage.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := start(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// start is the program. It returns the exit code.
func start(ctx context.Context, args []string, out, trouble io.Writer) int {
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, usage)
		return 0
	case err != nil || flags.NArg() > 0:
		fmt.Fprint(trouble, usage)
		return 2
	}
	if err := run(ctx, out); err != nil {
		fmt.Fprintln(trouble, "quickstart:", err)
		return 1
	}
	return 0
}

// run starts the server and visits one vendor after the other.
func run(ctx context.Context, out io.Writer) error {
	server, err := backofficetest.Start(backofficetest.WithTaxAddresses())
	if err != nil {
		return err
	}
	defer server.Close()
	fmt.Fprintf(out, "A test server listens on %s.\n", server.URL())
	for _, visit := range []func(context.Context, io.Writer, *backofficetest.Server) error{visitERP, visitOMS, visitHostway} {
		if err := visit(ctx, out, server); err != nil {
			return err
		}
	}
	fmt.Fprintln(out, "\nThat was all. The README shows how to do the same against your own servers.")
	return nil
}

func chapter(out io.Writer, title string) { fmt.Fprintf(out, "\n%s\n\n", title) }

func say(out io.Writer, format string, args ...any) { fmt.Fprintf(out, "  "+format+"\n", args...) }
