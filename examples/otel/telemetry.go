package main

import (
	"context"
	"errors"
	"io"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/examples/otel/otelhook"
	"go.opentelemetry.io/otel/exporters/stdout/stdoutmetric"
	"go.opentelemetry.io/otel/exporters/stdout/stdouttrace"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// telemetry makes spans and metrics and prints them. A service has exporters of
// OTLP in place of these two; all else is the same.
type telemetry struct {
	tracers *trace.TracerProvider
	meters  *metric.MeterProvider
}

func newTelemetry(out io.Writer, pretty bool) (*telemetry, error) {
	traceOptions := []stdouttrace.Option{stdouttrace.WithWriter(out)}
	metricOptions := []stdoutmetric.Option{stdoutmetric.WithWriter(out)}
	if pretty {
		traceOptions = append(traceOptions, stdouttrace.WithPrettyPrint())
		metricOptions = append(metricOptions, stdoutmetric.WithPrettyPrint())
	}
	traces, tracesErr := stdouttrace.New(traceOptions...)
	metrics, metricsErr := stdoutmetric.New(metricOptions...)
	service, serviceErr := resource.Merge(resource.Default(),
		resource.NewSchemaless(semconv.ServiceName("backoffice-otel-example")))
	if err := errors.Join(tracesErr, metricsErr, serviceErr); err != nil {
		return nil, err
	}
	return &telemetry{
		tracers: trace.NewTracerProvider(trace.WithBatcher(traces), trace.WithResource(service)),
		meters:  metric.NewMeterProvider(metric.WithReader(metric.NewPeriodicReader(metrics)), metric.WithResource(service)),
	}, nil
}

// options are what a client needs to tell of its calls.
func (t *telemetry) options() ([]backoffice.Option, error) {
	hook, err := otelhook.New(t.tracers, t.meters)
	if err != nil {
		return nil, err
	}
	return []backoffice.Option{
		backoffice.WithUserAgent("otel (backoffice-go)"),
		backoffice.WithHook(hook),
		backoffice.WithMiddleware(otelhook.Middleware(t.tracers, t.meters)),
	}, nil
}

// shutdown prints what is still kept. Spans come before metrics.
func (t *telemetry) shutdown(ctx context.Context) error {
	return errors.Join(t.tracers.Shutdown(ctx), t.meters.Shutdown(ctx))
}
