package transport

import (
	"time"

	"github.com/backoffice-sdk/backoffice"
)

// start tells the hooks that the call begins.
func (c *Call) start() {
	for _, hook := range c.config.Hooks {
		if hook.Start == nil {
			continue
		}
		if ctx := hook.Start(c.Context, c.event()); ctx != nil {
			c.Context = ctx
		}
	}
}

// done tells the hooks how the call ended.
func (c *Call) done(err *backoffice.Error) {
	if len(c.config.Hooks) == 0 && len(c.config.Reports) == 0 {
		return
	}
	e := c.event()
	e.Attempt = c.attempts
	e.Status = c.verdict.status
	e.Took = time.Since(c.began)
	e.Settled = c.settled
	e.RequestID = c.client.scrub.tidy(c.Clean(c.verdict.RequestID))
	if err != nil {
		e.Err = err
		e.RequestID = err.RequestID
	}
	for _, report := range c.config.Reports {
		report.Done(c.Context, e)
	}
	for _, hook := range c.config.Hooks {
		if hook.Done != nil {
			hook.Done(c.Context, e)
		}
	}
}

// attemptDone tells the hooks how an attempt ended.
func (c *Call) attemptDone(again bool) {
	if len(c.config.Hooks) == 0 {
		return
	}
	e := c.event()
	e.Attempt = c.attempts
	e.Status = c.verdict.status
	e.Began = c.attemptBegan
	e.Took = time.Since(c.attemptBegan)
	e.WillRetry = again
	if again {
		e.RetryIn = c.wait
	}
	if err := c.result(nil); err != nil {
		e.Err = err
		e.RequestID = err.RequestID
	}
	for _, hook := range c.config.Hooks {
		if hook.Attempt != nil {
			hook.Attempt(c.Context, e)
		}
	}
}

func (c *Call) event() backoffice.Event {
	return backoffice.Event{
		Op:     c.Op.Name,
		Method: c.route.Method,
		Route:  c.route.Path,
		Began:  c.began,
	}
}
