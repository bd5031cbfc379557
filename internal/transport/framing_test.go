package transport

import (
	"io"
	"net/http"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFraming answers by hand. What frames its body in a way that nobody can
// read is no answer, and is asked for once more.
func TestFraming(t *testing.T) {
	for name, head := range map[string]string{
		"two lengths":               "Content-Length: 11\r\nContent-Length: 12",
		"no length":                 "Content-Length: eleven",
		"empty length":              "Content-Length: ",
		"unknown transfer encoding": "Transfer-Encoding: zip",
		"two transfer encodings":    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
		"no header":                 "Content-Length 11",
	} {
		t.Run(name, func(t *testing.T) {
			root, count := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
				conn, _, err := http.NewResponseController(w).Hijack()
				if assert.NoError(t, err) {
					_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n"+head+"\r\n\r\n"+`{"ok":true}`)
					_ = conn.Close()
				}
			})
			err := do(t.Context(), newClient(t, root, fast()), opUpdate)
			require.NotNil(t, err)
			assert.ErrorIs(t, err, backoffice.ErrProtocol)
			assert.ErrorIs(t, err, backoffice.ErrOutcomeUnknown)
			assert.EqualValues(t, 2, count.Load())
		})
	}
}

// TestEncodingOfNothing: a gateway that marks every answer as compressed does no
// harm to one that has no body.
func TestEncodingOfNothing(t *testing.T) {
	root, _ := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		w.WriteHeader(http.StatusNoContent)
	})
	call := newThing(opUpdate)
	call.Call.Judge = judgeFunc(func(a *Answer) Verdict {
		assert.Equal(t, http.StatusNoContent, a.Status)
		assert.Empty(t, string(a.Body))
		return Verdict{}
	})
	require.NoError(t, newClient(t, root).Do(t.Context(), &call.Call, nil))
}
