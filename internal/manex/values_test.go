package manex_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// valueList is a type whose constants are the values that the document lists for
// a parameter.
type valueList struct {
	pkg, typ, parameter string
	known               func(string) bool
	// elsewhere are the values that have another source, named beside them.
	elsewhere []string
}

var valueLists = []valueList{
	{pkg: "customer", typ: "Status", parameter: "Status", known: func(v string) bool { return customer.Status(v).Known() }},
	{pkg: "customer", typ: "Territory", parameter: "Territory", known: func(v string) bool { return customer.Territory(v).Known() }},
	{pkg: "customer", typ: "Terms", parameter: "Terms", known: func(v string) bool { return customer.Terms(v).Known() }},
	{pkg: "customer", typ: "CreditStatus", parameter: "Creditok", known: func(v string) bool { return customer.CreditStatus(v).Known() }},
	{pkg: "shipbill", typ: "FOB", parameter: "FOB", known: func(v string) bool { return shipbill.FOB(v).Known() }},
	{pkg: "shipbill", typ: "ShipCharge", parameter: "ShipCharge", known: func(v string) bool { return shipbill.ShipCharge(v).Known() }},
	{pkg: "shipbill", typ: "ShipVia", parameter: "ShipVia", known: func(v string) bool { return shipbill.ShipVia(v).Known() }},
	{
		pkg: "shipbill", typ: "RecordType", parameter: "recordtype", known: func(v string) bool { return shipbill.RecordType(v).Known() },
		// S and B stand in the samples, I and P in the ERP's database procedures.
		elsewhere: []string{"S", "B", "I", "P"},
	},
}

// TestValuesAreDocumented fails when a constant is not spelled as the document
// spells it, when one of the two lacks a value of the other, and when Known does
// not know a value.
func TestValuesAreDocumented(t *testing.T) {
	t.Parallel()
	d := readDocument(t)
	for _, list := range valueLists {
		t.Run(list.pkg+"."+list.typ, func(t *testing.T) {
			t.Parallel()
			cells := d.lists(list.pkg, list.parameter)
			require.NotEmpty(t, cells)
			constants := constantsOf(t, list.pkg, list.typ)
			for op, values := range cells {
				want := append(values, list.elsewhere...)
				if list.typ == "Status" && op == "customer.Edit" {
					// This one table has capitals, its own sample has not.
					assert.ElementsMatch(t, folded(want), folded(constants), op)
					continue
				}
				assert.ElementsMatch(t, want, constants, op)
			}
			for _, value := range constants {
				assert.True(t, list.known(value), value)
				assert.False(t, list.known(value+"x"), value)
			}
		})
	}
}

// TestEveryListHasAType fails when the document lists values that have no type.
func TestEveryListHasAType(t *testing.T) {
	t.Parallel()
	covered := map[string]bool{}
	for _, list := range valueLists {
		covered[list.pkg+" "+list.parameter] = true
	}
	for op, table := range readDocument(t).tables {
		pkg, _, _ := strings.Cut(op, ".")
		for _, parameter := range table {
			if listedValues(parameter.comment) != nil {
				assert.True(t, covered[pkg+" "+parameter.name], "%s %s", op, parameter.name)
			}
		}
	}
}

// lists returns the values of a parameter by the operations whose tables list
// them.
func (d *document) lists(pkg, name string) map[string][]string {
	found := map[string][]string{}
	for op, table := range d.tables {
		for _, parameter := range table {
			values := listedValues(parameter.comment)
			if strings.HasPrefix(op, pkg+".") && parameter.name == name && values != nil {
				found[op] = values
			}
		}
	}
	return found
}

var (
	listComment = regexp.MustCompile(`^Can be:? ([^(]+)`)
	letterFor   = regexp.MustCompile(`\b([A-Z]) for `)
)

// listedValues returns the values of a comment such as "Can be: OK, HOLD,
// REJECT" or "Can be C for Confirm to or R for Remit to".
func listedValues(comment string) []string {
	match := listComment.FindStringSubmatch(comment)
	if match == nil {
		return nil
	}
	var values []string
	for _, letter := range letterFor.FindAllStringSubmatch(match[1], -1) {
		values = append(values, letter[1])
	}
	if values != nil {
		return values
	}
	for value := range strings.SplitSeq(match[1], ",") {
		values = append(values, strings.TrimSpace(value))
	}
	return values
}

// constantsOf returns the values of the constants of a type, as its package
// declares them.
func constantsOf(t *testing.T, pkg, typ string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../"+pkg+"/values.go", nil, 0)
	require.NoError(t, err)
	var values []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); !ok || name.Name != typ {
			return false
		}
		for _, expression := range spec.Values {
			value, err := strconv.Unquote(expression.(*ast.BasicLit).Value)
			require.NoError(t, err)
			values = append(values, value)
		}
		return false
	})
	require.NotEmpty(t, values)
	return values
}
