package transport

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// keeper is a middleware that keeps every body it sees, unread.
type keeper struct {
	next   http.RoundTripper
	mu     sync.Mutex
	bodies []io.Reader
}

func (k *keeper) RoundTrip(request *http.Request) (*http.Response, error) {
	resp, err := k.next.RoundTrip(request)
	if err == nil {
		k.mu.Lock()
		k.bodies = append(k.bodies, resp.Body)
		k.mu.Unlock()
	}
	return resp, err
}

// TestAKeptBodyIsNotOverwritten makes calls whose bodies a middleware reads only
// afterwards: it must find the answer of that call, not of a later one.
func TestAKeptBodyIsNotOverwritten(t *testing.T) {
	root, _ := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"ok":true,"n":%d}`, n)
	})
	k := &keeper{}
	client := newClient(t, root, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		k.next = next
		return k
	}))
	for range 3 {
		require.NoError(t, client.Do(t.Context(), &newThing(opRead).Call, nil))
	}
	require.Len(t, k.bodies, 3)
	for i, body := range k.bodies {
		text, err := io.ReadAll(body)
		require.NoError(t, err)
		assert.JSONEq(t, fmt.Sprintf(`{"ok":true,"n":%d}`, i+1), string(text))
	}
}

// TestParallelCallsDoNotShareABuffer compares what each call judged with what it
// asked for.
func TestParallelCallsDoNotShareABuffer(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		sent, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		_, _ = io.WriteString(w, strings.Repeat(string(sent), 1000))
	})
	client := newClient(t, root)
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			for range 20 {
				call := newThing(opRead)
				name := string(rune('a' + i))
				call.Request = &thing{Name: name}
				call.Call.Judge = judgeFunc(func(a *Answer) Verdict {
					assert.True(t, string(a.Body) == strings.Repeat(`{"name":"`+name+`"}`, 1000), "%.20s in place of %s", a.Body, name)
					return Verdict{}
				})
				assert.NoError(t, client.Do(t.Context(), &call.Call, nil))
			}
		})
	}
	group.Wait()
}

// TestMiddlewareLearnsOfACutBody: what reads a body that is not whole must not
// take it for one, nor make the judge do so.
func TestMiddlewareLearnsOfACutBody(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		ok(w)
	})
	learned := 0
	client := newClient(t, root, fast(), backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			require.NoError(t, err)
			text, err := io.ReadAll(resp.Body)
			assert.JSONEq(t, `{"ok":true}`, string(text))
			if err != nil {
				learned++
			}
			return resp, nil
		})
	}))
	err := do(t.Context(), client, opRead)
	require.NotNil(t, err)
	assert.ErrorIs(t, err, backoffice.ErrProtocol)
	assert.Equal(t, 3, learned)
}
