package backofficetest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// hostwayCall is a request that was found to be a documented call.
type hostwayCall struct {
	h     *hostway
	x     *exchange
	parts map[string]string
	order *HostwayOrder // nil for create
}

// admit checks what all calls have in common, and finds the order.
func (c *hostwayCall) admit() bool {
	owner := c.cookie()
	if !c.acceptsType() {
		return false
	}
	id, addressed := c.parts["order"]
	if !addressed {
		return c.authorized() != denied || c.unauthorized()
	}
	c.order = c.h.find(id)
	if c.order == nil {
		c.notFound()
		return false
	}
	submitted := c.order.Status != hostwayNew
	basic := c.authorized()
	switch {
	case basic == denied, owner != c.order.OwnerID && !(submitted && basic == granted):
		return c.unauthorized()
	case submitted && c.x.http.Method != http.MethodGet && c.x.op != "orders.Delete":
		c.refuse(http.StatusMethodNotAllowed, "Method not allowed")
		return false
	}
	return true
}

// cookie returns the owner id of the request. It reports every other cookie,
// which a real server would pass over.
func (c *hostwayCall) cookie() string {
	if lines := c.x.http.Header["Cookie"]; len(lines) > 1 || len(c.x.http.Cookies()) > 1 {
		c.x.problem("carries more than one cookie")
	}
	cookie, err := c.x.http.Cookie(hostwayCookie)
	if err != nil {
		if c.x.http.Header.Get("Cookie") != "" {
			c.x.problem("carries a cookie that is not " + hostwayCookie)
		}
		return ""
	}
	return cookie.Value
}

// acceptsType checks the type of the body, if there is one.
func (c *hostwayCall) acceptsType() bool {
	contentType := c.x.http.Header.Get("Content-Type")
	switch method := c.x.http.Method; {
	case method == http.MethodGet, method == http.MethodDelete:
		if len(c.x.body) > 0 || contentType != "" {
			c.x.problem("has a body or a Content-Type, which the pages don't show")
		}
	case contentType != hostwayJSON:
		c.x.problem("has the Content-Type %q in place of %q", contentType, hostwayJSON)
		c.refuse(http.StatusUnsupportedMediaType, "Unsupported Media Type")
		return false
	}
	return true
}

// permission is what the credentials of HTTP Basic say.
type permission int

const (
	anonymous permission = iota
	granted
	denied
)

func (c *hostwayCall) authorized() permission {
	if c.x.http.Header.Get("Authorization") == "" {
		return anonymous
	}
	user, password, _ := c.x.http.BasicAuth()
	if expected, known := c.h.config.users[user]; known && expected == password {
		return granted
	}
	return denied
}

func (c *hostwayCall) unauthorized() bool {
	c.x.reply(http.StatusUnauthorized, "text/plain; charset=UTF-8", []byte(hostwayUnauthorized))
	return false
}

// bind reads the body into dst, a pointer to a struct. It answers a body that is
// wrong, and reports members that a real server would pass over.
func (c *hostwayCall) bind(dst any, required ...string) bool {
	var members map[string]json.RawMessage
	if json.Unmarshal(c.x.body, &members) != nil || json.Unmarshal(c.x.body, dst) != nil {
		c.badRequest(nil)
		return false
	}
	strict := json.NewDecoder(bytes.NewReader(c.x.body))
	strict.DisallowUnknownFields()
	if err := strict.Decode(dst); err != nil {
		c.x.problem("%v", err)
	}
	missing := map[string]string{}
	for _, name := range required {
		if value := members[name]; value == nil || slices.Contains([]string{`""`, "null"}, string(value)) {
			missing[name] = "Required"
		}
	}
	if len(missing) > 0 {
		c.badRequest(missing)
		return false
	}
	return true
}

// path returns the path of the call, without a slash at its end.
func (c *hostwayCall) path() string { return strings.TrimSuffix(hostwayPath(c.x), "/") }

// since tells that the server answers as the pages of the year or later ones.
func (c *hostwayCall) since(year int) bool { return c.h.config.year >= year }

// either returns the status of 2013, or that of later pages.
func (c *hostwayCall) either(in2013, later int) int {
	if c.since(2014) {
		return later
	}
	return in2013
}
