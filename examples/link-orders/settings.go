package main

import (
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
)

const usage = `Link-orders links orders to customers, and reads each order back to see that it
belongs to the customer.

Usage: link-orders [flags] [file.csv]

The CSV has the columns order_number and customer_id, named in its first line.
It comes from the file, or from standard input if there is no file or it is "-".
All of it is checked before anything is sent.

What became of the links is kept in the journal. A run that ended early, even by
a crash or a kill, is continued by running the same command again: what is done
stays done, all else is sent again, which is safe because a link sets a state.

The report has a line for each link, with its outcome:
  verified  done, and read back from the order history
  linked    done, says the OMS; could not be read back
  queued    accepted by the OMS, to be done later: run again with -verify-only
  differs   done, said the OMS; the history shows another customer
  rejected  refused by the OMS
  unknown   sent, and no answer tells what became of it
  not done  not sent, or refused for now by a rate limit

Environment:
` + links.Environment + `Without any of them a test server is started on a loopback port. It holds the
orders 100000001 to 100000100, and its links come from links/sample.csv if no
file is given.

Exit code: 0 if all links are verified, 1 if not, 2 for a wrong usage or input,
130 if it was interrupted. Ctrl-C finishes the calls under way; a second one ends
the program at once.

Flags:
`

type settings struct {
	workers    int
	rate       float64
	journal    string
	report     string
	dryRun     bool
	verifyOnly bool
	file       string
}

// parse reads the command line. It has told what is wrong when it fails.
func parse(args []string, std streams) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("link-orders", flag.ContinueOnError)
	flags.IntVar(&s.workers, "workers", 8, "how many links are made at the same time")
	flags.Float64Var(&s.rate, "rate", 0, "most requests a second, 0 for no limit")
	flags.StringVar(&s.journal, "journal", "", "file of the journal (default \"links.journal\", a temporary one for the test server)")
	flags.StringVar(&s.report, "report", "", "file of the report (default standard output)")
	flags.BoolVar(&s.dryRun, "dry-run", false, "print the requests, without secrets, and send none")
	flags.BoolVar(&s.verifyOnly, "verify-only", false, "make no link, read every order back")
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(std.out, usage)
		flags.SetOutput(std.out)
		flags.PrintDefaults()
		return s, err
	}
	s.file = flags.Arg(0)
	if err == nil {
		err = s.check(flags.NArg())
	}
	if err != nil {
		fmt.Fprintf(std.err, "link-orders: %v\nlink-orders -h tells more\n", err)
	}
	return s, err
}

func (s *settings) check(files int) error {
	var found []error
	if files > 1 {
		found = append(found, errors.New("takes one file"))
	}
	if s.workers < 1 {
		found = append(found, errors.New("-workers needs a number from 1"))
	}
	if !(s.rate >= 0) { // NaN is no rate either
		found = append(found, errors.New("-rate needs a number from 0"))
	}
	if s.dryRun && s.verifyOnly {
		found = append(found, errors.New("-dry-run and -verify-only exclude each other"))
	}
	return errors.Join(found...)
}
