package orders

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// Link points from one resource to another. The client never follows it: links
// name the host the vendor's deployment knows itself by, which need not be the
// base URL, and some documented ones are wrong.
type Link struct {
	// Href is an absolute URL.
	Href string `json:"href"`
	// Rel says what it leads to, such as self, item, quote or submit.
	Rel string `json:"rel"`
}

// Links are the links of an answer. The vendor writes them as a list, or as an
// object with a member for each Rel; both are read. What is neither is passed
// over, because no call depends on a link.
//
// Source: http://docs.hostway.com/index.php/Hypermedia, read 2026-11.
type Links []Link

// Find returns the first link with the given Rel.
func (l Links) Find(rel string) (Link, bool) {
	i := slices.IndexFunc(l, func(link Link) bool { return link.Rel == rel })
	if i < 0 {
		return Link{}, false
	}
	return l[i], true
}

// UnmarshalJSON reads both forms. It never fails.
func (l *Links) UnmarshalJSON(data []byte) error {
	*l = nil
	var elements []json.RawMessage
	if json.Unmarshal(data, &elements) == nil {
		for _, element := range elements {
			l.add("", element)
		}
		return nil
	}
	members, _ := wire.Members(data)
	for _, m := range members {
		l.add(m.Name, m.Value)
	}
	return nil
}

func (l *Links) add(rel string, raw []byte) {
	link := Link{Rel: rel}
	if json.Unmarshal(raw, &link) == nil && link.Href != "" {
		*l = append(*l, link)
	}
}

// idIn returns the id of the resource whose own link ends in /collection/id.
func (l Links) idIn(collection string) string {
	self, _ := l.Find("self")
	segments := pathOf(self.Href)
	if n := len(segments); n >= 2 && segments[n-2] == collection {
		return segments[n-1]
	}
	return ""
}

// lastSegment returns the last path segment of a URL, "" if it has none.
func lastSegment(rawURL string) string {
	segments := pathOf(rawURL)
	if len(segments) == 0 {
		return ""
	}
	return segments[len(segments)-1]
}

// orderIn returns the id of the order that a URL is of or below. The last
// segment decides where the path has no orders in it, as behind a gateway with
// paths of its own.
func orderIn(rawURL string) string {
	segments := pathOf(rawURL)
	last := len(segments) - 1
	for i := last - 1; i >= 0; i-- {
		if segments[i] == "orders" {
			return segments[i+1]
		}
	}
	if last < 0 || segments[last] == "orders" {
		return ""
	}
	return segments[last]
}

// pathOf returns the path segments of a URL. Some of the vendor's URLs end in a
// slash.
func pathOf(rawURL string) []string {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil
	}
	segments := strings.Split(strings.Trim(u.EscapedPath(), "/"), "/")
	for i, segment := range segments {
		segments[i], _ = url.PathUnescape(segment) // EscapedPath is well formed
	}
	return segments
}
