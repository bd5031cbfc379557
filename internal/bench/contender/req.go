package contender

import (
	"context"

	"github.com/imroc/req/v3"
)

var reqPlain, reqTrimmed = both("req v3", "github.com/imroc/req/v3", openReq)

func openReq(s Setup) sender {
	client := req.C().SetBaseURL(s.Root)
	if s.Transport != nil {
		client.GetClient().Transport = s.Transport
	}
	return func(ctx context.Context, r request, answer any) error {
		m := r.message()
		call := client.R().SetContext(ctx)
		if r.Part != "" {
			call.SetPathParam(r.Part, r.Value)
		}
		if answer != nil {
			call.SetSuccessResult(answer)
		}
		if m.body == nil {
			call.SetQueryParam(r.Param, r.value)
		} else {
			call.SetBodyJsonMarshal(m.body)
		}
		for _, h := range m.header {
			call.SetHeader(h.name, h.value)
		}
		resp, err := call.Send(r.Method, r.Template)
		if err != nil {
			return err
		}
		return r.checkStatus(resp.StatusCode)
	}
}
