package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progress shows how far the rows of a kind are. step runs in many goroutines.
type progress interface {
	begin(name string, total int)
	step()
	end()
}

// newProgress returns a bar for a terminal, and lines for everything else, also
// for a terminal that does not tell how wide it is.
func newProgress(out io.Writer) progress {
	if file, ok := out.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
			return &barProgress{out: out}
		}
	}
	return &lineProgress{out: out, now: time.Now}
}

// barProgress draws a bar.
type barProgress struct {
	out       io.Writer
	options   []mpb.ContainerOption
	container *mpb.Progress
	bar       *mpb.Bar
}

func (p *barProgress) begin(name string, total int) {
	p.container, p.bar = nil, nil
	if total == 0 {
		return
	}
	p.container = mpb.New(append([]mpb.ContainerOption{mpb.WithOutput(p.out), mpb.WithWidth(64)}, p.options...)...)
	p.bar = p.container.AddBar(
		int64(total),
		mpb.PrependDecorators(decor.Name(name, decor.WCSyncSpaceR), decor.CountersNoUnit("%d/%d", decor.WCSyncSpace)),
		mpb.AppendDecorators(
			decor.AverageSpeed(0, "%.1f rows/s", decor.WCSyncSpace),
			decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO, decor.WCSyncSpace), " done"),
			decor.OnComplete(decor.Name(" left"), ""),
		),
	)
}

func (p *barProgress) step() { p.bar.Increment() }

func (p *barProgress) end() {
	if p.bar == nil {
		return
	}
	p.bar.Abort(false) // a bar that is complete stays complete
	p.container.Wait()
}

// lineInterval is how often a line is printed.
const lineInterval = 5 * time.Second

// lineProgress prints a line now and then.
type lineProgress struct {
	out io.Writer
	now func() time.Time

	mu            sync.Mutex
	name          string
	done, total   int
	began, spoken time.Time
}

func (p *lineProgress) begin(name string, total int) {
	p.name, p.done, p.total = name, 0, total
	p.began = p.now()
	p.spoken = p.began
}

func (p *lineProgress) step() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if now := p.now(); now.Sub(p.spoken) >= lineInterval {
		p.spoken = now
		p.print(now)
	}
}

func (p *lineProgress) end() {
	if p.total > 0 {
		p.print(p.now())
	}
}

func (p *lineProgress) print(now time.Time) {
	took := now.Sub(p.began)
	perSecond := float64(p.done) / max(took.Seconds(), 0.001)
	fmt.Fprintf(p.out, "%s %d/%d, %.1f rows/s", p.name, p.done, p.total, perSecond)
	if p.done > 0 && p.done < p.total {
		left := took / time.Duration(p.done) * time.Duration(p.total-p.done)
		fmt.Fprintf(p.out, ", %s left", left.Round(time.Second))
	}
	fmt.Fprintln(p.out)
}
