// Mutate changes a package in many small ways, one at a time, and runs its tests
// to see whether they notice:
//
//	go run ./internal/mutate ./internal/wire
//	go run ./internal/mutate -also ./customer,./shiptax ./internal/manex
//
// The changes: a condition is always true or always false, an operand of && and
// || counts no more, < becomes <=, + becomes -, a number is one more, true is
// false, a statement is dropped. They are made in the bodies of functions alone;
// texts stay as they are.
//
// All changes are compiled into the package at once, and an environment variable
// chooses the one that is active, so that a change costs a run of the tests and
// no compilation.
//
// It fails if a change survives that explained.txt does not explain. Run it on a
// quiet machine: tests that are late, or fail because they are, count as having
// noticed the change.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"
)

// modulePath is where the package lives that carries the active mutation.
const modulePath = "github.com/backoffice-sdk/backoffice"

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// options are what the user asked for.
type options struct {
	pattern string
	also    []string // packages whose tests run when those of the package itself are content
	sample  int
	seed    uint64
	workers int
	only    string
}

func parse(arguments []string) (options, error) {
	var o options
	var also string
	flags := flag.NewFlagSet("mutate", flag.ContinueOnError)
	flags.StringVar(&also, "also", "", "packages, with commas between them, whose tests run after those of the package")
	flags.IntVar(&o.sample, "sample", 0, "try only so many mutations, chosen at random; 0 tries all")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the sample")
	flags.IntVar(&o.workers, "workers", 2, "how many mutations are tried at the same time")
	flags.StringVar(&o.only, "only", "", "try only mutations whose line in the report contains this text")
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	if flags.NArg() != 1 || o.sample < 0 || o.workers < 1 {
		return o, errors.New("needs one package, a -sample that is not negative and a positive number of -workers")
	}
	o.pattern = flags.Arg(0)
	o.also = strings.FieldsFunc(also, func(r rune) bool { return r == ',' })
	return o, nil
}

func run(arguments []string, out io.Writer) error {
	o, err := parse(arguments)
	if err != nil {
		return err
	}
	reasons, err := readExplained(explainedText)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	s, err := load(o.pattern)
	if err != nil {
		return err
	}
	all := s.find()
	suites, err := s.suites(o, all, folder)
	if err != nil {
		return err
	}
	chosen := choose(all, o)
	fmt.Fprintf(out, "%s: %d mutations, %d of them tried\n", s.path, len(all), len(chosen))
	began := time.Now()
	fates := runAll(chosen, suites, o.workers, func(done int) {
		if done%100 == 0 {
			fmt.Fprintf(out, "  %d tried, %s\n", done, time.Since(began).Round(time.Second))
		}
	})
	return report(out, strings.TrimPrefix(s.path, modulePath+"/"), fates, reasons)
}

// suites compiles the tests that judge.
func (s *source) suites(o options, all []mutation, folder string) ([]*suite, error) {
	overlay, err := s.instrument(all, folder)
	if err != nil {
		return nil, err
	}
	var suites []*suite
	for _, pattern := range append([]string{o.pattern}, o.also...) {
		built, err := build(pattern, overlay, folder)
		if err != nil {
			return nil, err
		}
		suites = append(suites, built)
	}
	return suites, nil
}

func choose(all []mutation, o options) []mutation {
	chosen := slices.DeleteFunc(slices.Clone(all), func(m mutation) bool { return !strings.Contains(m.key, o.only) })
	if o.sample == 0 || o.sample >= len(chosen) {
		return chosen
	}
	random := rand.New(rand.NewPCG(o.seed, 0))
	random.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
	return chosen[:o.sample]
}

// report prints what survived, and fails if not all of it is explained.
func report(out io.Writer, section string, fates []fate, reasons map[string]string) error {
	var killed, explained, unexplained int
	for _, f := range fates {
		reason, isExplained := reasons[section+" "+f.key]
		switch {
		case f.killedBy != "" && isExplained:
			fmt.Fprintf(out, "STALE: explained.txt explains what the tests notice: %s\n", f.key)
			killed++
		case f.killedBy != "":
			killed++
		case isExplained && reason != "":
			explained++
		default:
			unexplained++
			note := ""
			if !f.reached {
				note = " (no test comes here)"
			}
			fmt.Fprintf(out, "SURVIVED line %d: %s%s\n", f.position.Line, f.key, note)
		}
	}
	fmt.Fprintf(out, "%s: %d tried, %d killed, %d explained, %d survived\n", section, len(fates), killed, explained, unexplained)
	if unexplained > 0 {
		return fmt.Errorf("%d mutations of %s survived", unexplained, section)
	}
	return nil
}
