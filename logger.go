package backoffice

import (
	"context"
	"log/slog"
)

// WithLogger logs calls: a success at debug, an attempt that will be repeated
// at info, a call whose outcome is unknown at warn, any other failure at info.
// A record carries the operation, the method, the route template, the status, the
// number of attempts, the duration, the vendor's id of the request, and the text
// of an error. That text may quote the vendor's message, and so a value of your
// request, or the address of the server; it never holds a secret, nor a URL with
// its arguments, a header or a whole body.
func WithLogger(logger *slog.Logger) Option {
	return func(c *settings) error {
		if logger == nil {
			return Violation{"WithLogger", notNil}
		}
		c.Hooks = append(c.Hooks, logHook(logger))
		return nil
	}
}

func logHook(logger *slog.Logger) Hook {
	return Hook{
		Attempt: func(ctx context.Context, e Event) {
			if e.WillRetry {
				logger.LogAttrs(ctx, slog.LevelInfo, "call will be repeated",
					append(e.attrs(), slog.Duration("retry_in", e.RetryIn))...)
			}
		},
		Done: func(ctx context.Context, e Event) {
			level, text := slog.LevelDebug, "call done"
			if e.Err != nil {
				level, text = slog.LevelInfo, "call failed"
			}
			if err, ok := e.Err.(*Error); ok && err.Outcome == OutcomeUnknown {
				level, text = slog.LevelWarn, "outcome unknown"
			}
			if logger.Enabled(ctx, level) {
				logger.LogAttrs(ctx, level, text, e.attrs()...)
			}
		},
	}
}

func (e Event) attrs() []slog.Attr {
	attrs := []slog.Attr{
		slog.String("op", e.Op),
		slog.String("method", e.Method),
		slog.String("route", e.Route),
		slog.Int("status", e.Status),
		slog.Int("attempt", e.Attempt),
		slog.Duration("took", e.Took),
	}
	if e.RequestID != "" {
		attrs = append(attrs, slog.String("request_id", e.RequestID))
	}
	if e.Settled {
		attrs = append(attrs, slog.Bool("settled", true))
	}
	if e.Err != nil {
		attrs = append(attrs, slog.String("error", e.Err.Error()))
	}
	return attrs
}

func reportHook(dst *Report) Hook {
	return Hook{Done: func(_ context.Context, e Event) {
		*dst = Report{
			Attempts:  e.Attempt,
			Status:    e.Status,
			RequestID: e.RequestID,
			Took:      e.Took,
			Settled:   e.Settled,
		}
	}}
}
