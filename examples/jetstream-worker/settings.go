package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
)

const usage = `Jetstream-worker links orders to customers by a NATS JetStream work queue.

Usage: jetstream-worker [command] [flags] [file.csv]

Commands:
  run      publish the file and work until the queue is empty, with a NATS server
           in this process; this is what it does without a command
  publish  put the links of the file on the queue
  work     make the links on the queue, until SIGINT or SIGTERM
  dead     print the links that were refused, as CSV
  serve    be a NATS server, for trying the other commands on one machine

The CSV has the columns order_number and customer_id, named in its first line.
It comes from the file, or from standard input if there is no file or it is "-".
All of it is checked before anything is published. The queue takes one link of an
order at a time.

A link that was made leaves the queue. One that was refused becomes a dead letter
with the reason. While the OMS is away, or wants a pause, links wait on the queue.
A wrong API key stops the worker. Ctrl-C or SIGTERM finishes the calls under way;
a second one ends the program at once, and the queue gives its links to others.

Environment:
  NATS_URL           addresses of NATS servers, for publish, work and dead
  NATS_CREDS         optional: file with NATS credentials
` + links.Environment + `Without any DECK variable run and serve start a test server on a loopback port.
It holds the orders 100000001 to 100000100, and the links of run come from
links/sample.csv of the example link-orders if no file is given.

Exit code: 0 if all went well, for work also when it was asked to stop; 1 if
something failed or run met a link that was refused; 2 for a wrong usage or
input; 130 if run was interrupted.

Flags of %s:
`

// settings are the flags of all commands.
type settings struct {
	parallel   int
	rate       float64
	backoff    backoff
	ackWait    time.Duration
	untilEmpty bool
	replicas   int
	remove     bool
	port       int
	store      string
	verbose    bool
	file       string
}

// command is one thing the program can do.
type command struct {
	name  string
	file  bool // it reads a file
	flags []func(*settings, *flag.FlagSet)
	run   func(*program, context.Context) error
}

var commands = []command{
	{"run", true, []func(*settings, *flag.FlagSet){(*settings).workFlags}, (*program).runAll},
	{"publish", true, []func(*settings, *flag.FlagSet){(*settings).queueFlags}, (*program).publish},
	{"work", false, []func(*settings, *flag.FlagSet){(*settings).workFlags, (*settings).serviceFlags, (*settings).queueFlags}, (*program).work},
	{"dead", false, []func(*settings, *flag.FlagSet){(*settings).deadFlags}, (*program).printDead},
	{"serve", false, []func(*settings, *flag.FlagSet){(*settings).serverFlags}, (*program).serve},
}

var defaults = settings{
	parallel: 4,
	backoff:  backoff{base: time.Second, limit: time.Minute},
	ackWait:  30 * time.Second,
	replicas: 1,
	port:     4222,
}

func (s *settings) workFlags(flags *flag.FlagSet) {
	flags.IntVar(&s.parallel, "parallel", s.parallel, "how many links are made at the same time")
	flags.Float64Var(&s.rate, "rate", s.rate, "most requests a second of this worker, 0 for no limit")
	flags.DurationVar(&s.backoff.base, "backoff", s.backoff.base, "first wait of a link that was put off; each further one is twice as long")
	flags.DurationVar(&s.backoff.limit, "max-backoff", s.backoff.limit, "longest wait of a link that was put off")
	flags.DurationVar(&s.ackWait, "ack-wait", s.ackWait, "when the links of a dead worker go to another one; counts when the first worker starts")
	flags.BoolVar(&s.verbose, "v", s.verbose, "log every link")
}

func (s *settings) serviceFlags(flags *flag.FlagSet) {
	flags.BoolVar(&s.untilEmpty, "until-empty", s.untilEmpty, "stop when the queue is empty")
}

func (s *settings) queueFlags(flags *flag.FlagSet) {
	flags.IntVar(&s.replicas, "replicas", s.replicas, "copies of the queue in a cluster; counts when the queue is made")
}

func (s *settings) deadFlags(flags *flag.FlagSet) {
	flags.BoolVar(&s.remove, "remove", s.remove, "remove what was printed")
}

func (s *settings) serverFlags(flags *flag.FlagSet) {
	flags.IntVar(&s.port, "port", s.port, "loopback port, -1 for a free one")
	flags.StringVar(&s.store, "store", s.store, "folder of the queue (default a temporary one)")
}

// parse reads the command line.
func (p *program) parse(args []string) (*command, error) {
	p.settings = defaults
	command, args := find(args)
	flags := flag.NewFlagSet(command.name, flag.ContinueOnError)
	for _, add := range command.flags {
		add(&p.settings, flags)
	}
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(p.out, usage, command.name)
		flags.SetOutput(p.out)
		flags.PrintDefaults()
		return nil, err
	case err != nil:
		return nil, usageError{err}
	}
	p.file = flags.Arg(0)
	return command, p.check(command, flags.NArg())
}

// find returns the command that the arguments begin with, run if they don't.
func find(args []string) (*command, []string) {
	if len(args) > 0 {
		at := slices.IndexFunc(commands, func(c command) bool { return c.name == args[0] })
		if at >= 0 {
			return &commands[at], args[1:]
		}
	}
	return &commands[0], args
}

func (s *settings) check(c *command, files int) error {
	var found []error
	if files > 0 && !c.file {
		found = append(found, fmt.Errorf("%s takes no file", c.name))
	}
	if files > 1 && c.file {
		found = append(found, errors.New("takes one file"))
	}
	if s.replicas < 1 {
		found = append(found, errors.New("-replicas needs a number from 1"))
	}
	if s.parallel < 1 {
		found = append(found, errors.New("-parallel needs a number from 1"))
	}
	if !(s.rate >= 0) { // NaN is no rate either
		found = append(found, errors.New("-rate needs a number from 0"))
	}
	if s.backoff.base <= 0 || s.backoff.limit < s.backoff.base {
		found = append(found, errors.New("-backoff needs a time above 0, and -max-backoff one that is not shorter"))
	}
	if s.ackWait < time.Second {
		found = append(found, errors.New("-ack-wait needs a time from 1s"))
	}
	if s.port != -1 && (s.port < 1 || s.port > 65535) {
		found = append(found, errors.New("-port needs a number from 1 to 65535, or -1"))
	}
	if len(found) > 0 {
		return usageError{errors.Join(found...)}
	}
	return nil
}
