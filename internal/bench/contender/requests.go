package contender

import (
	"context"

	"github.com/carlmjohnson/requests"
)

var requestsPlain, requestsTrimmed = both("requests", "github.com/carlmjohnson/requests", openRequests)

func openRequests(s Setup) sender {
	client := s.httpClient()
	return func(ctx context.Context, r request, answer any) error {
		m := r.message()
		call := requests.URL(s.Root).
			Client(client).
			Method(r.Method).
			Path(r.Path()).
			CheckStatus(r.Status)
		if answer != nil {
			call.ToJSON(answer)
		}
		if m.body == nil {
			call.Param(r.Param, r.value)
		} else {
			call.BodyJSON(m.body)
		}
		for _, h := range m.header {
			call.Header(h.name, h.value)
		}
		return call.Fetch(ctx)
	}
}
