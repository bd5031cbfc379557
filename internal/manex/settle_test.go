package manex_test

import (
	"context"
	"errors"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/manex"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asked is a request that compares itself with what was found.
type asked struct{ record }

func (a asked) Differences(found *record) []string {
	if found.Key != a.Key {
		return []string{"Key"}
	}
	return nil
}

// TestCompare checks what a look-up tells of a lost write.
func TestCompare(t *testing.T) {
	t.Parallel()
	request := asked{record{Key: "a"}}
	assert.Equal(t, transport.Done, manex.Compare(request, &record{Key: "a"}, nil))
	assert.Equal(t, transport.Unclear, manex.Compare(request, &record{Key: "b"}, nil))
	assert.Equal(t, transport.Unclear, manex.Compare(request, &record{Key: "a"}, errors.New("no answer")))
	assert.Equal(t, transport.Absent, manex.Compare(request, nil, &backoffice.Error{Kind: backoffice.ErrNotFound}))
}

// TestAdd loses the answer to an Add and settles it by a look-up of its own.
func TestAdd(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	server.Script("customer.Add", backofficetest.DropBefore())
	settle := func(context.Context, backoffice.Option) (record, transport.Settlement) {
		return record{Key: "found"}, transport.Done
	}
	got, err := manex.Add(t.Context(), newClient(t, server), opOnce, nil, hasKey, settle, true, nil)
	require.NoError(t, err)
	assert.Equal(t, record{Key: "found"}, got)
}

// TestZeroClient makes a call with a client that New did not make.
func TestZeroClient(t *testing.T) {
	t.Parallel()
	_, err := manex.Do(t.Context(), nil, opRead, nil, hasKey, nil)
	require.ErrorIs(t, err, backoffice.ErrInvalid)
	require.ErrorIs(t, err, backoffice.ErrNotSent)
}
