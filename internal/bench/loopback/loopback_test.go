package loopback

import (
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// startHere runs the server in this process, over pipes.
func startHere(t *testing.T) *Host {
	t.Helper()
	commandsOut, commandsIn := io.Pipe()
	repliesOut, repliesIn := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- Serve(commandsOut, repliesIn) }()
	t.Cleanup(func() {
		require.NoError(t, commandsIn.Close())
		require.NoError(t, <-ended)
	})
	return newHost(commandsIn, repliesOut, func() error { return nil })
}

func open(t *testing.T, config Config) *Listener {
	t.Helper()
	config.Item = work.CustomerPadded.Name
	l, err := startHere(t).Open(config)
	require.NoError(t, err)
	return l
}

// newClient returns a client that opens a connection for each call.
func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
}

func get(t *testing.T, url string) (status int, body []byte) {
	t.Helper()
	resp, err := newClient().Get(url)
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, body
}

func TestListenerAnswersAndCountsConnections(t *testing.T) {
	l := open(t, Config{})
	for range 3 {
		status, body := get(t, l.URL)
		assert.Equal(t, http.StatusOK, status)
		assert.Equal(t, work.CustomerPadded.Answer, body)
	}
	stats, err := l.Stats()
	require.NoError(t, err)
	assert.Equal(t, 3, stats.Opened)
}

func TestListenerFailsEveryNthAnswer(t *testing.T) {
	l := open(t, Config{FailEvery: 3})
	var got []int
	for range 6 {
		status, _ := get(t, l.URL)
		got = append(got, status)
	}
	assert.Equal(t, []int{200, 200, 500, 200, 200, 500}, got)
}

func TestListenerHoldsAnswersUntilReleased(t *testing.T) {
	l := open(t, Config{Hold: true})
	var calls sync.WaitGroup
	for range 4 {
		calls.Go(func() {
			if resp, err := newClient().Get(l.URL); assert.NoError(t, err) {
				assert.NoError(t, resp.Body.Close())
			}
		})
	}
	require.Eventually(t, func() bool {
		stats, err := l.Stats()
		return err == nil && stats.Waiting == 4
	}, 10*time.Second, time.Millisecond)
	require.NoError(t, l.Release())
	calls.Wait()
	stats, err := l.Stats()
	require.NoError(t, err)
	assert.Zero(t, stats.Waiting)
}

func TestListenerTakesItsTime(t *testing.T) {
	l := open(t, Config{Delay: 20 * time.Millisecond})
	began := time.Now()
	get(t, l.URL)
	assert.GreaterOrEqual(t, time.Since(began), 20*time.Millisecond)
}

func TestClosedListenerTakesNoConnection(t *testing.T) {
	l := open(t, Config{})
	require.NoError(t, l.Close())
	_, err := newClient().Get(l.URL)
	assert.Error(t, err)
}

func TestMistakesComeBackAsErrors(t *testing.T) {
	host := startHere(t)
	_, err := host.Open(Config{Item: "no such work"})
	assert.ErrorContains(t, err, `no work named "no such work"`)
	l, err := host.Open(Config{Item: work.CustomerPadded.Name})
	require.NoError(t, err)
	_, err = host.do(command{Do: "dance", ID: l.id})
	assert.ErrorContains(t, err, `no command "dance"`)
}
