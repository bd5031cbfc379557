package transport

import "strings"

// PathParts returns the parts in braces of the operation's own path.
func PathParts(op *Operation) []string {
	var parts []string
	for _, segment := range strings.Split(op.Route.Path, "/") {
		if strings.HasPrefix(segment, "{") {
			parts = append(parts, segment)
		}
	}
	return parts
}
