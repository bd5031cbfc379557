// Package transport carries one call from the typed request to the verdict on
// its answer. It knows no vendor: what an answer means is told by a [Judge],
// and how a secret enters a request by a [Credential].
//
// From the outside in:
//
//	Client.Do      arguments and options checked, rate limiter, deadline
//	go-retryablehttp   repeats by class and by what became of the attempt
//	middleware     the caller's: sees the route template and the unsigned body
//	RoundTrip      one attempt: deadline, trace, credential, bounded read
//	http.Transport HTTP/1.1, no redirects, no cookie jar
package transport
