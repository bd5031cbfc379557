package contender

import (
	"context"

	"resty.dev/v3"
)

var resty3Plain, resty3Trimmed = both(Resty3, "resty.dev/v3", openResty3)

func openResty3(s Setup) sender {
	client := resty.New().SetBaseURL(s.Root)
	if s.Transport != nil {
		client.SetTransport(s.Transport)
	}
	return func(ctx context.Context, r request, answer any) error {
		m := r.message()
		call := client.R().SetContext(ctx)
		for _, h := range m.header {
			call.SetHeader(h.name, h.value)
		}
		if r.Part != "" {
			call.SetPathParam(r.Part, r.Value)
		}
		if answer != nil {
			call.SetResult(answer)
		}
		if m.body == nil {
			call.SetQueryParam(r.Param, r.value)
		} else {
			call.SetBody(m.body)
		}
		resp, err := call.Execute(r.Method, r.Template)
		if err != nil {
			return err
		}
		return r.checkStatus(resp.StatusCode())
	}
}
