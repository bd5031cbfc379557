package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

const usage = `Import-customers adds customers, addresses and taxes from CSV files to a ManEx ERP. Run it
again after anything went wrong: rows that are done are not sent again, rows that may have
been sent are looked up first, and the rest is sent. It keeps a journal for that.

Usage: go run . -customers FILE [-addresses FILE [-taxes FILE]] [flags]

`

const serverHelp = `MANEX_URL and MANEX_KEY are not set.
They are the address of your ERP and your API key. To try this program, start the sandbox in
another terminal, in the root of the repository, and copy the lines that it prints:

  go run ./examples/sandbox`

const filesHelp = `
The files are UTF-8, and the first line of each names its columns, in any order. A blank cell
is not sent. Texts have the limits of the ERP's columns; bad lines are all listed before
anything is sent. Columns with a * must be there and filled:
`

const codesHelp = `
Environment: MANEX_URL, the address of the ERP, and MANEX_KEY, the API key.

Exit code: 0 all rows are done; 1 some are rejected, unknown or not sent; 2 wrong usage, bad
files or a journal that can't be used; 130 interrupted.
`

const (
	maxRate = 1e6
	// longestTurn is how many seconds a row may wait until all workers before it
	// had their turn. The library gives up on a call after 60 seconds.
	longestTurn = 30
)

// settings are the flags.
type settings struct {
	paths           map[*kind]string
	journal, report string
	separator       rune
	workers         int
	rate            float64
	firstNumber     int64
	resendAfter     time.Duration
	dryRun          bool
	plainHTTP       bool
}

// parse reads the flags. It prints the help if that is asked for.
func parse(args []string, out io.Writer) (settings, error) {
	s := settings{paths: map[*kind]string{}}
	files := map[*kind]*string{}
	flags := flag.NewFlagSet("import-customers", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // an error is returned, and would be lost above all the help
	for _, k := range kinds {
		files[k] = flags.String(k.name, "", "the CSV `file` of the "+k.name)
	}
	flags.StringVar(&s.journal, "journal", "import.journal", "the `file` that keeps what was sent")
	flags.StringVar(&s.report, "report", "import-report.csv", "the CSV `file` to write the outcome of every row to")
	separator := flags.String("separator", ",", "the `character` between two cells")
	flags.IntVar(&s.workers, "workers", 4, "how many rows are sent at the same time, at most 64")
	flags.Float64Var(&s.rate, "rate", 10, "the `number` of requests sent in a second at most")
	flags.Int64Var(&s.firstNumber, "first-number", 0, "the `number` for the first customer without one; the next ones follow")
	flags.DurationVar(&s.resendAfter, "resend-addresses-after", 0, "send an address again that was sent so long ago, by an earlier\n"+
		"run, and that a look-up does not find; without it the row stays unknown,\nbecause the ERP does not promise to refuse a second one")
	flags.BoolVar(&s.dryRun, "dry-run", false, "print the requests and send nothing")
	flags.BoolVar(&s.plainHTTP, "plain-http", false, "allow an http:// address that is not on this machine")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		printHelp(out, flags)
		return s, err
	}
	s.separator, _ = utf8.DecodeRuneInString(*separator)
	for k, file := range files {
		s.paths[k] = *file
	}
	if err == nil {
		err = s.check(flags.Args(), *separator)
	}
	if err == nil {
		err = s.checkNames()
	}
	return s, err
}

func (s settings) check(rest []string, separator string) error {
	for _, rule := range []struct {
		broken bool
		text   string
	}{
		{len(rest) > 0, fmt.Sprintf("superfluous arguments %q", rest)},
		{s.paths[customers] == "", "-customers is missing"},
		{s.paths[taxes] != "" && s.paths[addresses] == "", "-taxes needs -addresses"},
		{s.journal == "" || s.report == "", "-journal and -report must name files"},
		{s.workers < 1 || s.workers > 64, "-workers must be from 1 to 64"},
		{!(s.rate > 0 && s.rate <= maxRate), "-rate must be above 0 and at most 1000000"},
		{float64(s.workers) > s.rate*longestTurn, "-workers must be at most 30 times the -rate, or a row would wait for its turn for too long"},
		{s.firstNumber < 0 || s.firstNumber > maxNumber, "-first-number must have at most ten digits"},
		{s.resendAfter < 0, "-resend-addresses-after must not be negative"},
		{utf8.RuneCountInString(separator) != 1 || strings.ContainsAny(separator, "\"\r\n\ufffd"), "-separator must be one character, not a quote or a line break"},
	} {
		if rule.broken {
			return errors.New(rule.text)
		}
	}
	return nil
}

func printHelp(out io.Writer, flags *flag.FlagSet) {
	fmt.Fprint(out, usage)
	flags.SetOutput(out)
	flags.PrintDefaults()
	fmt.Fprint(out, filesHelp)
	for _, k := range kinds {
		fmt.Fprintf(out, "\n%s:\n", k.name)
		for _, c := range k.columns {
			mark := " "
			if c.required {
				mark = "*"
			}
			fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("  %s%-22s%s", mark, c.name, c.help), " "))
		}
	}
	fmt.Fprint(out, codesHelp)
}
