package backoffice

import "crypto/rand"

// keyAlphabet holds the characters of the ERP's own generated keys, such as
// _4560WJU2L and 056RU7J15B.
const keyAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_"

// NewKey returns a random key of ten characters, in the form of the keys the
// ERP generates for addresses and taxes. An Add that carries the caller's own
// key can be settled after its answer was lost, because the record can be
// looked up by that key.
func NewKey() string {
	const biased = 256 - 256%len(keyAlphabet)
	key := make([]byte, 0, 10)
	var random [16]byte
	for len(key) < cap(key) {
		rand.Read(random[:])
		for _, b := range random {
			if int(b) < biased && len(key) < cap(key) {
				key = append(key, keyAlphabet[int(b)%len(keyAlphabet)])
			}
		}
	}
	return string(key)
}
