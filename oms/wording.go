package oms

import (
	"regexp"
	"strings"
)

// The words by which a refusal tells that it was the signature that was refused.
// None of them is documented: the vendor publishes no error texts.
var (
	// signatureNamed are words for what nothing but the signature has, and a
	// message that speaks of nothing but a failed verification.
	signatureNamed = regexp.MustCompile(`(?i)\b(verification ?key|TimestampUTC|API ?key)\b|` +
		`^(verification failed|failed verification)[.!]?$`)
	// signatureMeant are words that may be about something else, such as an
	// address or a payment, unless the message begins with them. Even then it
	// may go on to say so.
	signatureMeant = regexp.MustCompile(`(?i)^(unauthorized|not authorized|authentication failed|` +
		`verification failed|failed verification|(invalid )?timestamp)\b`)
)

// meansVerificationFailed is the default rule of [WithVerificationFailure].
func meansVerificationFailed(code ResponseCode, message string) bool {
	return namesSignature(code, message) || signatureMeant.MatchString(strings.TrimSpace(message))
}

// namesSignature is the stricter rule for a call that must not be done twice: its
// repetition needs a refusal that can be about nothing else.
func namesSignature(_ ResponseCode, message string) bool {
	return signatureNamed.MatchString(strings.TrimSpace(message))
}
