package otelhook

import (
	"context"
	"errors"

	"github.com/backoffice-sdk/backoffice"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// scope names this package as the source of spans and metrics.
const scope = "github.com/backoffice-sdk/backoffice/examples/otel/otelhook"

// The attributes that the semantic conventions have no name for.
const (
	operationKey = attribute.Key("backoffice.operation")
	outcomeKey   = attribute.Key("backoffice.outcome")
	attemptsKey  = attribute.Key("backoffice.attempts")
	settledKey   = attribute.Key("backoffice.settled")
	requestIDKey = attribute.Key("backoffice.request_id")
	retryInKey   = attribute.Key("backoffice.retry_in")
)

// done is the outcome of a call that succeeded.
const done = "done"

// call is what the hook keeps of a call under way, in the call's context. Only
// the goroutine of the call touches it.
type call struct {
	span     trace.Span
	route    string
	attempts int                  // begun by the middleware
	failure  []attribute.KeyValue // of the last attempt
}

type callKey struct{}

// callFrom returns a call that nobody sees if ctx has none.
func callFrom(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{span: noop.Span{}}
}

// hook is what the fields of a [backoffice.Hook] share.
type hook struct {
	tracer trace.Tracer
	meters
}

// New returns a hook that makes a span and metrics of each call. The error is
// that of a meter that can't be made.
func New(tracers trace.TracerProvider, meters metric.MeterProvider) (backoffice.Hook, error) {
	m, err := newMeters(meters.Meter(scope, metric.WithSchemaURL(semconv.SchemaURL)))
	if err != nil {
		return backoffice.Hook{}, err
	}
	h := &hook{tracers.Tracer(scope, trace.WithSchemaURL(semconv.SchemaURL)), m}
	return backoffice.Hook{Start: h.start, Attempt: h.attempt, Done: h.done}, nil
}

func (h *hook) start(ctx context.Context, e backoffice.Event) context.Context {
	ctx, span := h.tracer.Start(ctx, e.Op, trace.WithAttributes(identity(e)...))
	return context.WithValue(ctx, callKey{}, &call{span: span, route: e.Route})
}

// identity says which call it is.
func identity(e backoffice.Event) []attribute.KeyValue {
	return []attribute.KeyValue{
		operationKey.String(e.Op),
		semconv.HTTPRequestMethodKey.String(e.Method),
		semconv.URLTemplate(e.Route),
	}
}

func (h *hook) attempt(ctx context.Context, e backoffice.Event) {
	c := callFrom(ctx)
	if e.Attempt > 1 {
		h.retried(ctx, e, c.failure)
	}
	c.failure = failure(e)
	if e.WillRetry {
		why := append(answer(e), retryInKey.Float64(e.RetryIn.Seconds()))
		c.span.AddEvent("retry", trace.WithAttributes(c.failure...), trace.WithAttributes(why...))
	}
}

func (h *hook) done(ctx context.Context, e backoffice.Event) {
	h.ended(ctx, e)
	span := callFrom(ctx).span
	span.SetAttributes(outcomeKey.String(outcomeOf(e)), attemptsKey.Int(e.Attempt))
	span.SetAttributes(answer(e)...)
	span.SetAttributes(failure(e)...)
	if e.Settled {
		span.SetAttributes(settledKey.Bool(true))
	}
	if e.Err != nil {
		span.SetStatus(codes.Error, e.Err.Error())
	}
	span.End()
}

// answer tells what the last attempt was answered with, if it was.
func answer(e backoffice.Event) []attribute.KeyValue {
	var found []attribute.KeyValue
	if e.Status != 0 {
		found = append(found, semconv.HTTPResponseStatusCode(e.Status))
	}
	if e.RequestID != "" {
		found = append(found, requestIDKey.String(e.RequestID))
	}
	return found
}

// failure tells what kind of failure it was, if it was one.
func failure(e backoffice.Event) []attribute.KeyValue {
	if failed, ok := errors.AsType[*backoffice.Error](e.Err); ok {
		return []attribute.KeyValue{semconv.ErrorTypeKey.String(string(failed.Kind))}
	}
	return nil
}

func outcomeOf(e backoffice.Event) string {
	if failed, ok := errors.AsType[*backoffice.Error](e.Err); ok {
		return failed.Outcome.String()
	}
	return done
}
