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
		Takes:   only(work.ShipTaxGet),
		New:     func(s Setup) (Calls, error) { return exact(openFloor(s)), nil },
	}
)

// Unread asks as the floor does and throws the answer away. It is no client, and
// so in no list: it shows how much of a call net/http and the connection take,
// which no client over net/http can save.
var Unread = Contender{
	Name:    Floor,
	Returns: work.Nothing,
	Takes:   only(work.CustomerGet),
	New: func(s Setup) (Calls, error) {
		send := openFloor(s)
		return Calls{work.CustomerGet: newCall(func(ctx context.Context) (any, error) {
			return nil, send(ctx, customerGet, nil)
		})}, nil
	},
}

func openFloor(s Setup) sender {
	client := s.httpClient()
	return func(ctx context.Context, r request, answer any) error {
		m := r.message()
		address, body, err := target(s.Root, r, m)
		if err != nil {
			return err
		}
		request, err := http.NewRequestWithContext(ctx, r.Method, address, reader(body))
		if err != nil {
			return err
		}
		m.setHeader(request.Header)
		resp, err := client.Do(request)
		if err != nil {
			return err
		}
		return decode(r, resp, answer)
	}
}

// target returns the URL of a call and its body, nil for a read.
func target(root string, r request, m message) (string, []byte, error) {
	address := root + r.Path()
	if m.body == nil {
		return address + "?" + url.Values{r.Param: {r.value}}.Encode(), nil, nil
	}
	body, err := json.Marshal(m.body)
	return address, body, err
}

func reader(body []byte) io.Reader {
	if body == nil {
		return nil
	}
	return bytes.NewReader(body)
}

func (m message) setHeader(header http.Header) {
	for _, h := range m.header {
		header.Set(h.name, h.value)
	}
}

// decode reads the answer and gives the connection back.
func decode(r request, resp *http.Response, answer any) error {
	defer resp.Body.Close()
	if err := r.checkStatus(resp.StatusCode); err != nil || answer == nil {
		_, _ = io.Copy(io.Discard, resp.Body) // so that the connection can be used again
		return err
	}
	return json.NewDecoder(resp.Body).Decode(answer)
}
