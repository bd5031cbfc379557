package contender

import (
	"context"
	"net/http"

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
	base := sling.New().Client(s.httpClient()).Base(s.Root)
	return func(ctx context.Context, r request, answer any) error {
		m := r.message()
		call := base.New().Path(r.Path())
		for _, h := range m.header {
			call.Set(h.name, h.value)
		}
		switch {
		case r.Method == http.MethodPost:
			call.Post("").BodyJSON(m.body)
		case r.Method == http.MethodPut:
			call.Put("").BodyJSON(m.body)
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
		return r.checkStatus(resp.StatusCode)
	}
}
