package transport

import (
	"net"
	"net/url"
	"strconv"
	"strings"
)

// parseRoot checks a root URL and returns it without a trailing slash. The
// problems it reports never quote the input, which may hold a key pasted into
// the wrong place.
func parseRoot(raw string, plainHTTP bool) (*url.URL, string) {
	u, err := url.Parse(raw)
	switch {
	case raw == "":
		return nil, "is required"
	case err != nil:
		return nil, "is not a URL"
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, "must begin with https://"
	case u.Hostname() == "":
		return nil, "must name a host"
	case !isPort(u):
		return nil, "must have a port from 1 to 65535, if it has one"
	case u.User != nil:
		return nil, "must not hold user info"
	case u.RawQuery != "" || u.ForceQuery:
		return nil, "must not have a query"
	case u.Fragment != "" || strings.HasSuffix(raw, "#"):
		return nil, "must not have a fragment"
	case u.Scheme == "http" && !plainHTTP && !isLoopback(u.Hostname()):
		return nil, "must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it"
	case checkVisible(raw) != "":
		return nil, checkVisible(raw)
	case strings.ContainsAny(u.Path, "{}"):
		// The key takes the place of the first {key} there is.
		return nil, "must not have braces in its path, which mark the parts of a route"
	case hasDotSegment(u.Path):
		return nil, "must not have dot segments in its path"
	}
	return &url.URL{
		Scheme:  u.Scheme,
		Host:    strings.ToLower(u.Host),
		Path:    strings.TrimRight(u.Path, "/"),
		RawPath: strings.TrimRight(u.RawPath, "/"),
	}, ""
}

// isPort reports whether the port of u can be dialled. A colon alone has none.
func isPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && port > 0
}

// hasDotSegment reports whether a path leads elsewhere once a server or a proxy
// has cleaned it.
func hasDotSegment(path string) bool {
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "." || segment == ".." {
			return true
		}
	}
	return false
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	return net.ParseIP(host).IsLoopback()
}
