package oms

// Response is what every answer begins with. Embed it in the types that [Call]
// reads into.
type Response struct {
	// ResponseCode is CodeSuccess or CodeQueued: a call that is answered by
	// another code returns an error.
	ResponseCode ResponseCode `json:"ResponseCode"`
	// Message is a text for people.
	Message string `json:"Message"`
	// CorrelationID identifies the call in the vendor's logs. Older builds of
	// the server send none.
	CorrelationID string `json:"CorrelationId"`
}

// Queued reports whether the call was accepted to be done later. Nothing tells
// when, or whether, that happens.
func (r Response) Queued() bool { return r.ResponseCode == CodeQueued }
