package faults_test

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"sync"
	"testing"

	"github.com/backoffice-sdk/backoffice/internal/leaktest"
)

// The secrets of all trials. Only the tests with two tenants have others.
var (
	manexCanary = leaktest.Plant()
	deckCanary  = leaktest.Plant()
	ownerCanary = leaktest.PlantCookie()
)

// TestMain is L3: it listens to what the whole suite writes to the standard
// streams and to the standard log, and looks for every secret of every trial.
func TestMain(m *testing.M) {
	heard := new(tee)
	restore := heard.listen()
	code := m.Run()
	restore()
	text := heard.text.String()
	if code == 0 && text == "" {
		fmt.Println("L3: nothing was heard, so nothing is proven")
		code = 1
	}
	if leaktest.AnyIn(text, []leaktest.Secret{manexCanary, deckCanary, ownerCanary}) {
		fmt.Println("L3: a secret was written to a standard stream")
		code = 1
	}
	os.Exit(code)
}

// tee passes the standard streams on and keeps what it heard.
type tee struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (t *tee) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(p)
}

// listen takes the places of both streams and of the log. The function it
// returns puts them back.
func (t *tee) listen() (restore func()) {
	var stop []func()
	for _, stream := range []**os.File{&os.Stdout, &os.Stderr} {
		original := *stream
		r, w, err := os.Pipe()
		if err != nil {
			panic(err)
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = io.Copy(io.MultiWriter(t, original), r) // a stream that is gone has no reader
		}()
		*stream = w
		stop = append(stop, func() {
			_ = w.Close() // the end of the copy
			<-done
			*stream = original
		})
	}
	log.SetOutput(os.Stderr)
	return func() {
		for _, f := range stop {
			f()
		}
	}
}
