package contender

import (
	"context"

	"github.com/go-resty/resty/v2"
)

var resty2Plain, resty2Trimmed = both("resty v2", "github.com/go-resty/resty/v2", openResty2)

func openResty2(s Setup) sender {
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
