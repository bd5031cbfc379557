package directive

import (
	"fmt"
	"slices"

	"github.com/backoffice-sdk/backoffice/internal/transport"
)

// Compare returns where the directives of the package in folder differ from the
// operations it has.
func Compare(folder string, operations ...*transport.Operation) ([]string, error) {
	directives, err := Read(folder)
	if err != nil {
		return nil, err
	}
	var said, had []string
	for _, d := range directives {
		said = append(said, fmt.Sprintf("%s %s %s %s", d.Name, d.Class, d.Method, d.Path))
	}
	for _, op := range operations {
		had = append(had, fmt.Sprintf("%s %s %s %s", op.Name, op.Class, op.Route.Method, op.Route.Path))
	}
	return append(missing(said, had, "said but not had: "), missing(had, said, "had but not said: ")...), nil
}

func missing(from, in []string, label string) []string {
	var found []string
	for _, line := range from {
		if !slices.Contains(in, line) {
			found = append(found, label+line)
		}
	}
	return found
}
