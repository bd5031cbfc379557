// Import-customers adds customers, addresses and taxes from CSV files to a ManEx
// ERP, each exactly once, however often it is interrupted:
//
//	go run . -dry-run -customers testdata/customers.csv -addresses testdata/addresses.csv -taxes testdata/taxes.csv
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/backoffice-sdk/backoffice"
	"golang.org/x/time/rate"
)

// The exit codes.
const (
	codeDone        = 0
	codeIncomplete  = 1
	codeUsage       = 2
	codeInterrupted = 130
)

// interruptHelp ends with an empty line, because a progress bar is drawn over the
// last one.
const interruptHelp = `
Stopping after the calls under way. Ctrl-C again stops at once; the journal survives that too.

`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() {
		stop() // a second Ctrl-C stops at once
		fmt.Fprint(os.Stderr, interruptHelp)
	})
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// program is one run of the program.
type program struct {
	settings
	env         func(string) string
	out, errOut io.Writer
}

func run(ctx context.Context, args []string, env func(string) string, out, errOut io.Writer) int {
	s, err := parse(args, out)
	if errors.Is(err, flag.ErrHelp) {
		return codeDone
	}
	p := &program{s, env, out, errOut}
	if err != nil {
		return p.refuse(fmt.Errorf("%w; -h explains the flags", err))
	}
	f, err := readFiles(ctx, s.paths, s.separator)
	switch {
	case err != nil:
		return p.refuse(err)
	case len(f.problems) > 0:
		return p.list(f.problems)
	case s.dryRun:
		return p.dryRun(ctx, f)
	}
	return p.importFiles(ctx, f)
}

// refuse ends a run that can't begin.
func (p *program) refuse(err error) int {
	fmt.Fprintln(p.errOut, "import-customers:", err)
	return codeUsage
}

// list prints everything that is wrong with the files.
func (p *program) list(problems []problem) int {
	for _, problem := range problems {
		fmt.Fprintln(p.errOut, problem)
	}
	return p.refuse(fmt.Errorf("nothing was sent; problems: %d", len(problems)))
}

// connect returns the clients, and the root URL that the journal belongs to.
func (p *program) connect() (*erp, string, error) {
	rootURL, apiKey := p.env("MANEX_URL"), p.env("MANEX_KEY")
	if rootURL == "" || apiKey == "" {
		return nil, "", errors.New(serverHelp)
	}
	options := []backoffice.Option{backoffice.WithRateLimit(rate.NewLimiter(rate.Limit(p.rate), 1))}
	if p.plainHTTP {
		options = append(options, backoffice.WithPlainHTTP())
	}
	e, err := newERP(rootURL, apiKey, options...)
	return e, p.server(), inOwnWords(err)
}

// ownWords are the names that the library's arguments and options have here.
var ownWords = strings.NewReplacer("rootURL", "MANEX_URL", "apiKey", "MANEX_KEY", "WithPlainHTTP", "-plain-http")

// inOwnWords says what is wrong with the settings without naming the library's
// functions, which its user does not know.
func inOwnWords(err error) error {
	failed, ok := errors.AsType[*backoffice.Error](err)
	if !ok || len(failed.Violations) == 0 {
		return err
	}
	var texts []string
	for _, v := range failed.Violations {
		texts = append(texts, ownWords.Replace(v.Error()))
	}
	return errors.New(strings.Join(texts, "; "))
}

// server is what a journal calls the ERP.
func (p *program) server() string { return strings.TrimRight(p.env("MANEX_URL"), "/") }

func (p *program) importFiles(ctx context.Context, f *files) int {
	e, server, err := p.connect()
	if err != nil {
		return p.refuse(err)
	}
	if err := checkTarget(p.report); err != nil {
		return p.refuse(err)
	}
	j, err := openJournal(p.journal, server)
	if err != nil {
		return p.refuse(err)
	}
	defer j.close()
	// Where case does not matter, only a journal that exists shows that the
	// report has its name.
	if err := p.checkNames(); err != nil {
		return p.refuse(err)
	}
	planned, err := newPlan(f, j, p.firstNumber)
	switch {
	case err != nil:
		return p.refuse(err)
	case len(planned.problems) > 0:
		return p.list(planned.problems)
	}
	for _, orphan := range planned.orphans {
		fmt.Fprintf(p.errOut, "warning: the %s was sent by an earlier run and nobody knows what became of it, but the files lack it\n", orphan)
	}
	i := &importer{erp: e, journal: j, workers: p.workers, resendAfter: p.resendAfter, progress: newProgress(p.out)}
	return p.finish(f, i.run(ctx, f))
}

// finish writes the report. ended is why the run has ended before its end.
func (p *program) finish(f *files, ended error) int {
	rows := f.all()
	complain(p.errOut, rows)
	allDone := summarize(p.out, f)
	if err := writeReport(p.report, rows); err != nil {
		fmt.Fprintln(p.errOut, "import-customers: the report can't be written:", err)
		return codeIncomplete
	}
	fmt.Fprintln(p.out, "The report is", p.report)
	switch {
	case allDone:
		return codeDone
	case errors.Is(ended, context.Canceled):
		fmt.Fprintln(p.errOut, "import-customers: interrupted; the same command goes on")
		return codeInterrupted
	case ended != nil:
		fmt.Fprintln(p.errOut, "import-customers: stopped:", ended)
	}
	fmt.Fprintln(p.errOut, "import-customers: not all rows are done; the same command looks up and sends the rest")
	return codeIncomplete
}
