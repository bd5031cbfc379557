package oms

import (
	"net/http"
	"sync/atomic"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
)

const (
	// maxAgreement is how far two clocks may differ and still agree. A
	// timestamp has the precision of a minute, a Date header that of a second.
	maxAgreement = 4 * time.Minute
	// maxSkew bounds what the client believes of another clock.
	maxSkew = time.Hour
)

// skew is how far the server's clock is ahead of the client's, as far as it was
// worth knowing.
type skew struct{ nanoseconds atomic.Int64 }

func (s *skew) load() time.Duration   { return time.Duration(s.nanoseconds.Load()) }
func (s *skew) store(d time.Duration) { s.nanoseconds.Store(int64(d)) }

// timestamp returns TimestampUTC for the next attempt.
func (x *exchange) timestamp() string {
	if !x.corrected {
		x.skew = x.client.skew.load()
	}
	return x.client.now().Add(x.skew).UTC().Format(x.client.settings.layout)
}

// learn compares the clocks. Only a verdict that the API itself gave teaches
// anything: an HTML page, a redirect or a gateway has a clock of its own.
//
// A difference is kept only after a request that was signed by it was taken, so
// that a wrong Date header does no harm to later calls.
func (x *exchange) learn(answer *transport.Answer, v *transport.Verdict) {
	if v.Kind != "" && !v.Rejected {
		return
	}
	ahead, ok := x.client.measure(answer.Header)
	refused := v.Kind == backoffice.ErrUnauthorized
	switch {
	case refused && ok && (ahead-x.skew).Abs() > maxAgreement && x.mayCorrect(v):
		x.skew, x.corrected = ahead, true
		v.Again = transport.Corrected
	case refused:
	case x.corrected:
		x.client.skew.store(x.skew)
	case ok && ahead == 0:
		x.client.skew.store(0)
	}
}

// mayCorrect reports whether a refusal proves enough for another attempt. What
// is done each time it is sent needs more than words that may be about something
// else, or a status.
func (x *exchange) mayCorrect(v *transport.Verdict) bool {
	return x.Op.Class != transport.Once || x.client.settings.signatureRefused(ResponseCode(v.Code), v.Message)
}

// measure returns how far the server's clock is ahead, 0 if the clocks agree.
// An answer with an Age comes from a cache, with a Date of the past.
func (c *Client) measure(header http.Header) (ahead time.Duration, ok bool) {
	text := header.Get("Date")
	if text == "" || header.Get("Age") != "" {
		return 0, false
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	ahead = date.Sub(c.now())
	if ahead.Abs() <= maxAgreement {
		return 0, true
	}
	return min(max(ahead, -maxSkew), maxSkew), true
}
