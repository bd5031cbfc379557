package suite

import (
	"fmt"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/library"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/stub"
)

// operations counts what each call of this library allocates.
func (s *session) operations(run *result.Run) error {
	for _, op := range library.Operations {
		clients, err := library.New(contender.MemoryRoot, library.Over(stub.New(op.Answer)))
		if err != nil {
			return err
		}
		per, err := measure.AllocationsOf(runsFor(op.Answer), func() error { return op.Do(forever, clients) })
		if err != nil {
			return fmt.Errorf("%s: %w", op.Name, err)
		}
		run.Operations = append(run.Operations, result.Operation{Name: op.Name, Allocations: per})
	}
	return nil
}

// runsFor returns how many calls are counted: few for a long answer, because
// nothing is collected in between.
func runsFor(answer []byte) int {
	if len(answer) > 64<<10 {
		return 20
	}
	return 100
}
