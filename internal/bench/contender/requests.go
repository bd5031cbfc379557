package contender

import (
	"context"

	"github.com/carlmjohnson/requests"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

var requestsPlain, requestsTrimmed = both("requests", "github.com/carlmjohnson/requests", openRequests)

func openRequests(s Setup) sender {
	client := s.httpClient()
	return func(ctx context.Context, r request, answer any) error {
		call := requests.URL(s.Root).
			Client(client).
			Path(r.Prefix + work.Key).
			Accept("application/json").
			ToJSON(answer)
		if r.body == nil {
			call.Param(r.Param, r.value)
		} else {
			call.BodyJSON(r.body)
		}
		return call.Fetch(ctx)
	}
}
