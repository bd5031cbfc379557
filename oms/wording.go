package oms

import "strings"

// verificationWords are the words by which a refusal tells that it was the
// signature that was refused. None of them is documented: the vendor publishes
// no error texts. They name what only the signature has, so that a refused
// address verification, say, is not mistaken for it.
var verificationWords = []struct {
	text  string
	holds func(message, text string) bool
}{
	{"verificationkey", strings.Contains},
	{"verification key", strings.Contains},
	{"timestamputc", strings.Contains},
	{"api key", strings.Contains},
	{"apikey", strings.Contains},
	{"unauthorized", strings.Contains},
	{"not authorized", strings.Contains},
	{"authentication failed", strings.HasPrefix},
	{"verification failed", strings.HasPrefix},
	{"failed verification", strings.HasPrefix},
	{"invalid timestamp", strings.HasPrefix},
	{"timestamp", strings.HasPrefix},
}

// meansVerificationFailed is the default rule of [WithVerificationFailure].
func meansVerificationFailed(_ ResponseCode, message string) bool {
	message = strings.ToLower(strings.TrimSpace(message))
	for _, words := range verificationWords {
		if words.holds(message, words.text) {
			return true
		}
	}
	return false
}
