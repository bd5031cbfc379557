// Docgen writes the parts of the documents that the code already says: the
// operation tables, from the directives in the doc comments; the code blocks of
// the README, from the bodies of functions that the tests compile; and the list
// of exported names.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/backoffice-sdk/backoffice/internal/docgen/directive"
)

//go:generate go run .

// vendors are the resource packages in the order of the documents.
var vendors = []struct {
	name     string
	packages []string
}{
	{"ManEx ERP, Customer API", []string{"customer", "shipbill", "shiptax"}},
	{"DECK Commerce OMS", []string{"oms"}},
	{"Hostway orders", []string{"orders"}},
}

func main() {
	log.SetFlags(0)
	root := filepath.Join("..", "..")
	if err := writeOperations(root); err != nil {
		log.Fatal(err)
	}
	if err := fillReadme(root); err != nil {
		log.Fatal(err)
	}
	if err := writeAPI(root); err != nil {
		log.Fatal(err)
	}
}

const operationsHead = `# Operations

<!-- Written by internal/docgen from the directives in the doc comments. Do not edit. -->

Every call the library makes. The class says when the client repeats it by itself:

| class | repeated when |
|---|---|
| read | nothing was sent; the connection was lost; 408, 429, 500, 502, 503, 504 |
| update | the same: it sets a state, and setting it twice is setting it once |
| delete | the same; "does not exist" after a lost answer, a 408 or a 5xx counts as done |
| once | only when nothing was sent, or when a look-up proved that nothing was done |

`

func writeOperations(root string) error {
	var b strings.Builder
	b.WriteString(operationsHead)
	for _, vendor := range vendors {
		fmt.Fprintf(&b, "## %s\n\n| operation | Go | verb and route | class | page |\n|---|---|---|---|---|\n", vendor.name)
		for _, name := range vendor.packages {
			operations, err := directive.Read(filepath.Join(root, name))
			if err != nil {
				return err
			}
			for _, o := range operations {
				fmt.Fprintf(&b, "| `%s` | [`%s.%s`](https://pkg.go.dev/github.com/backoffice-sdk/backoffice/%[2]s#%[3]s) | `%s %s` | %s | %s |\n",
					o.Name, name, o.Func, o.Method, o.Path, o.Class, link(o.Source))
			}
		}
		b.WriteString("\n")
	}
	return os.WriteFile(filepath.Join(root, "docs", "operations.md"), []byte(strings.TrimRight(b.String(), "\n")+"\n"), 0o644)
}

func link(source string) string {
	if source == "" {
		return ""
	}
	return "[page](" + source + ")"
}

// marker stands before a part of the README that is written by this program:
// a code block taken from an Example, or the table of operations.
var marker = regexp.MustCompile(`(?s)<!-- (example|operations)(?: (\S+))? -->\n.*?<!-- end -->`)

func fillReadme(root string) error {
	file := filepath.Join(root, "README.md")
	readme, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var failed error
	filled := marker.ReplaceAllFunc(readme, func(part []byte) []byte {
		words := marker.FindSubmatch(part)
		content, err := generate(root, string(words[1]), string(words[2]))
		if err != nil {
			failed = err
			return part
		}
		head, _, _ := bytes.Cut(part, []byte("\n"))
		return fmt.Appendf(nil, "%s\n%s\n<!-- end -->", head, content)
	})
	if failed != nil {
		return failed
	}
	return os.WriteFile(file, filled, 0o644)
}

func generate(root, what, argument string) (string, error) {
	if what == "operations" {
		return glance(root)
	}
	file, function, _ := strings.Cut(argument, "#")
	body, err := exampleBody(filepath.Join(root, file), function)
	return "```go\n" + body + "\n```", err
}

// glance returns the short table of the README.
func glance(root string) (string, error) {
	var b strings.Builder
	for _, vendor := range vendors {
		fmt.Fprintf(&b, "**%s**\n\n| operation | verb and route | class |\n|---|---|---|\n", vendor.name)
		for _, name := range vendor.packages {
			operations, err := directive.Read(filepath.Join(root, name))
			if err != nil {
				return "", err
			}
			for _, o := range operations {
				operation := "`" + o.Name + "`"
				if o.Source != "" {
					operation = "[" + operation + "](" + o.Source + ")"
				}
				fmt.Fprintf(&b, "| %s | `%s %s` | %s |\n", operation, o.Method, o.Path, o.Class)
			}
		}
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String(), "\n"), nil
}

// exampleBody returns the statements of a function, without its Output comment.
func exampleBody(file, function string) (string, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, file, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	for _, declaration := range parsed.Decls {
		f, ok := declaration.(*ast.FuncDecl)
		if !ok || f.Name.Name != function {
			continue
		}
		body, err := text(files, &printer.CommentedNode{Node: f.Body, Comments: parsed.Comments})
		if err != nil {
			return "", err
		}
		return dedent(body), nil
	}
	return "", fmt.Errorf("%s has no function %s", file, function)
}

// dedent takes off the braces, one level of tabs, and what follows "// Output:".
func dedent(body string) string {
	var lines []string
	for line := range strings.SplitSeq(strings.Trim(body[1:len(body)-1], "\n"), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "// Output:") {
			break
		}
		lines = append(lines, strings.TrimPrefix(line, "\t"))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
