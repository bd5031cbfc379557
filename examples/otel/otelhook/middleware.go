package otelhook

import (
	"net/http"
	"net/url"
	"strings"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

// Middleware returns a middleware for [backoffice.WithMiddleware] that makes a
// client span and the metrics of otelhttp of each attempt, and sends the W3C
// traceparent header. It sends no baggage: what a program keeps there is not
// meant for a vendor.
//
// Without the hook of [New] the attempts have no route in their names, and
// nothing but the host in url.full.
func Middleware(tracers trace.TracerProvider, meters metric.MeterProvider) func(http.RoundTripper) http.RoundTripper {
	return func(next http.RoundTripper) http.RoundTripper {
		return otelhttp.NewTransport(describe{next},
			otelhttp.WithTracerProvider(tracers),
			otelhttp.WithMeterProvider(meters),
			otelhttp.WithPropagators(propagation.TraceContext{}),
			otelhttp.WithSpanNameFormatter(spanName),
		)
	}
}

func spanName(_ string, r *http.Request) string {
	return strings.TrimSpace(r.Method + " " + callFrom(r.Context()).route)
}

// describe corrects what otelhttp says of an attempt. It stands inside of it,
// and the last value of an attribute is the one that counts.
type describe struct{ next http.RoundTripper }

func (d describe) RoundTrip(r *http.Request) (*http.Response, error) {
	c := callFrom(r.Context())
	c.attempts++
	trace.SpanFromContext(r.Context()).SetAttributes(c.describe(r.URL)...)
	return d.next.RoundTrip(r)
}

// describe says where an attempt goes, without the query and without what fills
// the route.
func (c *call) describe(target *url.URL) []attribute.KeyValue {
	found := []attribute.KeyValue{semconv.URLFull(target.Scheme + "://" + target.Host + c.route)}
	if c.route != "" {
		found = append(found, semconv.URLTemplate(c.route))
	}
	if c.attempts > 1 {
		found = append(found, semconv.HTTPRequestResendCount(c.attempts-1))
	}
	return found
}
