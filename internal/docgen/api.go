package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const apiHead = `# The public face of every package, without comments.
# Written by internal/docgen, so that a changed name shows in review. Do not edit.
`

// writeAPI lists the exported declarations of all public packages.
func writeAPI(root string) error {
	var b bytes.Buffer
	b.WriteString(apiHead)
	packages := []string{"."}
	for _, vendor := range vendors {
		packages = append(packages, vendor.packages...)
	}
	for _, name := range append(packages, "backofficetest") {
		declarations, err := exported(filepath.Join(root, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", strings.Replace(name, ".", "backoffice", 1), strings.Join(declarations, "\n"))
	}
	return os.WriteFile(filepath.Join(root, "docs", "api.txt"), b.Bytes(), 0o644)
}

// exported returns the exported declarations of the package in a folder, sorted.
func exported(folder string) ([]string, error) {
	files := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	var found []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		ast.FileExports(file)
		for _, declaration := range file.Decls {
			lines, err := face(files, declaration)
			if err != nil {
				return nil, err
			}
			found = append(found, lines...)
		}
	}
	slices.Sort(found)
	return found, nil
}

// face prints a declaration: a function without its body, and the members of a
// group one by one.
func face(files *token.FileSet, declaration ast.Decl) ([]string, error) {
	switch d := declaration.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil && !receiverIsExported(d) {
			return nil, nil
		}
		d.Body = nil
		text, err := text(files, d)
		return []string{text}, err
	case *ast.GenDecl:
		if d.Tok == token.IMPORT {
			return nil, nil
		}
		var lines []string
		for _, spec := range d.Specs {
			line, err := text(files, spec)
			if err != nil {
				return nil, err
			}
			lines = append(lines, d.Tok.String()+" "+line)
		}
		return lines, nil
	}
	return nil, nil
}

func receiverIsExported(f *ast.FuncDecl) bool {
	receiver := f.Recv.List[0].Type
	if pointer, ok := receiver.(*ast.StarExpr); ok {
		receiver = pointer.X
	}
	name, ok := receiver.(*ast.Ident)
	return ok && name.IsExported()
}

func text(files *token.FileSet, node any) (string, error) {
	var b bytes.Buffer
	gofmt := printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8}
	err := gofmt.Fprint(&b, files, node)
	return b.String(), err
}
