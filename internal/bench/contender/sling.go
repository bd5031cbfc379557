package contender

import (
	"context"
	"net/url"

	"github.com/dghubble/sling"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

var slingPlain, slingTrimmed = both("sling", "github.com/dghubble/sling", openSling)

// slingQuery holds the query parameters of all calls. go-querystring, which
// sling uses, takes structs.
type slingQuery struct {
	NumberOrName string `url:"CustNumOrName,omitempty"`
	Link         string `url:"LinkAdd,omitempty"`
}

func openSling(s Setup) sender {
	base := sling.New().Client(s.httpClient()).Base(s.Root).Set("Accept", "application/json")
	return func(ctx context.Context, r request, answer any) error {
		call := base.New().Path(r.Prefix + url.PathEscape(work.Key))
		switch {
		case r.body != nil:
			call.Post("").BodyJSON(r.body)
		case r.Param == work.RouteShipTaxGet.Param:
			call.QueryStruct(&slingQuery{Link: r.value})
		default:
			call.QueryStruct(&slingQuery{NumberOrName: r.value})
		}
		request, err := call.Request()
		if err != nil {
			return err
		}
		resp, err := call.Do(request.WithContext(ctx), answer, nil)
		if err != nil {
			return err
		}
		return checkStatus(resp.StatusCode)
	}
}
