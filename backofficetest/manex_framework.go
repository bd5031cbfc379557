package backofficetest

import (
	"net/http"
	"strings"
)

// The errors of the web framework in front of the ERP. They have no Code.

// notFound answers a request that no action is found for.
func (m *manex) notFound(x *exchange, segments []string) {
	detail := "No route data was found for this request."
	switch {
	case len(segments) < 2 || !strings.EqualFold(segments[0], "api"):
	case !m.hasController(segments[1]):
		detail = "No type was found that matches the controller named '" + segments[1] + "'."
	case len(segments) == 4:
		detail = "No action was found on the controller '" + segments[1] + "' that matches the name '" + segments[2] + "'."
	}
	m.noResource(x, detail)
}

func (m *manex) hasController(name string) bool {
	for i := range m.actions {
		if strings.EqualFold(m.actions[i].controller, name) {
			return true
		}
	}
	return false
}

// noResource quotes the whole address, and with it the key, as the framework does.
func (m *manex) noResource(x *exchange, detail string) {
	o := &object{}
	o.add("Message", "No HTTP resource was found that matches the request URI 'http://"+x.http.Host+x.http.RequestURI+"'.")
	o.add("MessageDetail", detail)
	m.send(x, http.StatusNotFound, o)
}

// wrongMethod answers with a bare string, as measured.
func (m *manex) wrongMethod(x *exchange, a *action) {
	x.header.Set("Allow", a.method)
	r := renderer{}
	r.text("The requested resource does not support http method '" + x.http.Method + "'.")
	x.reply(http.StatusMethodNotAllowed, "application/json; charset=utf-8", r.out.Bytes())
}

// unreadable answers a body whose media type the framework has no reader for.
func (m *manex) unreadable(x *exchange, a *action, mediaType string) {
	o := &object{}
	o.add("Message", "An error has occurred.")
	o.add("ExceptionMessage", "No MediaTypeFormatter is available to read an object of type '"+a.table.entity+
		"' from content with media type '"+mediaType+"'.")
	o.add("ExceptionType", "System.InvalidOperationException")
	o.add("StackTrace", "   at System.Net.Http.HttpContentExtensions.ReadAsAsync[T](HttpContent content)")
	m.send(x, http.StatusInternalServerError, o)
}
