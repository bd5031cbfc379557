package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vbauerster/mpb/v8"
)

func TestLines(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := &lineProgress{out: &out, now: func() time.Time { return now }}
	p.begin("customers", 40)
	for range 30 {
		now = now.Add(500 * time.Millisecond)
		p.step()
	}
	p.end()
	p.begin("taxes", 0)
	p.end()
	p.begin("addresses", 1)
	p.step()
	p.end()
	assert.Equal(t, "customers 10/40, 2.0 rows/s, 15s left\ncustomers 20/40, 2.0 rows/s, 10s left\ncustomers 30/40, 2.0 rows/s, 5s left\n"+
		"customers 30/40, 2.0 rows/s, 5s left\naddresses 1/1, 1000.0 rows/s\n", out.String())
}

func TestLinesFromManyWorkers(t *testing.T) {
	t.Parallel()
	const steps = 100
	var out bytes.Buffer
	p := &lineProgress{out: &out, now: time.Now}
	p.begin("taxes", steps)
	var group sync.WaitGroup
	for range steps {
		group.Go(p.step)
	}
	group.Wait()
	p.end()
	assert.Contains(t, out.String(), "taxes 100/100, ")
}

func TestBar(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := &barProgress{out: &out, options: []mpb.ContainerOption{mpb.WithAutoRefresh()}}
	p.begin("customers", 3)
	for range 3 {
		p.step()
	}
	p.end()
	p.begin("addresses", 0)
	p.end()
	p.begin("taxes", 2)
	p.step()
	p.end()
	text := out.String()
	assert.Contains(t, text, "customers  3/3 [=")
	assert.Contains(t, text, " done\n")
	assert.NotContains(t, text, "addresses")
	_, last, _ := strings.Cut(text, "taxes  1/2 [=")
	assert.Contains(t, last, " rows/s ")
	assert.Contains(t, last, " left\n", "a bar that was stopped keeps what it shows")
}

// TestProgressSuitsTheOutput draws no bar into a file or a pipe.
func TestProgressSuitsTheOutput(t *testing.T) {
	t.Parallel()
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	require.NoError(t, err)
	defer file.Close()
	assert.IsType(t, &lineProgress{}, newProgress(file))
	assert.IsType(t, &lineProgress{}, newProgress(&bytes.Buffer{}))
}
