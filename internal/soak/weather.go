package main

import (
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

const (
	// attemptTimeout is the limit of an attempt, and tooLong a delay beyond it.
	attemptTimeout = 250 * time.Millisecond
	tooLong        = 2 * attemptTimeout
)

// faults are what a request may meet. None of them lies: no refusal comes after
// the request was carried out, and no success without it. Against a server that
// lies nobody can keep a promise.
var faults = []backofficetest.Fault{
	backofficetest.DropBefore(),
	backofficetest.DropAfter(),
	backofficetest.DropAfter(),
	backofficetest.ResetBefore(),
	backofficetest.ResetAfter(),
	backofficetest.ResetAfter(),
	backofficetest.Status(http.StatusConflict),
	backofficetest.Status(http.StatusInternalServerError),
	backofficetest.StatusAfter(http.StatusInternalServerError),
	backofficetest.StatusAfter(http.StatusBadGateway),
	backofficetest.StatusAfter(http.StatusGatewayTimeout),
	backofficetest.RetryAfter(http.StatusTooManyRequests, "0"),
	backofficetest.RetryAfter(http.StatusServiceUnavailable, "0"),
	backofficetest.RetryAfter(http.StatusServiceUnavailable, "3600"),
	backofficetest.HTML(http.StatusOK),
	backofficetest.HTML(http.StatusUnauthorized),
	backofficetest.Redirect(http.StatusFound, "/login"),
	backofficetest.Redirect(http.StatusTemporaryRedirect, "/elsewhere"),
	backofficetest.CutBody(7),
	backofficetest.CutChunked(7),
	backofficetest.CutUnframed(7),
	backofficetest.CutGzip(),
	backofficetest.GzipBomb(maxAnswer + 1),
	backofficetest.Encoded("br"),
	backofficetest.Raw("220 mail.example.com ESMTP\r\n"),
	backofficetest.Delay(tooLong),
	backofficetest.DelayAfter(tooLong),
	backofficetest.Delay(attemptTimeout / 50),
	backofficetest.Drip(time.Millisecond / 10),
}

// weather chooses the fault of each request. It counts them by name.
type weather struct {
	random *rand.Rand
	odds   int // faults among a hundred requests
	met    map[string]int
}

// The rounds alternate between few faults, where almost every call gets through,
// and so many that the retry budget is used up.
const (
	calm  = 10
	storm = 40
)

func newWeather(seed uint64, round int) *weather {
	odds := calm
	if round%2 == 1 {
		odds = storm
	}
	return &weather{
		random: rand.New(rand.NewPCG(seed, streamOfWeather+uint64(round))),
		odds:   odds,
		met:    map[string]int{},
	}
}

func (w *weather) pick(string) backofficetest.Fault {
	var fault backofficetest.Fault
	if w.random.IntN(100) < w.odds {
		fault = faults[w.random.IntN(len(faults))]
	}
	w.met[fault.String()]++
	return fault
}
