package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/mutate/mutant"
)

// suite is the compiled tests of one package.
type suite struct {
	path, dir, program string
	took               time.Duration
	reaches            map[int]bool // the mutations that its tests come to
}

// build compiles the tests of a package with all mutations in it.
func build(pattern, overlay, folder string) (*suite, error) {
	out, err := command("go", "list", "-f", "{{.ImportPath}} {{.Dir}}", pattern)
	if err != nil {
		return nil, err
	}
	s := &suite{reaches: map[int]bool{}}
	if _, err := fmt.Sscan(string(out), &s.path, &s.dir); err != nil {
		return nil, err
	}
	s.program = filepath.Join(folder, filepath.Base(s.path)+".test")
	if _, err := command("go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", s.program, s.path); err != nil {
		return nil, err
	}
	if _, err := os.Stat(s.program); err != nil {
		return nil, fmt.Errorf("%s has no tests", s.path)
	}
	return s, s.trace()
}

// trace runs the tests without a mutation and notes where they come.
func (s *suite) trace() error {
	name := s.program + ".trace"
	began := time.Now()
	if killed, output := s.run(0, time.Minute*5, mutant.EnvTrace+"="+name); killed {
		return fmt.Errorf("the tests of %s fail without any mutation:\n%s", s.path, output)
	}
	s.took = time.Since(began)
	file, err := os.Open(name)
	if os.IsNotExist(err) {
		return nil // they come to none
	}
	if err != nil {
		return err
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		id, err := strconv.Atoi(lines.Text())
		if err != nil {
			return err
		}
		s.reaches[id] = true
	}
	return nil
}

// run runs the tests with a mutation. It reports whether they notice it: one of
// them fails, or they don't come to an end.
func (s *suite) run(id int, limit time.Duration, environment ...string) (killed bool, output []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	program := exec.CommandContext(ctx, s.program, "-test.v", "-test.failfast", "-test.short", "-test.timeout", limit.String())
	program.Dir = s.dir
	program.Env = append(os.Environ(), mutant.EnvActive+"="+strconv.Itoa(id))
	program.Env = append(program.Env, environment...)
	listener := &listener{failed: cancel}
	program.Stdout, program.Stderr = listener, listener
	err := program.Run()
	return err != nil, listener.heard.Bytes()
}

// listener ends the tests when it hears of the first one that failed, because
// parallel ones would go on.
type listener struct {
	heard  bytes.Buffer
	failed func()
}

func (l *listener) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("--- FAIL")) {
		l.failed()
	}
	return l.heard.Write(p)
}

// patience is how much longer than usual tests may take before they count as
// endless.
func (s *suite) patience() time.Duration {
	const factor, least = 5, 5 * time.Second
	return max(factor*s.took, least)
}

// fate is what became of a mutation.
type fate struct {
	mutation
	killedBy string // "" if no test notices it
	reached  bool
}

// runAll runs the suites for each mutation until one of them notices it.
func runAll(mutations []mutation, suites []*suite, workers int, progress func(done int)) []fate {
	fates := make([]fate, len(mutations))
	var next, done int
	var mu sync.Mutex
	take := func() int {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1
	}
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := take(); i < len(mutations); i = take() {
				fates[i] = try(mutations[i], suites)
				mu.Lock()
				done++
				progress(done)
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return fates
}

func try(m mutation, suites []*suite) fate {
	f := fate{mutation: m}
	for _, s := range suites {
		if !s.reaches[m.id] {
			continue
		}
		f.reached = true
		if killed, _ := s.run(m.id, s.patience()); killed {
			f.killedBy = cmp.Or(f.killedBy, s.path)
			return f
		}
	}
	return f
}
