package work

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// Request is what must arrive at the server, however a client spells it: the
// order of members and the escaping of blanks are its own affair.
type Request struct {
	method string
	path   string
	query  Fields
	body   Fields
}

func read(r *Route, argument string) Request {
	return Request{method: r.Method, path: r.Prefix + Key, query: Fields{r.Param: argument}}
}

func write(r *Route, body Fields) Request {
	return Request{method: r.Method, path: r.Prefix + Key, query: Fields{}, body: body}
}

// Check returns what is wrong with a request that was sent.
func (want Request) Check(sent *http.Request, body []byte) error {
	if sent.Method != want.method || sent.URL.Path != want.path {
		return fmt.Errorf("sent %s %s in place of %s %s", sent.Method, sent.URL.Path, want.method, want.path)
	}
	query, err := url.ParseQuery(sent.URL.RawQuery)
	if err != nil {
		return fmt.Errorf("sent a query that can't be read: %w", err)
	}
	got := Fields{}
	for name, values := range query {
		got[name] = fmt.Sprint(values)
	}
	for name, value := range want.query {
		if got[name] != "["+value+"]" {
			return fmt.Errorf("sent %s=%s in place of %s", name, got[name], value)
		}
	}
	if len(got) != len(want.query) {
		return fmt.Errorf("sent %d query parameters in place of %d", len(got), len(want.query))
	}
	return want.checkBody(body)
}

func (want Request) checkBody(body []byte) error {
	if want.body == nil {
		if len(body) > 0 {
			return fmt.Errorf("sent a body of %d bytes where none belongs", len(body))
		}
		return nil
	}
	members := map[string]any{}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&members); err != nil {
		return fmt.Errorf("sent a body that is no JSON object: %w", err)
	}
	got := Fields{}
	for name, value := range members {
		got[name] = fmt.Sprint(value)
	}
	return want.body.compare(got)
}
