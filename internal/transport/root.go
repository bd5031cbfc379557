package transport

import (
	"net"
	"net/url"
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
	case u.Opaque != "" || u.Hostname() == "":
		return nil, "must name a host"
	case u.User != nil:
		return nil, "must not hold user info"
	case u.RawQuery != "" || u.ForceQuery:
		return nil, "must not have a query"
	case u.Fragment != "" || strings.HasSuffix(raw, "#"):
		return nil, "must not have a fragment"
	case u.Scheme == "http" && !plainHTTP && !isLoopback(u.Hostname()):
		return nil, "must begin with https://, or the credential would cross the network unprotected; WithPlainHTTP allows it"
	}
	for segment := range strings.SplitSeq(u.Path, "/") {
		if segment == "." || segment == ".." {
			return nil, "must not have dot segments in its path"
		}
	}
	return &url.URL{
		Scheme:  u.Scheme,
		Host:    strings.ToLower(u.Host),
		Path:    strings.TrimRight(u.Path, "/"),
		RawPath: strings.TrimRight(u.RawPath, "/"),
	}, ""
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
