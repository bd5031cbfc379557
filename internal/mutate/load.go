package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// source is a package with its types.
type source struct {
	dir, path string
	fset      *token.FileSet
	files     []*ast.File
	text      map[*ast.File][]byte
	info      *types.Info
}

// listed is what go list tells about a package.
type listed struct {
	Dir, ImportPath, Export string
	GoFiles                 []string
}

// load reads a package without its tests.
func load(pattern string) (*source, error) {
	packages, err := list(pattern)
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	for _, p := range packages {
		exports[p.ImportPath] = p.Export
	}
	own := packages[len(packages)-1] // go list -deps ends with the package itself
	s := &source{dir: own.Dir, path: own.ImportPath, fset: token.NewFileSet(), text: map[*ast.File][]byte{}}
	for _, name := range own.GoFiles {
		if err := s.parse(filepath.Join(own.Dir, name)); err != nil {
			return nil, err
		}
	}
	s.info = &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	config := types.Config{Importer: importer.ForCompiler(s.fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})}
	_, err = config.Check(own.ImportPath, s.fset, s.files, s.info)
	return s, err
}

func list(pattern string) ([]listed, error) {
	out, err := command("go", "list", "-deps", "-export", "-json=Dir,ImportPath,Export,GoFiles", pattern)
	if err != nil {
		return nil, err
	}
	var packages []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		switch err := decoder.Decode(&p); {
		case errors.Is(err, io.EOF):
			return packages, nil
		case err != nil:
			return nil, err
		}
		packages = append(packages, p)
	}
}

func (s *source) parse(name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(s.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	s.files = append(s.files, file)
	s.text[file] = text
	return nil
}

// command runs a program and returns what it prints.
func command(name string, arguments ...string) ([]byte, error) {
	var out, failure bytes.Buffer
	c := exec.Command(name, arguments...)
	c.Stdout, c.Stderr = &out, &failure
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", strings.Join(c.Args, " "), err, out.Bytes(), failure.Bytes())
	}
	return out.Bytes(), nil
}
