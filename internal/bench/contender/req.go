package contender

import (
	"context"

	"github.com/imroc/req/v3"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

var reqPlain, reqTrimmed = both("req v3", "github.com/imroc/req/v3", openReq)

func openReq(s Setup) sender {
	client := req.C().SetBaseURL(s.Root)
	if s.Transport != nil {
		client.GetClient().Transport = s.Transport
	}
	return func(ctx context.Context, r request, answer any) error {
		call := client.R().
			SetContext(ctx).
			SetHeader("Accept", "application/json").
			SetPathParam("key", work.Key).
			SetSuccessResult(answer)
		if r.body == nil {
			call.SetQueryParam(r.Param, r.value)
		} else {
			call.SetBodyJsonMarshal(r.body)
		}
		resp, err := call.Send(r.Method, r.Template)
		if err != nil {
			return err
		}
		return checkStatus(resp.StatusCode)
	}
}
