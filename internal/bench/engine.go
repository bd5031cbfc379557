package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/backoffice-sdk/backoffice/internal/bench/loopback"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/suite"
)

// engine is a JSON engine of the standard library.
type engine struct {
	name       string
	experiment string
}

// engines are both of them. The second stands in for newer releases of Go,
// which run encoding/json on it by default.
var engines = []engine{
	{name: "v1", experiment: "nojsonv2"},
	{name: "v2", experiment: "jsonv2"},
}

// programs are the measuring programs, one for each engine.
type programs struct{ dir string }

func build() (*programs, error) {
	dir, err := os.MkdirTemp("", "backoffice-bench-")
	if err != nil {
		return nil, err
	}
	p := &programs{dir: dir}
	for _, e := range engines {
		fmt.Fprintf(os.Stderr, "building for the %s engine\n", e.name)
		command := exec.Command("go", "build", "-o", p.path(e), ".")
		command.Env = append(os.Environ(), "GOEXPERIMENT="+e.experiment)
		command.Stderr = os.Stderr
		if err := command.Run(); err != nil {
			p.remove()
			return nil, fmt.Errorf("building for the %s engine, which must happen in internal/bench: %w", e.name, err)
		}
	}
	return p, nil
}

func (p *programs) path(e engine) string { return filepath.Join(p.dir, "bench-"+e.name) }

func (p *programs) remove() { _ = os.RemoveAll(p.dir) } // it is a temporary folder

// measure runs the program of an engine.
func (p *programs) measure(e engine, plan suite.Plan) (*result.Run, error) {
	fmt.Fprintf(os.Stderr, "measuring with the %s engine\n", e.name)
	return p.run(e, roleMeasure, plan)
}

// operations runs only the part that the table of allocations needs.
func (p *programs) operations(e engine) (*result.Run, error) {
	return p.run(e, roleOperations, suite.Plan{})
}

func (p *programs) run(e engine, role string, plan suite.Plan) (*result.Run, error) {
	input, err := json.Marshal(plan)
	if err != nil {
		return nil, err
	}
	command := exec.Command(p.path(e), role)
	command.Stdin = bytes.NewReader(input)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("measuring with the %s engine: %w", e.name, err)
	}
	found := new(result.Run)
	return found, json.Unmarshal(output, found)
}

// measureHere is the measuring process: the plan comes in, the result goes out.
func measureHere(role string, in io.Reader, out io.Writer) (err error) {
	var plan suite.Plan
	if err := json.NewDecoder(in).Decode(&plan); err != nil {
		return err
	}
	if role == roleOperations {
		found, err := suite.Operations()
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(found)
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	host, err := loopback.Start(program, roleServe)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, host.Close()) }()
	found, err := suite.Run(plan, host)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(found)
}
