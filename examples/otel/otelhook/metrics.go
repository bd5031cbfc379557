package otelhook

import (
	"context"
	"errors"

	"github.com/backoffice-sdk/backoffice"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// meters count the calls. No attribute of theirs has more values than there are
// operations, kinds, outcomes and statuses.
type meters struct {
	duration metric.Float64Histogram
	outcomes metric.Int64Counter
	retries  metric.Int64Counter
}

// buckets are those of the semantic conventions for HTTP clients, and two more,
// because a call with its waits may take a minute.
var buckets = []float64{0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60}

func newMeters(meter metric.Meter) (meters, error) {
	duration, durationErr := meter.Float64Histogram("backoffice.client.call.duration", metric.WithUnit("s"),
		metric.WithDescription("How long a call took, with all attempts and the waits between them."),
		metric.WithExplicitBucketBoundaries(buckets...))
	outcomes, outcomesErr := meter.Int64Counter("backoffice.client.call.outcomes", metric.WithUnit("{call}"),
		metric.WithDescription("How calls ended."))
	retries, retriesErr := meter.Int64Counter("backoffice.client.call.retries", metric.WithUnit("{attempt}"),
		metric.WithDescription("Attempts after the first one of a call."))
	return meters{duration, outcomes, retries}, errors.Join(durationErr, outcomesErr, retriesErr)
}

// retried counts an attempt after the first one, under what made it necessary.
func (m *meters) retried(ctx context.Context, e backoffice.Event, why []attribute.KeyValue) {
	m.retries.Add(ctx, 1, metric.WithAttributes(operationKey.String(e.Op)), metric.WithAttributes(why...))
}

func (m *meters) ended(ctx context.Context, e backoffice.Event) {
	why := failure(e)
	m.outcomes.Add(ctx, 1, metric.WithAttributes(operationKey.String(e.Op), outcomeKey.String(outcomeOf(e))), metric.WithAttributes(why...))
	how := append(identity(e), why...)
	if e.Status != 0 {
		how = append(how, semconv.HTTPResponseStatusCode(e.Status))
	}
	m.duration.Record(ctx, e.Took.Seconds(), metric.WithAttributes(how...))
}
