package orders

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

var errUndocumented = errors.New("the status is not one that the documentation calls a success")

// refusal judges an answer whose status is no success of the operation. The
// status decides the kind; the body can only add words to it.
func (op *operation) refusal(answer *transport.Answer) transport.Verdict {
	if answer.Status < 400 {
		return answer.Unreadable(errUndocumented)
	}
	v := answer.ByStatus()
	own := describe(&v, answer)
	v.Missing = own && v.Kind == backoffice.ErrNotFound
	if answer.Status == http.StatusMethodNotAllowed && (op.closes || own && op.changesAnOrder()) {
		v.Kind = backoffice.ErrConflict
	}
	return v
}

// describe adds what the body says: an envelope, a map of fields, a text, or
// nothing at all. It reports whether it found the vendor's own envelope.
func describe(v *transport.Verdict, answer *transport.Answer) (own bool) {
	text := strings.TrimSpace(string(answer.Body))
	switch {
	case text == "":
		return false
	case strings.HasPrefix(text, "<"):
		page := answer.Unreadable(wire.ErrSyntax)
		v.Message, v.Cause = page.Message, page.Cause
		return false
	case !strings.HasPrefix(strings.TrimPrefix(text, "\uFEFF"), "{"):
		v.Message = text
		return false
	}
	members, err := wire.Members(answer.Body)
	if err != nil {
		v.Cause = cmp.Or(v.Cause, err)
		return false
	}
	p, found := findProblem(members)
	if !found {
		p.details = texts(members)
	}
	v.Code, v.Message, v.RequestID, v.Details = p.name, p.words(), p.guid, p.details
	return found
}

// problem is the error envelope: one member whose name is the kind of error.
//
//	{"itemNotFound": {"guid": "…", "message": "…", "code": 404, "details": ""}}
type problem struct {
	name, message, guid string
	details             map[string]string
}

// words returns the message and the details in one text, the fields in the order
// of their names.
func (p *problem) words() string {
	var remarks []string
	for _, field := range slices.Sorted(maps.Keys(p.details)) {
		remarks = append(remarks, joined(field, p.details[field], ": "))
	}
	details := strings.Join(remarks, "; ")
	if details == p.message {
		return p.message
	}
	return joined(p.message, details, ": ")
}

// joined returns two texts, either of which may be empty.
func joined(a, b, separator string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + separator + b
}

// findProblem finds the envelope, whatever its name.
func findProblem(members []wire.Member) (problem, bool) {
	for _, m := range members {
		if p, ok := readProblem(m); ok {
			return p, true
		}
	}
	return problem{}, false
}

// readProblem reads a member that is the envelope. Its code is left alone: it
// repeats the HTTP status.
func readProblem(m wire.Member) (p problem, ok bool) {
	fields, err := wire.Members(m.Value)
	if err != nil {
		return problem{}, false
	}
	p.name = m.Name
	for _, f := range fields {
		switch f.Name {
		case "message":
			p.message, ok = text(f.Value), true
		case "guid":
			p.guid, ok = text(f.Value), true
		case "details":
			p.details = details(f.Value)
		case "code":
			ok = true
		}
	}
	return p, ok
}

// details reads the remarks on single fields, or the one on the whole request.
func details(raw []byte) map[string]string {
	members, err := wire.Members(raw)
	if err == nil {
		return texts(members)
	}
	if remark := text(raw); remark != "" {
		return map[string]string{"": remark}
	}
	return nil
}

// maxDetails bounds what a hostile answer can make an error hold.
const maxDetails = 100

func texts(members []wire.Member) map[string]string {
	found := make(map[string]string, min(len(members), maxDetails))
	for _, m := range members[:min(len(members), maxDetails)] {
		found[m.Name] = text(m.Value)
	}
	return found
}

// text returns a string as it is, null as "", and anything else as JSON.
func text(raw []byte) string {
	var s *string
	if json.Unmarshal(raw, &s) != nil {
		return string(raw)
	}
	if s == nil {
		return ""
	}
	return *s
}
