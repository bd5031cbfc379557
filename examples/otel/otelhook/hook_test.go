package otelhook_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/examples/otel/otelhook"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/trace"
)

const (
	linkSpan    = "oms.LinkAccount"
	linkAttempt = "POST /api/OmsOrderLinkAccount"
	linkIs      = "backoffice.operation=oms.LinkAccount"
	linkRoute   = " http.request.method=POST"
	linkURL     = " url.template=/api/OmsOrderLinkAccount"
)

func TestSuccess(t *testing.T) {
	t.Parallel()
	m := newTelemetry(t)
	server, client := m.newOMS(t)
	ctx, mine := m.tracers.Tracer("mine").Start(t.Context(), "mine")
	require.NoError(t, link(ctx, client))
	mine.End()

	call, attempt := m.one(t, linkSpan), m.one(t, linkAttempt)
	assert.Equal(t, trace.SpanKindInternal, call.SpanKind)
	assert.Equal(t, mine.SpanContext().SpanID(), call.Parent.SpanID())
	assert.Equal(t, "backoffice.attempts=1 "+linkIs+" backoffice.outcome=done"+linkRoute+" http.response.status_code=200"+linkURL,
		text(call.Attributes))
	assert.Equal(t, codes.Unset, call.Status.Code)
	assert.Empty(t, call.Events)

	assert.Equal(t, trace.SpanKindClient, attempt.SpanKind)
	assert.Equal(t, call.SpanContext.SpanID(), attempt.Parent.SpanID())
	assert.Contains(t, text(attempt.Attributes), "url.full="+server.URL()+"/api/OmsOrderLinkAccount"+linkURL)
	assert.NotContains(t, text(attempt.Attributes), "resend_count")
	sent := server.Requests("oms.LinkAccount")[0].Header
	assert.Equal(t, "00-"+attempt.SpanContext.TraceID().String()+"-"+attempt.SpanContext.SpanID().String()+"-01", sent.Get("Traceparent"))

	assert.Equal(t, map[string]int{linkIs + linkRoute + " http.response.status_code=200" + linkURL: 1}, m.counts(t, "backoffice.client.call.duration"))
	assert.Equal(t, map[string]int{linkIs + " backoffice.outcome=done": 1}, m.counts(t, "backoffice.client.call.outcomes"))
	assert.Empty(t, m.counts(t, "backoffice.client.call.retries"))
	assert.Len(t, m.counts(t, "http.client.request.duration"), 1, "of otelhttp")
}

func TestRetry(t *testing.T) {
	t.Parallel()
	m := newTelemetry(t)
	server, client := m.newOMS(t)
	server.Script("oms.LinkAccount", backofficetest.Status(503), backofficetest.DropAfter())
	require.NoError(t, link(t.Context(), client))

	call := m.one(t, linkSpan)
	assert.Contains(t, text(call.Attributes), "backoffice.attempts=3 "+linkIs+" backoffice.outcome=done")
	require.Len(t, call.Events, 2)
	assert.Equal(t, "retry", call.Events[0].Name)
	assert.Regexp(t, `^backoffice\.retry_in=\S+ error\.type=server error http\.response\.status_code=503$`, text(call.Events[0].Attributes))
	assert.Regexp(t, `^backoffice\.retry_in=\S+ error\.type=network error$`, text(call.Events[1].Attributes))

	attempts := m.named(linkAttempt)
	require.Len(t, attempts, 3)
	for i, attempt := range attempts {
		assert.Equal(t, call.SpanContext.SpanID(), attempt.Parent.SpanID())
		assert.Contains(t, server.Requests("oms.LinkAccount")[i].Header.Get("Traceparent"), attempt.SpanContext.SpanID().String())
	}
	assert.Contains(t, text(attempts[1].Attributes), "http.request.resend_count=1")
	assert.Equal(t, "no answer", attempts[1].Status.Description)
	assert.Contains(t, text(attempts[2].Attributes), "http.request.resend_count=2")
	assert.Equal(t, map[string]int{linkIs + " error.type=server error": 1, linkIs + " error.type=network error": 1},
		m.counts(t, "backoffice.client.call.retries"))
	assert.Equal(t, map[string]int{linkIs + " backoffice.outcome=done": 1}, m.counts(t, "backoffice.client.call.outcomes"))
}

// TestFailures lets a call fail in each way that has an outcome of its own.
func TestFailures(t *testing.T) {
	t.Parallel()
	lost := backofficetest.DropAfter()
	tests := map[string]struct {
		faults   []backofficetest.Fault
		number   string
		kind     backoffice.Kind
		outcome  string
		status   int
		attempts int
	}{
		"refused by the client": {number: "", kind: backoffice.ErrInvalid, outcome: "not sent"},
		"not found":             {number: "0000000099", kind: backoffice.ErrNotFound, outcome: "rejected", status: 200, attempts: 1},
		"lost":                  {faults: []backofficetest.Fault{lost, lost, lost}, number: "0000000010", kind: backoffice.ErrNetwork, outcome: "unknown", attempts: 3},
		"rate limited": {
			faults: []backofficetest.Fault{backofficetest.RetryAfter(429, "3600")}, number: "0000000010",
			kind: backoffice.ErrRateLimited, outcome: "rejected", status: 429, attempts: 1,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newTelemetry(t)
			server, client := m.newERP(t)
			server.Script("customer.Edit", test.faults...)
			err := client.Edit(t.Context(), customer.EditRequest{Number: test.number, Status: new(customer.StatusActive)})
			require.ErrorIs(t, err, test.kind)

			call := m.one(t, "customer.Edit")
			assert.Equal(t, codes.Error, call.Status.Code)
			assert.Equal(t, err.Error(), call.Status.Description)
			const is, route = "backoffice.operation=customer.Edit", " http.request.method=POST"
			why, status := " error.type="+string(test.kind), ""
			if test.status != 0 {
				status = " http.response.status_code=" + strconv.Itoa(test.status)
			}
			const template = " url.template=/API/Customer/Edit/{key}"
			assert.Equal(t, "backoffice.attempts="+strconv.Itoa(test.attempts)+" "+is+" backoffice.outcome="+test.outcome+why+route+status+template,
				text(call.Attributes))
			assert.Len(t, m.named("POST /API/Customer/Edit/{key}"), test.attempts)
			assert.Equal(t, map[string]int{is + " backoffice.outcome=" + test.outcome + why: 1}, m.counts(t, "backoffice.client.call.outcomes"))
			assert.Equal(t, map[string]int{is + why + route + status + template: 1}, m.counts(t, "backoffice.client.call.duration"))
		})
	}
}

// TestSettled: the look-up that settles an Add is a call of its own below it.
func TestSettled(t *testing.T) {
	t.Parallel()
	m := newTelemetry(t)
	server, client := m.newERP(t)
	server.Script("customer.Add", backofficetest.DropAfter())
	_, err := client.Add(t.Context(), customer.AddRequest{Number: new("0000000042"), Name: "Acme", Status: customer.StatusActive})
	require.NoError(t, err)
	add, look := m.one(t, "customer.Add"), m.one(t, "customer.Get")
	assert.Contains(t, text(add.Attributes), "backoffice.outcome=done backoffice.settled=true")
	assert.Equal(t, add.SpanContext.SpanID(), look.Parent.SpanID())
}

// TestSentAgainAfterALookUp counts as a retry, although no policy planned it.
func TestSentAgainAfterALookUp(t *testing.T) {
	t.Parallel()
	m := newTelemetry(t)
	server, client := m.newERP(t)
	server.Script("customer.Add", backofficetest.DropBefore())
	_, err := client.Add(t.Context(), customer.AddRequest{Number: new("0000000042"), Name: "Acme", Status: customer.StatusActive})
	require.NoError(t, err)
	assert.Contains(t, text(m.one(t, "customer.Add").Attributes), "backoffice.attempts=2")
	assert.Equal(t, map[string]int{"backoffice.operation=customer.Add error.type=network error": 1}, m.counts(t, "backoffice.client.call.retries"))
}

func TestRequestID(t *testing.T) {
	t.Parallel()
	m := newTelemetry(t)
	server, client := m.newERP(t)
	server.Script("customer.Get", backofficetest.Answer(500, http.Header{"X-Request-Id": {"id-1"}}, ""))
	_, err := client.Get(t.Context(), "1", backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1}))
	require.ErrorIs(t, err, backoffice.ErrServer)
	assert.Contains(t, text(m.one(t, "customer.Get").Attributes), "backoffice.request_id=id-1")
	for attributes := range m.counts(t, "backoffice.client.call.duration") {
		assert.NotContains(t, attributes, "id-1", "there is no end to their number")
	}
}

// TestCustomersStayOutOfURLs: the number of the customer travels in the query.
func TestCustomersStayOutOfURLs(t *testing.T) {
	t.Parallel()
	m := newTelemetry(t)
	server, client := m.newERP(t)
	_, err := client.Get(t.Context(), "0815471108154711")
	require.Error(t, err)
	require.Contains(t, server.Requests("customer.Get")[0].URI, "0815471108154711")
	attempt := m.one(t, "GET /API/Customer/Get/{key}")
	assert.Contains(t, text(attempt.Attributes), "url.full="+server.URL()+"/API/Customer/Get/{key} ")
	assert.NotContains(t, text(attempt.Attributes), "0815471108154711")
}

// TestBaggageStays: a vendor gets the trace, and nothing else of the program.
func TestBaggageStays(t *testing.T) {
	t.Parallel()
	m := newTelemetry(t)
	server, client := m.newOMS(t)
	member, err := baggage.NewMember("user", "ann")
	require.NoError(t, err)
	bag, err := baggage.New(member)
	require.NoError(t, err)
	require.NoError(t, link(baggage.ContextWithBaggage(t.Context(), bag), client))
	header := server.Requests("oms.LinkAccount")[0].Header
	assert.NotEmpty(t, header.Get("Traceparent"))
	assert.Empty(t, header.Get("Baggage"))
}

// TestOtherHooks: a hook that comes later may start spans too, or lose the
// context altogether.
func TestOtherHooks(t *testing.T) {
	t.Parallel()
	m := newTelemetry(t)
	var other trace.Span
	_, client := m.newOMS(t, backoffice.WithHook(backoffice.Hook{
		Start: func(ctx context.Context, _ backoffice.Event) context.Context {
			ctx, other = m.tracers.Tracer("other").Start(ctx, "other")
			return ctx
		},
	}))
	require.NoError(t, link(t.Context(), client))
	assert.True(t, other.IsRecording(), "it belongs to the other hook")
	assert.Len(t, m.named(linkSpan), 1)

	m = newTelemetry(t)
	_, client = m.newOMS(t, backoffice.WithHook(backoffice.Hook{
		Start: func(context.Context, backoffice.Event) context.Context { return context.Background() },
	}))
	require.NoError(t, link(t.Context(), client))
	assert.Empty(t, m.named(linkSpan))
	assert.Equal(t, map[string]int{linkIs + " backoffice.outcome=done": 1}, m.counts(t, "backoffice.client.call.outcomes"))
}

// TestEachWithoutTheOther: hook and middleware can be used alone.
func TestEachWithoutTheOther(t *testing.T) {
	t.Parallel()
	m := newTelemetry(t)
	server := backofficetest.NewServer(t)
	client, err := customer.New(server.ManExURL(), server.ManExKey(), backoffice.WithMiddleware(otelhook.Middleware(m.tracers, m.meters)))
	require.NoError(t, err)
	_, err = client.Get(t.Context(), "0815471108154711")
	require.ErrorIs(t, err, backoffice.ErrNotFound)
	attempt := m.one(t, "GET")
	assert.Contains(t, text(attempt.Attributes), "url.full="+server.URL())
	assert.NotContains(t, text(attempt.Attributes), "url.template")
	assert.NotContains(t, text(attempt.Attributes), "0815471108154711")

	m = newTelemetry(t)
	hook, err := otelhook.New(m.tracers, m.meters)
	require.NoError(t, err)
	client, err = customer.New(server.ManExURL(), server.ManExKey(), backoffice.WithHook(hook))
	require.NoError(t, err)
	_, err = client.Get(t.Context(), "0815471108154711")
	require.ErrorIs(t, err, backoffice.ErrNotFound)
	assert.Len(t, m.spans.GetSpans(), 1)
}

// TestManyAtOnce: calls that run at the same time keep apart.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	const calls, faults = 50, 9
	m := newTelemetry(t)
	server, client := m.newOMS(t, backoffice.WithTimeout(time.Minute))
	for range faults {
		server.Script("oms.LinkAccount", backofficetest.Status(503))
	}
	var group sync.WaitGroup
	for range calls {
		group.Go(func() { assert.NoError(t, link(t.Context(), client, patient)) })
	}
	group.Wait()
	byID := map[trace.SpanID]int{}
	for _, attempt := range m.named(linkAttempt) {
		byID[attempt.Parent.SpanID()]++
	}
	require.Len(t, m.named(linkSpan), calls)
	for _, call := range m.named(linkSpan) {
		assert.Contains(t, text(call.Attributes), "backoffice.attempts="+strconv.Itoa(byID[call.SpanContext.SpanID()])+" ")
	}
	assert.Equal(t, map[string]int{linkIs + " error.type=server error": faults}, m.counts(t, "backoffice.client.call.retries"))
	assert.Equal(t, map[string]int{linkIs + " backoffice.outcome=done": calls}, m.counts(t, "backoffice.client.call.outcomes"))
}

// patient lets even a call succeed that meets all the faults.
var patient = backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 10, BaseDelay: 1})

// broken makes no instruments.
type broken struct{ noop.Meter }

var errBroken = errors.New("broken")

func (broken) Float64Histogram(string, ...metric.Float64HistogramOption) (metric.Float64Histogram, error) {
	return nil, errBroken
}

type brokenProvider struct{ noop.MeterProvider }

func (brokenProvider) Meter(string, ...metric.MeterOption) metric.Meter {
	return broken{}
}

func TestBrokenMeter(t *testing.T) {
	t.Parallel()
	hook, err := otelhook.New(newTelemetry(t).tracers, brokenProvider{})
	assert.ErrorIs(t, err, errBroken)
	assert.Zero(t, hook.Start)
}
