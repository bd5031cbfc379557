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

// planted are the secrets of most trials.
var planted = plant()

// TestMain is L3: it listens to what the whole suite writes to the standard
// streams and to the standard log, and looks for every secret that was planted.
func TestMain(m *testing.M) {
	if !hearsAll() {
		fmt.Println("L18: what the suite writes is not heard, so L3 proves nothing")
		os.Exit(1)
	}
	heard := new(tee)
	restore := heard.listen()
	code := m.Run()
	restore()
	if leaktest.AnyIn(heard.text.String(), garden.planted) {
		fmt.Println("L3: a secret was written to a standard stream")
		code = 1
	}
	os.Exit(code)
}

// hearsAll is the control of L3.
func hearsAll() bool {
	heard := &tee{quiet: true}
	restore := heard.listen()
	said := planted.all()
	fmt.Println(said[0].Text())
	fmt.Fprintln(os.Stderr, said[1].Text())
	log.Print(said[2].Text())
	restore()
	for _, secret := range said {
		if !secret.IsIn(heard.text.String()) {
			return false
		}
	}
	return true
}

// tee keeps what it heard, and passes it on unless it is quiet.
type tee struct {
	quiet bool
	mu    sync.Mutex
	text  bytes.Buffer
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
			_, _ = io.Copy(t.through(original), r) // a stream that is gone has no reader
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
		log.SetOutput(os.Stderr)
	}
}

func (t *tee) through(original io.Writer) io.Writer {
	if t.quiet {
		return t
	}
	return io.MultiWriter(t, original)
}
