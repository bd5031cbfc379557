package otelhook_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/examples/otel/otelhook"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// telemetry keeps the spans and metrics of a test.
type telemetry struct {
	spans   *tracetest.InMemoryExporter
	reader  *metric.ManualReader
	tracers *trace.TracerProvider
	meters  *metric.MeterProvider
}

func newTelemetry(t *testing.T) *telemetry {
	t.Helper()
	m := &telemetry{spans: tracetest.NewInMemoryExporter(), reader: metric.NewManualReader()}
	m.tracers = trace.NewTracerProvider(trace.WithSyncer(m.spans))
	m.meters = metric.NewMeterProvider(metric.WithReader(m.reader))
	return m
}

// options let a client tell of its calls. It waits next to nothing before it
// repeats one.
func (m *telemetry) options(t *testing.T) []backoffice.Option {
	t.Helper()
	hook, err := otelhook.New(m.tracers, m.meters)
	require.NoError(t, err)
	return []backoffice.Option{
		backoffice.WithHook(hook),
		backoffice.WithMiddleware(otelhook.Middleware(m.tracers, m.meters)),
		backoffice.WithRetry(backoffice.RetryPolicy{BaseDelay: 1}),
	}
}

// named returns the spans with a name, in the order they ended.
func (m *telemetry) named(name string) tracetest.SpanStubs {
	var found tracetest.SpanStubs
	for _, span := range m.spans.GetSpans() {
		if span.Name == name {
			found = append(found, span)
		}
	}
	return found
}

// one returns the only span with a name.
func (m *telemetry) one(t *testing.T, name string) tracetest.SpanStub {
	t.Helper()
	found := m.named(name)
	require.Len(t, found, 1, name)
	return found[0]
}

func (m *telemetry) collect(t *testing.T) *metricdata.ResourceMetrics {
	t.Helper()
	collected := &metricdata.ResourceMetrics{}
	require.NoError(t, m.reader.Collect(context.WithoutCancel(t.Context()), collected))
	return collected
}

// counts returns how often each set of attributes of a metric was recorded.
func (m *telemetry) counts(t *testing.T, name string) map[string]int {
	t.Helper()
	found := map[string]int{}
	for _, scope := range m.collect(t).ScopeMetrics {
		for _, recorded := range scope.Metrics {
			if recorded.Name != name {
				continue
			}
			switch data := recorded.Data.(type) {
			case metricdata.Sum[int64]:
				for _, point := range data.DataPoints {
					found[text(point.Attributes.ToSlice())] += int(point.Value)
				}
			case metricdata.Histogram[float64]:
				for _, point := range data.DataPoints {
					found[text(point.Attributes.ToSlice())] += int(point.Count)
				}
			default:
				t.Fatalf("%s is a %T", name, data)
			}
		}
	}
	return found
}

// text returns attributes in one line, in the order of their names.
func text(attributes []attribute.KeyValue) string {
	set := attribute.NewSet(attributes...)
	var parts []string
	for _, pair := range set.ToSlice() {
		parts = append(parts, fmt.Sprintf("%s=%v", pair.Key, pair.Value.AsInterface()))
	}
	return strings.Join(parts, " ")
}

const order = "100000042"

// newOMS returns a client of a test server that holds one order.
func (m *telemetry) newOMS(t *testing.T, options ...backoffice.Option) (*backofficetest.Server, *oms.Client) {
	t.Helper()
	server := backofficetest.NewServer(t)
	server.SeedDECK(backofficetest.DECKOrder{Number: order, CustomerID: oms.GuestCustomerID})
	credentials := oms.Credentials{SiteCode: server.DECKSiteCode(), APIKey: server.DECKAPIKey()}
	client, err := oms.New(server.DECKURL(), credentials, append(m.options(t), options...)...)
	require.NoError(t, err)
	return server, client
}

func (m *telemetry) newERP(t *testing.T, options ...backoffice.Option) (*backofficetest.Server, *customer.Client) {
	t.Helper()
	server := backofficetest.NewServer(t)
	client, err := customer.New(server.ManExURL(), server.ManExKey(), append(m.options(t), options...)...)
	require.NoError(t, err)
	return server, client
}

func link(ctx context.Context, client *oms.Client, options ...backoffice.Option) error {
	_, err := client.LinkAccount(ctx, oms.LinkAccountRequest{OrderNumber: order, CustomerID: "C-7"}, options...)
	return err
}
