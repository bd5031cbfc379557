package work

import (
	"fmt"
	"maps"
	"slices"
)

// Fields are the members of a request by their wire names, as texts.
type Fields map[string]string

// compare returns how got differs.
func (want Fields) compare(got Fields) error {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		value, ok := got[name]
		switch {
		case !ok:
			return fmt.Errorf("%s is missing", name)
		case value != want[name]:
			return fmt.Errorf("%s is %q in place of %q", name, value, want[name])
		}
	}
	if len(got) != len(want) {
		return fmt.Errorf("there are %d members in place of %d", len(got), len(want))
	}
	return nil
}
