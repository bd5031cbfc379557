package work

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// Request is what must arrive at the server, however a client spells it: the
// order of members and the escaping of blanks are its own affair.
type Request struct {
	route *Route
	query Fields
	body  Fields
	// signed tells that the body carries a signature, which is checked and then
	// left out of the comparison.
	signed bool
}

func read(r *Route, argument string) Request {
	return Request{route: r, query: Fields{r.Param: argument}}
}

func write(r *Route, body Fields) Request {
	return Request{route: r, query: Fields{}, body: body}
}

// Status is what a good answer comes with.
func (want Request) Status() int { return want.route.Status }

// Check returns what is wrong with a request that was sent.
func (want Request) Check(sent *http.Request, body []byte) error {
	if path := want.route.Path(); sent.Method != want.route.Method || sent.URL.Path != path {
		return fmt.Errorf("sent %s %s in place of %s %s", sent.Method, sent.URL.Path, want.route.Method, path)
	}
	if cookie := sent.Header.Get("Cookie"); cookie != want.route.Cookie {
		return fmt.Errorf("sent the cookie %q", cookie)
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
	return want.checkBody(sent.Header, body)
}

func (want Request) checkBody(header http.Header, body []byte) error {
	if want.body == nil {
		if len(body) > 0 {
			return fmt.Errorf("sent a body of %d bytes where none belongs", len(body))
		}
		return nil
	}
	var sent any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&sent); err != nil {
		return fmt.Errorf("sent a body that is no JSON: %w", err)
	}
	got := Fields{}
	got.flatten("", sent)
	if want.signed {
		if err := checkSignature(header, got); err != nil {
			return err
		}
	}
	return want.body.compare(got)
}

// flatten adds the single values of a document: "name" for the member of an
// object, "0.name" for that of an object in a list.
func (f Fields) flatten(name string, value any) {
	switch value := value.(type) {
	case map[string]any:
		for member, inner := range value {
			f.flatten(below(name, member), inner)
		}
	case []any:
		for i, inner := range value {
			f.flatten(below(name, strconv.Itoa(i)), inner)
		}
	default:
		f[name] = fmt.Sprint(value)
	}
}

func below(name, inner string) string {
	if name == "" {
		return inner
	}
	return name + "." + inner
}
