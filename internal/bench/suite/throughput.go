package suite

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/loopback"
	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// loadItem is what is asked for where connections are measured.
var loadItem = work.CustomerPadded

func (s *session) throughput(run *result.Run) error {
	for _, goroutines := range s.plan.Goroutines {
		found, err := s.level(goroutines)
		if err != nil {
			return err
		}
		run.Throughput = append(run.Throughput, found)
	}
	return nil
}

// level measures all contenders with one number of goroutines, round by round.
func (s *session) level(goroutines int) (result.Throughput, error) {
	found := result.Throughput{Goroutines: goroutines, Calls: s.plan.Calls}
	contenders := contender.Shipped()
	seconds := make([][]float64, len(contenders))
	opened := make([][]float64, len(contenders))
	for range s.plan.LoadRounds {
		for _, i := range rand.Perm(len(contenders)) {
			took, connections, err := s.drive(contenders[i], goroutines)
			if err != nil {
				return found, err
			}
			seconds[i] = append(seconds[i], took.Seconds())
			opened[i] = append(opened[i], float64(connections))
		}
	}
	found.Rows = speeds(contenders, s.plan.Calls, seconds, opened)
	return found, nil
}

// speeds turns the seconds that the calls took in each round into speeds.
func speeds(contenders []contender.Contender, calls int, seconds, opened [][]float64) []result.Speed {
	base, library := indexOf(contenders, contender.Floor), indexOf(contenders, contender.Library)
	rows := make([]result.Speed, len(contenders))
	for i, c := range contenders {
		rows[i] = result.Speed{
			Who:       who(c),
			PerSecond: float64(calls) / measure.MedianOf(seconds[i]).Median,
			ToBase:    measure.RatioOf(seconds[base], seconds[i]),
			Library:   measure.RatioOf(seconds[i], seconds[library]),
			Opened:    measure.MedianOf(opened[i]).Median,
		}
	}
	return rows
}

func indexOf(contenders []contender.Contender, name string) int {
	for i, c := range contenders {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// drive makes the calls with a client and a server that nobody used before.
func (s *session) drive(c contender.Contender, goroutines int) (took time.Duration, connections int, err error) {
	listener, err := s.host.Open(loopback.Config{Item: loadItem.Name})
	if err != nil {
		return 0, 0, err
	}
	call, err := c.Connected(contender.Setup{Root: listener.URL}, loadItem)
	if err != nil {
		return 0, 0, err
	}
	began := time.Now()
	err = share(goroutines, s.plan.Calls, func(int) error { return call.Do(forever) })
	took = time.Since(began)
	if err != nil {
		return 0, 0, err
	}
	stats, err := listener.Stats()
	if err != nil {
		return 0, 0, err
	}
	return took, stats.Opened, listener.Close()
}

// share lets goroutines make calls until all are made, and returns the first
// error. do is told the number of the call.
func share(goroutines, calls int, do func(n int) error) error {
	var (
		next   atomic.Int64
		once   sync.Once
		first  error
		worker sync.WaitGroup
	)
	for range goroutines {
		worker.Go(func() {
			for {
				n := int(next.Add(1))
				if n > calls {
					return
				}
				if err := do(n); err != nil {
					once.Do(func() { first = err })
					return
				}
			}
		})
	}
	worker.Wait()
	return first
}
