package contender

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// The client that a careful programmer writes with the standard library alone.
// All ratios are to the plain one.
var (
	floorPlain, floorTrimmed = both(Floor, "", openFloor)

	// floorExact is there for lists alone: a customer of it is a trimmed one.
	floorExact = Contender{
		Name:    Floor,
		Returns: work.Exact,
		Only:    work.ShipTaxGet,
		New:     func(s Setup) (Calls, error) { return exact(openFloor(s)), nil },
	}
)

func openFloor(s Setup) sender {
	client := s.httpClient()
	return func(ctx context.Context, r request, answer any) error {
		address, body, err := target(s.Root, r)
		if err != nil {
			return err
		}
		request, err := http.NewRequestWithContext(ctx, r.Method, address, reader(body))
		if err != nil {
			return err
		}
		setHeader(request.Header, r)
		resp, err := client.Do(request)
		if err != nil {
			return err
		}
		return decode(resp, answer)
	}
}

// target returns the URL of a call and its body, nil for a read.
func target(root string, r request) (string, []byte, error) {
	address := root + r.Prefix + url.PathEscape(work.Key)
	if r.body == nil {
		return address + "?" + url.Values{r.Param: {r.value}}.Encode(), nil, nil
	}
	body, err := json.Marshal(r.body)
	return address, body, err
}

func reader(body []byte) io.Reader {
	if body == nil {
		return nil
	}
	return bytes.NewReader(body)
}

func setHeader(header http.Header, r request) {
	header.Set("Accept", "application/json")
	if r.body != nil {
		header.Set("Content-Type", "application/json")
	}
}

// decode reads the answer and gives the connection back.
func decode(resp *http.Response, answer any) error {
	defer resp.Body.Close()
	if err := checkStatus(resp.StatusCode); err != nil {
		_, _ = io.Copy(io.Discard, resp.Body) // so that the connection can be used again
		return err
	}
	return json.NewDecoder(resp.Body).Decode(answer)
}
