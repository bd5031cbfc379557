// Package otelhook tells OpenTelemetry of the calls of a client: a span for each
// call, a span for each of its attempts below that, and metrics.
//
//	hook, err := otelhook.New(tracers, meters)
//	if err != nil {
//		return err
//	}
//	client, err := oms.New(baseURL, credentials,
//		backoffice.WithHook(hook),
//		backoffice.WithMiddleware(otelhook.Middleware(tracers, meters)))
//
// The hook and the middleware work without each other too. Copy the package and
// change what you like: it is small on purpose.
//
// # Spans
//
// The span of a call has the name of the operation, such as "oms.LinkAccount",
// and these attributes:
//
//   - backoffice.operation, http.request.method, and url.template, which is the
//     route: the name that the semantic conventions give it in a client, where a
//     server has http.route
//   - backoffice.outcome: "done", or what the call may have changed, in the words
//     of [backoffice.Outcome]
//   - backoffice.attempts, and backoffice.settled for a write whose answer was
//     lost and that was found done
//   - http.response.status_code of the last attempt, and backoffice.request_id,
//     if there are any
//   - error.type, the [backoffice.Kind] of a failure
//
// A wait before another attempt is an event, "retry". Attempts are client spans
// of otelhttp, such as "POST /api/OmsOrderLinkAccount".
//
// # Metrics
//
//   - backoffice.client.call.duration, a histogram in seconds, waits included
//   - backoffice.client.call.outcomes, a counter of calls by outcome
//   - backoffice.client.call.retries, a counter of attempts after the first one
//
// Their attributes are those of the span that have few values. otelhttp adds
// http.client.request.duration and its like, of single attempts.
//
// # Secrets
//
// Hook and middleware stand outside the credential, so keys can't reach a span or
// a metric. The middleware also keeps the query, and what fills the route, out
// of url.full, because customers stand there. The description of a failed call's
// status is the text of its error, which may quote the vendor's message.
package otelhook
