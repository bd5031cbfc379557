package contender

import (
	"context"
	"errors"

	"github.com/backoffice-sdk/backoffice/internal/bench/generated/oapi"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

var oapiCodegen = Contender{
	Name:    "oapi-codegen",
	Module:  "github.com/oapi-codegen/oapi-codegen/v2",
	Version: "v2.8.2",
	Returns: work.Plain,
	Only:    work.CustomerGet,
	New:     openOapi,
}

var errNoAnswer = errors.New("the answer has no JSON")

func openOapi(s Setup) (Calls, error) {
	client, err := oapi.NewClientWithResponses(s.Root, oapi.WithHTTPClient(s.httpClient()))
	if err != nil {
		return nil, err
	}
	return Calls{
		work.CustomerGet: newCall(func(ctx context.Context) (*oapi.Customer, error) {
			resp, err := client.CustomerGetWithResponse(ctx, work.Key, &oapi.CustomerGetParams{CustNumOrName: work.CustomerNumber})
			if err != nil {
				return nil, err
			}
			if resp.JSON200 == nil {
				return nil, errNoAnswer
			}
			return &resp.JSON200.ResponseObject, checkCode(resp.JSON200.Code)
		}),
	}, nil
}
