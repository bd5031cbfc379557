// Sandbox serves all three vendors on loopback ports, for trying programs
// against them by hand. It needs nothing but Go:
//
//	go run ./examples/sandbox
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

const usage = `Sandbox serves the ManEx ERP, the DECK OMS and the Hostway API on a loopback port, prints
the settings to reach them, and logs each request with its secrets hidden. A web page shows
what the three hold. Everything stays in memory and is gone when the sandbox stops (Ctrl-C).

Usage: go run ./examples/sandbox [flags]

`

// faultUsage explains -fault, whose forms are the test server's.
func faultUsage() string {
	return `
A fault is OPERATION=FAULT, OPERATION=FAULT:COUNT or OPERATION=FAULT:always. It strikes the
next request, the next COUNT requests, or all requests for the operation; the faults of one
operation strike in the order given. The operation * stands for all that have none of their own.

  go run ./examples/sandbox -fault 'customer.Add=drop-after:3' -fault '*=delay(200ms):always'

Faults:
` + columns(backofficetest.FaultForms()) + `
Operations:
` + columns(backofficetest.Operations()) + `
Exit code: 0 after Ctrl-C, 1 if a port can't be used, 2 for a wrong usage.
`
}

// columns sets texts side by side, so that a list fits a screen.
func columns(texts []string) string {
	const perLine, width = 3, 32
	var b strings.Builder
	for line := range slices.Chunk(texts, perLine) {
		for _, text := range line[:len(line)-1] {
			fmt.Fprintf(&b, "  %-*s", width, text)
		}
		fmt.Fprintf(&b, "  %s\n", line[len(line)-1])
	}
	return b.String()
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C stops at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// settings are the flags.
type settings struct {
	port, pagePort int
	empty, bodies  bool
	faults         faults
}

// parse reads the flags. It prints the help if that is asked for.
func parse(args []string, out io.Writer) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("sandbox", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // an error is returned, and would be lost above all the help
	flags.IntVar(&s.port, "port", 8180, "the port of the vendors, 0 for a free one")
	flags.IntVar(&s.pagePort, "page-port", 8181, "the port of the web page, 0 for a free one")
	flags.BoolVar(&s.bodies, "bodies", false, "log headers and bodies too, with secrets hidden")
	flags.BoolVar(&s.empty, "empty", false, "start without sample data")
	flags.Var(&s.faults, "fault", "let requests go wrong; may be repeated, see below")
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, usage)
		flags.SetOutput(out)
		flags.PrintDefaults()
		fmt.Fprint(out, faultUsage())
	case err == nil && flags.NArg() > 0:
		err = fmt.Errorf("superfluous argument %q", flags.Arg(0))
	}
	return s, err
}

func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	s, err := parse(args, out)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintf(errOut, "sandbox: %v; -h explains the flags\n", err)
		return 2
	}
	if err := serve(ctx, s, out); err != nil {
		fmt.Fprintln(errOut, "sandbox:", err)
		return 1
	}
	return 0
}

// serve runs the sandbox until the context ends.
func serve(ctx context.Context, s settings, out io.Writer) error {
	listener, err := net.Listen("tcp", loopback(s.pagePort))
	if err != nil {
		return err
	}
	defer listener.Close()
	calls := newCallLog(out, s.bodies)
	server, err := backofficetest.Start(
		backofficetest.WithAddress(loopback(s.port)), backofficetest.WithObserver(calls.observe))
	if err != nil {
		return err
	}
	defer server.Close()
	if !s.empty {
		seed(server)
	}
	s.faults.install(server)
	printSettings(out, server, "http://"+listener.Addr().String()+"/", s.faults)
	calls.begin(server, settingsOf(server))

	page := &http.Server{Handler: newPage(server, calls), ReadHeaderTimeout: time.Minute}
	failed := make(chan error, 1)
	go func() { failed <- page.Serve(listener) }()
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = nil
	}
	_ = page.Close() // nothing is left to do about a failure
	server.Close()
	fmt.Fprintf(out, "\nStopped after %d requests, which made %d changes.\n", len(server.Requests("*")), len(server.Commits("*")))
	return err
}

func loopback(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }
