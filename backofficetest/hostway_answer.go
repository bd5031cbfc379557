package backofficetest

import (
	"encoding/json"
	"net/http"
)

const hostwayJSON = "application/json; charset=UTF-8"

// hostwayErrors are the documented names of the error envelope. The others are
// this server's own.
var hostwayErrors = map[int]string{
	http.StatusBadRequest:           "badRequest",
	http.StatusForbidden:            "forbidden",
	http.StatusNotFound:             "itemNotFound",
	http.StatusConflict:             "conflict",
	http.StatusMethodNotAllowed:     "methodNotAllowed",
	http.StatusUnsupportedMediaType: "unsupportedMediaType",
	http.StatusBadGateway:           "badGateway",
}

// hostwayError answers with the error envelope. details are by member; nil is
// written as "".
func (x *exchange) hostwayError(status int, message string, details map[string]string) {
	problem := map[string]any{"guid": hostwayUUID(), "message": message, "code": status, "details": ""}
	if details != nil {
		problem["details"] = details
	}
	x.hostwayReply(status, map[string]any{hostwayErrors[status]: problem})
}

// hostwayReply answers with JSON.
func (x *exchange) hostwayReply(status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		panic("backofficetest: " + err.Error())
	}
	x.reply(status, hostwayJSON, text)
}

// hostwayUnauthorized is the answer to a wrong or missing owner.
const hostwayUnauthorized = "401 Unauthorized\n\nThis server could not verify that you are authorized to access the document you requested."

// refuse answers with the error envelope.
func (c *hostwayCall) refuse(status int, message string) { c.x.hostwayError(status, message, nil) }

// badRequest answers a body whose members are wrong.
func (c *hostwayCall) badRequest(details map[string]string) {
	c.x.hostwayError(http.StatusBadRequest, "POST data error", details)
}

// notFound answers for a part of an order that is not there.
func (c *hostwayCall) notFound() { c.refuse(http.StatusNotFound, "Resource not found") }

// done notes the change and answers without a body.
func (c *hostwayCall) done(status int) {
	c.x.commit(c.order.ID)
	c.x.reply(status, "", nil)
}

// added notes the change and answers with the URL of what was added.
func (c *hostwayCall) added(path string, body any) {
	c.x.commit(c.order.ID)
	c.x.header.Set("Location", hostwayLinkBase+path)
	if body == nil {
		c.x.reply(http.StatusCreated, "", nil)
		return
	}
	c.x.hostwayReply(http.StatusCreated, body)
}

// hostwayLinkBase begins all URLs in answers. It can't be reached, which
// catches clients that follow links. The vendor's own links, too, name the host
// the deployment knows itself by.
const hostwayLinkBase = "http://coreapi01.ote.hostway.invalid:8100"

// hostwayLink is a link of an answer.
type hostwayLink struct {
	Href string `json:"href"`
	Rel  string `json:"rel"`
}

// links returns the links of an answer in the form of the server's option.
// documented is the form the pages show.
func (c *hostwayCall) links(documented HostwayLinkForm, links ...hostwayLink) any {
	form := c.h.config.links
	if form == HostwayLinksAsDocumented {
		form = documented
	}
	if form == HostwayLinkList {
		return links
	}
	byRel := map[string]hostwayLink{}
	for _, link := range links {
		byRel[link.Rel] = link
	}
	return byRel
}

// self returns the link of a resource to itself.
func (c *hostwayCall) self(path string) any {
	return c.links(HostwayLinkList, hostwayLink{hostwayLinkBase + path, "self"})
}

// list answers with the envelope of all lists.
func (c *hostwayCall) list(elements any, path string) {
	c.x.hostwayReply(http.StatusOK, map[string]any{"list": elements, "links": c.self(path)})
}
