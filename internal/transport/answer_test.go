package transport

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadAll: a body is the same whatever its length is said to be and however
// it comes, and one that breaks off is never taken for a whole one.
func TestReadAll(t *testing.T) {
	t.Parallel()
	source := rand.New(rand.NewPCG(1, 2))
	whole := make([]byte, firstPart+2*largestPiece+smallestPiece+1)
	for i := range whole {
		whole[i] = byte(source.Uint32())
	}
	broken := errors.New("broken")
	readers := map[string]func(io.Reader) io.Reader{
		"at once":              func(r io.Reader) io.Reader { return r },
		"in halves":            iotest.HalfReader,
		"with its end at once": iotest.DataErrReader,
	}
	for _, length := range []int{
		0, 1, firstPart - 1, firstPart, firstPart + 1, firstPart + smallestPiece - 1, firstPart + smallestPiece,
		firstPart + smallestPiece + 1, firstPart + 3*smallestPiece, len(whole),
	} {
		for _, announced := range []int64{int64(length), -1, maxReserved + 1} {
			for name, reader := range readers {
				for end, fault := range map[string]error{"": nil, ", cut": io.ErrUnexpectedEOF, ", broken": broken} {
					t.Run(fmt.Sprintf("%d of %d, %s%s", length, announced, name, end), func(t *testing.T) {
						t.Parallel()
						var from io.Reader = bytes.NewReader(whole[:length])
						if fault != nil {
							from = io.MultiReader(from, iotest.ErrReader(fault))
						}
						content, err := readAll(reader(from), new(bytes.Buffer), announced)
						assert.Equal(t, fault, err)
						assert.True(t, bytes.Equal(whole[:length], content), "%d bytes", len(content))
					})
				}
			}
		}
	}
}

// TestReadAllIsFrugal: what a body of unknown length takes does not depend on how
// often a buffer would have to double for it.
func TestReadAllIsFrugal(t *testing.T) {
	const most = 2.3 // bodies: the pieces, and all of it in one
	for _, length := range []int64{3 << 20, 12 << 20, 33 << 20} {
		buffer := new(bytes.Buffer)
		buffer.Grow(2 * firstPart) // as one from the pool
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		content, err := readAll(io.LimitReader(zeros{}, length), buffer, -1)
		runtime.ReadMemStats(&after)
		require.NoError(t, err)
		require.Len(t, content, int(length))
		assert.Less(t, float64(after.TotalAlloc-before.TotalAlloc), most*float64(length))
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
