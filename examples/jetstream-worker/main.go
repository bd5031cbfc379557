// Jetstream-worker links orders to customers by a NATS JetStream work queue,
// with any number of workers. It needs nothing but Go:
//
//	go run .
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

// The exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// usageError is a mistake that the caller can mend: exit code 2.
type usageError struct{ error }

// program is what a command works with.
type program struct {
	settings
	getenv   func(string) string
	in       io.Reader
	out, err io.Writer
	log      *slog.Logger
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	p := &program{getenv: os.Getenv, in: os.Stdin, out: os.Stdout, err: os.Stderr}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run runs a command and returns the exit code.
func (p *program) run(ctx context.Context, args []string) int {
	command, err := p.parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return exitDone
	}
	if err == nil {
		p.log = p.logger()
		err = command.run(p, ctx)
	}
	switch _, mendable := errors.AsType[usageError](err); {
	case err == nil:
		return exitDone
	case errors.Is(err, errInterrupted):
		fmt.Fprintln(p.err, "jetstream-worker:", err)
		return exitInterrupted
	case mendable:
		fmt.Fprintf(p.err, "jetstream-worker: %v\njetstream-worker -h tells more\n", err)
		return exitUsage
	}
	fmt.Fprintln(p.err, "jetstream-worker:", err)
	return exitFailed
}

func (p *program) logger() *slog.Logger {
	level := slog.LevelInfo
	if p.verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(p.err, &slog.HandlerOptions{Level: level}))
}
