package main

import (
	"cmp"
	"encoding/json"
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// insertion is a text that is put into a file.
type insertion struct {
	offset int
	length int // of the node it belongs to
	opens  bool
	order  int
	text   string
}

// instrument writes a copy of each file that holds all mutations, and an overlay
// that puts the copies in the places of the files.
func (s *source) instrument(mutations []mutation, folder string) (overlay string, err error) {
	replaced := map[string]string{}
	for _, file := range s.files {
		name := s.fset.Position(file.Package).Filename
		insertions := s.insertions(file, mutations)
		if len(insertions) == 0 {
			continue
		}
		replaced[name] = filepath.Join(folder, filepath.Base(name))
		if err := os.WriteFile(replaced[name], weave(s.text[file], insertions), 0o600); err != nil {
			return "", err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(folder, "overlay.json")
	return overlay, os.WriteFile(overlay, text, 0o600)
}

func (s *source) insertions(file *ast.File, mutations []mutation) []insertion {
	var all []insertion
	for _, m := range mutations {
		if m.start < file.FileStart || m.start > file.FileEnd {
			continue
		}
		start, end := s.fset.Position(m.start).Offset, s.fset.Position(m.end).Offset
		all = append(all,
			insertion{offset: start, length: end - start, opens: true, order: m.id, text: m.before},
			insertion{offset: end, length: end - start, order: m.id, text: m.after})
	}
	if len(all) > 0 {
		all = append(all, insertion{
			offset: s.fset.Position(file.Name.End()).Offset,
			text:   "; import mutant " + strconv.Quote(modulePath+"/internal/mutate/mutant"),
		})
	}
	// Where several texts meet, the closing ones come first, the innermost of
	// them first, and the opening ones end with the innermost.
	slices.SortFunc(all, func(a, b insertion) int {
		if a.offset != b.offset || a.opens != b.opens {
			return cmp.Or(cmp.Compare(a.offset, b.offset), compareBool(a.opens, b.opens))
		}
		nesting := cmp.Or(cmp.Compare(a.length, b.length), cmp.Compare(b.order, a.order))
		if a.opens {
			return -nesting
		}
		return nesting
	})
	return all
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func weave(text []byte, insertions []insertion) []byte {
	var woven []byte
	at := 0
	for _, i := range insertions {
		woven = append(append(woven, text[at:i.offset]...), i.text...)
		at = i.offset
	}
	return append(woven, text[at:]...)
}
