// Package directive reads the operation directives in the doc comments of the
// resource packages:
//
//	//backoffice:op customer.Add once POST /API/Customer/Add/{key}
//
// The documents are made from them, and a test in each package compares them
// with the operations the code has.
package directive

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Operation is what a directive and the comment around it say.
type Operation struct {
	Name, Class, Method, Path string
	// Func is the Go name, such as "Client.Add".
	Func string
	// Source is the address of the vendor's page.
	Source string
}

const prefix = "//backoffice:op "

// source finds the first address behind "Source:".
var source = regexp.MustCompile(`(?s)Source: .*?(https?://\S+?)[,.]?\s`)

// Read returns the directives of the package in a folder, in the order of its
// files.
func Read(folder string) ([]Operation, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	var found []Operation
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		operations, err := readFile(file)
		if err != nil {
			return nil, err
		}
		found = append(found, operations...)
	}
	return found, nil
}

func readFile(file string) ([]Operation, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var found []Operation
	for _, declaration := range parsed.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok || function.Doc == nil {
			continue
		}
		for _, comment := range function.Doc.List {
			rest, ok := strings.CutPrefix(comment.Text, prefix)
			if !ok {
				continue
			}
			words := strings.Fields(rest)
			if len(words) != 4 {
				return nil, fmt.Errorf("%s: directive %q needs a name, a class, a method and a path", file, comment.Text)
			}
			found = append(found, Operation{
				Name: words[0], Class: words[1], Method: words[2], Path: words[3],
				Func:   goName(function),
				Source: sourceOf(function.Doc.Text()),
			})
		}
	}
	return found, nil
}

func goName(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return function.Name.Name
	}
	receiver := function.Recv.List[0].Type
	if pointer, ok := receiver.(*ast.StarExpr); ok {
		receiver = pointer.X
	}
	return receiver.(*ast.Ident).Name + "." + function.Name.Name
}

func sourceOf(doc string) string {
	if match := source.FindStringSubmatch(doc); match != nil {
		return match[1]
	}
	return ""
}
