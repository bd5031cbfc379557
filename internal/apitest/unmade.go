package apitest

import (
	"reflect"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
)

// unmade is a client that New did not make, with its calls.
type unmade struct {
	client any
	calls  []Call
}

func unmadeClients[C any](calls func(C) []Call) map[string]unmade {
	var none C
	zero := reflect.New(reflect.TypeFor[C]().Elem()).Interface().(C)
	return map[string]unmade{"nil": {none, calls(none)}, "zero": {zero, calls(zero)}}
}

// testUnmade calls the methods of clients that New did not make.
func (s Suite) testUnmade(t *testing.T) {
	for name, unmade := range s.unmade {
		t.Run(name, func(t *testing.T) {
			for _, call := range unmade.calls {
				_, err := call.Do(t.Context())
				failed := failure(t, err)
				assert.Equal(t, call.Op, failed.Op)
				assert.Equal(t, backoffice.ErrInvalid, failed.Kind)
				assert.Equal(t, violated("Client", "must be made by New"), failed.Violations)
			}
			assert.NotPanics(t, unmade.client.(interface{ CloseIdleConnections() }).CloseIdleConnections)
		})
	}
}
