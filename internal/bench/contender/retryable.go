package contender

import (
	"context"

	"github.com/hashicorp/go-retryablehttp"
)

var retryablePlain, retryableTrimmed = both("go-retryablehttp", "github.com/hashicorp/go-retryablehttp", openRetryable)

// openRetryable is the client by hand with go-retryablehttp in place of
// http.Client, without its logger, which prints every URL and so the key.
func openRetryable(s Setup) sender {
	client := retryablehttp.NewClient()
	client.Logger = nil
	if s.Transport != nil {
		client.HTTPClient.Transport = s.Transport
	}
	if s.NoRetry {
		client.RetryMax = 0
	}
	return func(ctx context.Context, r request, answer any) error {
		address, body, err := target(s.Root, r)
		if err != nil {
			return err
		}
		var rawBody any // a nil []byte would be a body
		if body != nil {
			rawBody = body
		}
		request, err := retryablehttp.NewRequestWithContext(ctx, r.Method, address, rawBody)
		if err != nil {
			return err
		}
		setHeader(request.Header, r)
		resp, err := client.Do(request)
		if err != nil {
			return err
		}
		return decode(resp, answer)
	}
}
