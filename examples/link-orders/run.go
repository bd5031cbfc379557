package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
	"golang.org/x/time/rate"
)

// run is the program. It returns the exit code.
func run(ctx context.Context, args []string, getenv func(string) string, std streams) int {
	s, err := parse(args, std)
	if errors.Is(err, flag.ErrHelp) {
		return exitDone
	}
	if err != nil {
		return exitUsage
	}
	oms, err := links.Connect(getenv, s.options()...)
	if err != nil {
		return fail(std, exitUsage, err)
	}
	defer oms.Close()
	if oms.Test != nil {
		fmt.Fprintf(std.err, "No DECK_URL is set, so this runs against %s.\n", oms.Name)
	}
	all, err := s.read(std.in, oms)
	if err != nil {
		return fail(std, exitUsage, err)
	}
	if s.dryRun {
		return s.printRequests(ctx, oms, all, std)
	}
	return s.process(ctx, oms, all, std)
}

func fail(std streams, code int, err error) int {
	fmt.Fprintf(std.err, "link-orders: %v\n", err)
	return code
}

func (s *settings) options() []backoffice.Option {
	options := []backoffice.Option{backoffice.WithUserAgent("link-orders (backoffice-go)")}
	if s.rate > 0 {
		options = append(options, backoffice.WithRateLimit(rate.NewLimiter(rate.Limit(s.rate), 1)))
	}
	return options
}

// read reads the links from where they are.
func (s *settings) read(stdin io.Reader, oms *links.OMS) ([]links.Link, error) {
	if s.file == "" && oms.Test != nil {
		return links.Read(links.Sample())
	}
	return links.Load(s.file, stdin)
}

// printRequests prints what process would send.
func (s *settings) printRequests(ctx context.Context, oms *links.OMS, all []links.Link, std streams) int {
	path, remove, err := s.place(oms)
	if err != nil {
		return fail(std, exitIncomplete, err)
	}
	defer remove()
	known, err := readJournal(path, oms.Name)
	if err != nil {
		return fail(std, exitUsage, err)
	}
	for _, link := range all {
		if known.of(link).Outcome.accepted() {
			continue
		}
		_, err := oms.Client.LinkAccount(ctx, link.Request(), backoffice.WithDryRun(std.out))
		if e, ok := errors.AsType[*backoffice.Error](err); !ok || e.Kind != backoffice.ErrNotSent {
			return ended(ctx, std, err)
		}
	}
	return exitDone
}

// place returns where the journal is. That of the test server is thrown away:
// its orders are gone when it is.
func (s *settings) place(oms *links.OMS) (path string, remove func(), err error) {
	switch {
	case s.journal != "":
		return s.journal, func() {}, nil
	case oms.Test == nil:
		return "links.journal", func() {}, nil
	}
	directory, err := os.MkdirTemp("", "link-orders")
	return filepath.Join(directory, "links.journal"), func() { _ = os.RemoveAll(directory) }, err
}

// process makes the links, reads them back and reports.
func (s *settings) process(ctx context.Context, oms *links.OMS, all []links.Link, std streams) int {
	path, remove, err := s.place(oms)
	if err != nil {
		return fail(std, exitIncomplete, err)
	}
	defer remove()
	journal, known, err := openJournal(path, oms.Name)
	if err != nil {
		return fail(std, exitUsage, err)
	}
	if err := s.checkReport(path, std.in); err != nil {
		return fail(std, exitUsage, errors.Join(err, journal.close()))
	}
	l := &linker{client: oms.Client, journal: journal, workers: s.workers, links: all, trouble: std.err}
	for _, link := range all {
		l.entries = append(l.entries, known.of(link))
	}
	stopped := s.takeSteps(ctx, l)
	fmt.Fprintln(std.err, summary(l.entries))
	if err := errors.Join(journal.close(), s.writeReport(std.out, l)); err != nil {
		return fail(std, exitIncomplete, err)
	}
	if stopped == nil && l.complete() {
		return exitDone
	}
	return ended(ctx, std, stopped)
}

func (s *settings) takeSteps(ctx context.Context, l *linker) error {
	if s.verifyOnly {
		return l.forEach(ctx, func(entry) bool { return true }, l.verify)
	}
	unlinked := func(e entry) bool { return !e.Outcome.accepted() }
	unverified := func(e entry) bool { return e.Outcome != verified && e.Outcome.accepted() || e.Outcome == unknown }
	if err := l.forEach(ctx, unlinked, l.link); err != nil {
		return err
	}
	return l.forEach(ctx, unverified, l.verify)
}

// ended tells why a run is not complete, and returns the exit code.
func ended(ctx context.Context, std streams, err error) int {
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(std.err, "link-orders: interrupted; the same command goes on where it stopped")
		return exitInterrupted
	case err != nil:
		return fail(std, exitIncomplete, fmt.Errorf("stopped: %w", err))
	}
	return exitIncomplete
}

// checkReport refuses a report that would take the place of something else. The
// journal exists by now, so that files can be compared, not names.
func (s *settings) checkReport(journal string, in io.Reader) error {
	report, err := os.Stat(s.report)
	if s.report == "" || err != nil {
		return nil // there is nothing yet
	}
	if !report.Mode().IsRegular() {
		return fmt.Errorf("-report %s is there and is no regular file", s.report)
	}
	others := []func() (os.FileInfo, error){
		func() (os.FileInfo, error) { return os.Stat(journal) },
		func() (os.FileInfo, error) { return os.Stat(s.file) },
	}
	if file, ok := in.(*os.File); ok {
		others = append(others, file.Stat)
	}
	for _, stat := range others {
		if other, err := stat(); err == nil && os.SameFile(report, other) {
			return fmt.Errorf("-report %s would take the place of the journal or the input", s.report)
		}
	}
	return nil
}

func (s *settings) writeReport(out io.Writer, l *linker) error {
	if s.report == "" {
		return writeReport(out, l.links, l.entries)
	}
	file, err := os.Create(s.report)
	if err != nil {
		return err
	}
	return errors.Join(writeReport(file, l.links, l.entries), file.Close())
}
