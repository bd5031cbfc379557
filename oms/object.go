package oms

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/go-faster/jx"
)

// ownMembers are the members that the client adds to every request.
var ownMembers = []string{memberSiteCode, memberVerificationKey, memberTimestamp, memberAPIUsername}

// encodeObject writes request as a JSON object, and returns what is wrong with
// it.
func encodeObject(request any) (object []byte, found violations) {
	if request == nil {
		return []byte("{}"), nil
	}
	object, err := json.Marshal(request)
	switch {
	case err != nil:
		found.add("request", "can't be written as JSON: "+err.Error())
	case object[0] != '{':
		found.add("request", "must be written as a JSON object")
	case hidesBadUTF8(object):
		found.add("request", "must be valid UTF-8")
	default:
		found = checkMembers(object)
	}
	return object, found
}

// checkMembers refuses the client's own members. The server ignores case, so
// the caller's spelling could take the place of the client's.
func checkMembers(object []byte) (found violations) {
	_ = jx.DecodeBytes(object).ObjBytes(func(d *jx.Decoder, name []byte) error { // encoding/json wrote it
		for _, own := range ownMembers {
			if strings.EqualFold(own, string(name)) {
				found.add("request."+own, "is set by the client")
			}
		}
		return d.Skip()
	})
	return found
}

// hidesBadUTF8 reports whether encoding/json met a byte that is not UTF-8: it
// writes the escape \ufffd for it, and U+FFFD itself as it is.
func hidesBadUTF8(object []byte) bool {
	for {
		before, after, found := bytes.Cut(object, []byte(`\ufffd`))
		if !found {
			return false
		}
		if escapes := len(before) - len(bytes.TrimRight(before, `\`)); escapes%2 == 0 {
			return true
		}
		object = after
	}
}
