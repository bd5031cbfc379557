package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// mutation is one change of the program. While it is not active, the program is
// what it was.
type mutation struct {
	id       int
	key      string // file, function, change and text, the same as long as these are
	position token.Position
	// The text goes around the node from start to end.
	start, end    token.Pos
	before, after string
}

// finder collects the mutations of one file.
type finder struct {
	*source
	file     *ast.File
	function string
	next     int
	found    []mutation
	seen     map[string]int
}

// find returns the mutations of a package, in function bodies alone.
func (s *source) find() []mutation {
	f := &finder{source: s, seen: map[string]int{}}
	for _, file := range s.files {
		f.file = file
		for _, declaration := range file.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok && function.Body != nil {
				f.function = name(function)
				ast.Inspect(function.Body, f.visit)
			}
		}
	}
	return f.found
}

func name(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return function.Name.Name
	}
	receiver := function.Recv.List[0].Type
	if pointer, ok := receiver.(*ast.StarExpr); ok {
		receiver = pointer.X
	}
	if generic, ok := receiver.(*ast.IndexExpr); ok {
		receiver = generic.X
	}
	return fmt.Sprint(receiver, ".", function.Name.Name)
}

// visit finds the mutations of a node. It returns whether to go on below.
func (f *finder) visit(node ast.Node) bool {
	switch n := node.(type) {
	case *ast.BlockStmt:
		f.statements(n.List)
	case *ast.CommClause:
		f.statements(n.Body)
	case *ast.CaseClause:
		f.statements(n.Body)
	case *ast.SwitchStmt:
		if n.Tag == nil {
			f.cases(n)
		}
	case *ast.IfStmt:
		f.condition(n.Cond, "true", "false")
	case *ast.ForStmt:
		if n.Cond != nil {
			f.condition(n.Cond, "false")
		}
	case *ast.ReturnStmt:
		for _, result := range n.Results {
			f.condition(result, "true", "false")
		}
	case *ast.CompositeLit:
		return f.literal(n)
	case *ast.ArrayType, *ast.StructType, *ast.FuncType, *ast.InterfaceType, *ast.GenDecl:
		return f.variables(n)
	case ast.Expr:
		return f.expression(n)
	}
	return true
}

// variables reports whether a declaration may hold what is no constant.
func (f *finder) variables(node ast.Node) bool {
	declaration, ok := node.(*ast.GenDecl)
	return ok && declaration.Tok == token.VAR
}

// literal visits the elements of a composite literal. Keys of lists must stay
// constants.
func (f *finder) literal(n *ast.CompositeLit) bool {
	_, isMap := f.info.Types[n].Type.Underlying().(*types.Map)
	for _, element := range n.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok && !isMap {
			element = pair.Value
		}
		ast.Inspect(element, f.visit)
	}
	return false
}

// statements drops each statement that can go.
func (f *finder) statements(list []ast.Stmt) {
	for _, statement := range list {
		if f.canGo(statement) {
			f.add("drop", statement, "if mutant.Keep(%d) { ", " }")
		}
	}
}

func (f *finder) canGo(statement ast.Stmt) bool {
	switch s := statement.(type) {
	case *ast.ExprStmt:
		return !strings.HasPrefix(f.textOf(s), "panic(") // it may end the function
	case *ast.AssignStmt:
		return s.Tok != token.DEFINE && f.textOf(s.Lhs[0]) != "_"
	case *ast.IncDecStmt, *ast.DeferStmt, *ast.SendStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.BREAK || s.Tok == token.CONTINUE
	}
	return false
}

// cases mutates the conditions of a switch without a tag.
func (f *finder) cases(n *ast.SwitchStmt) {
	for _, clause := range n.Body.List {
		for _, condition := range clause.(*ast.CaseClause).List {
			f.condition(condition, "true", "false")
		}
	}
}

// condition makes a condition always true, or always false.
func (f *finder) condition(e ast.Expr, values ...string) {
	if !f.isVariableBool(e) {
		return
	}
	for _, value := range values {
		f.add(value, e, "mutant."+strings.ToUpper(value[:1])+value[1:]+"(%d, ", ")")
	}
}

func (f *finder) isVariableBool(e ast.Expr) bool {
	t := f.info.Types[e]
	return t.Value == nil && (isBasic(t.Type, types.Bool) || isBasic(t.Type, types.UntypedBool))
}

func isBasic(t types.Type, kind types.BasicKind) bool {
	basic, ok := types.Unalias(t).(*types.Basic)
	return ok && basic.Kind() == kind
}

// expression mutates constants, comparisons, sums, and the operands of && and ||.
func (f *finder) expression(e ast.Expr) bool {
	t := f.info.Types[e]
	if t.Value != nil {
		f.constant(e, t)
		return false // a part of a constant
	}
	if t.IsType() {
		return false
	}
	if n, ok := e.(*ast.BinaryExpr); ok {
		f.binary(n)
	}
	return true
}

func (f *finder) constant(e ast.Expr, t types.TypeAndValue) {
	switch {
	case t.Value.Kind() == constant.Bool && isBasic(t.Type, types.Bool):
		f.add("not", e, "mutant.Not(%d, ", ")")
	case t.Value.Kind() == constant.Int:
		if basic, ok := types.Unalias(t.Type).(*types.Basic); ok && basic.Info()&types.IsInteger != 0 && basic.Info()&types.IsUntyped == 0 {
			f.add("more", e, "mutant.More(%d, "+basic.Name()+"(", "))")
		} else if types.TypeString(t.Type, nil) == "time.Duration" {
			f.add("more", e, "mutant.Longer(%d, ", ")")
		}
	}
}

// others are the operators that take the places of others. The rest of the
// comparisons is covered by conditions that are always true or false.
var others = map[token.Token]string{
	token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.ADD: "-", token.SUB: "+",
}

func (f *finder) binary(n *ast.BinaryExpr) {
	switch n.Op {
	case token.LAND:
		f.condition(n.X, "true")
		f.condition(n.Y, "true")
	case token.LOR:
		f.condition(n.X, "false")
		f.condition(n.Y, "false")
	}
	other := others[n.Op]
	operand, ok := f.info.Types[n.X].Type.Underlying().(*types.Basic)
	if other == "" || !ok || operand.Info()&types.IsNumeric == 0 || !isPlain(n.X) || !isPlain(n.Y) {
		return
	}
	f.add(other, n, "mutant.Pick(%d, ", ", "+f.textOf(n.X)+" "+other+" "+f.textOf(n.Y)+")")
}

// isPlain reports whether an expression may be evaluated twice.
func isPlain(e ast.Expr) bool {
	plain := true
	ast.Inspect(e, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.CallExpr:
			called, ok := n.Fun.(*ast.Ident)
			plain = plain && ok && (called.Name == "len" || called.Name == "int" || called.Name == "int64")
		case *ast.FuncLit, *ast.UnaryExpr:
			plain = false
		}
		return plain
	})
	return plain
}

func (f *finder) textOf(n ast.Node) string {
	start, end := f.fset.Position(n.Pos()).Offset, f.fset.Position(n.End()).Offset
	return string(f.text[f.file][start:end])
}

// add notes a mutation. The key counts mutations that look the same.
func (f *finder) add(change string, n ast.Node, before, after string) {
	f.next++
	position := f.fset.Position(n.Pos())
	text := strings.Join(strings.Fields(f.textOf(n)), " ")
	key := fmt.Sprintf("%s %s: %s: %s", position.Filename[strings.LastIndexByte(position.Filename, '/')+1:], f.function, change, text)
	f.seen[key]++
	if again := f.seen[key]; again > 1 {
		key += fmt.Sprintf(" #%d", again)
	}
	f.found = append(f.found, mutation{
		id: f.next, key: key, position: position,
		start: n.Pos(), end: n.End(), before: fmt.Sprintf(before, f.next), after: after,
	})
}
