package work

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Envelope surrounds every answer of the ERP.
type Envelope[P any] struct {
	Code           int     `json:"Code"`
	Message        string  `json:"Message"`
	SessionID      *string `json:"SessionId"`
	IsValidUser    bool    `json:"IsValidUser"`
	ResponseObject P       `json:"ResponseObject"`
}

// Text is a text that loses its padding when it is read.
type Text string

// UnmarshalJSON implements [json.Unmarshaler]. Most texts have no escapes and
// need no second pass of the decoder.
func (t *Text) UnmarshalJSON(raw []byte) error {
	if len(raw) >= 2 && raw[0] == '"' && isPlainASCII(raw) {
		*t = Text(bytes.TrimRight(raw[1:len(raw)-1], " "))
		return nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	*t = Text(strings.TrimRight(text, " "))
	return nil
}

func isPlainASCII(raw []byte) bool {
	for _, c := range raw {
		if c == '\\' || c >= 0x80 {
			return false
		}
	}
	return true
}
