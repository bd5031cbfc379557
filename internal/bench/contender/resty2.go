package contender

import (
	"context"

	"github.com/go-resty/resty/v2"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

var resty2Plain, resty2Trimmed = both("resty v2", "github.com/go-resty/resty/v2", openResty2)

func openResty2(s Setup) sender {
	client := resty.New().SetBaseURL(s.Root)
	if s.Transport != nil {
		client.SetTransport(s.Transport)
	}
	return func(ctx context.Context, r request, answer any) error {
		call := client.R().
			SetContext(ctx).
			SetHeader("Accept", "application/json").
			SetPathParam("key", work.Key).
			SetResult(answer)
		if r.body == nil {
			call.SetQueryParam(r.Param, r.value)
		} else {
			call.SetBody(r.body)
		}
		resp, err := call.Execute(r.Method, r.Template)
		if err != nil {
			return err
		}
		return checkStatus(resp.StatusCode())
	}
}
