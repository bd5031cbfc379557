package contender

import (
	"context"

	"resty.dev/v3"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

var resty3Plain, resty3Trimmed = both(Resty3, "resty.dev/v3", openResty3)

func openResty3(s Setup) sender {
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
