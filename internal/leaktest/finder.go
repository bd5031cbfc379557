package leaktest

import "strings"

// finder looks for the pieces of many secrets in one pass over a text.
type finder struct {
	// known has a bit for each hash of the first bytes of a piece, so that hardly
	// any place of a text needs a closer look.
	known  [1 << 16 / 64]uint64
	pieces map[uint32][]string
}

// prefix is how many bytes of a piece are hashed.
const prefix = 4

func newFinder(secrets []Secret) *finder {
	f := &finder{pieces: map[uint32][]string{}}
	for _, secret := range secrets {
		for _, piece := range secret.pieces {
			first := firstBytes(piece)
			f.known[hash(first)/64] |= 1 << (hash(first) % 64)
			f.pieces[first] = append(f.pieces[first], piece)
		}
	}
	return f
}

func firstBytes(text string) uint32 {
	return uint32(text[0]) | uint32(text[1])<<8 | uint32(text[2])<<16 | uint32(text[3])<<24
}

func hash(first uint32) uint32 { return first * 2654435761 >> 16 }

// finds reports whether text holds a piece of a secret.
func (f *finder) finds(text string) bool {
	text = strings.ToLower(text)
	for at := 0; at+prefix <= len(text); at++ {
		first := firstBytes(text[at:])
		if f.known[hash(first)/64]&(1<<(hash(first)%64)) == 0 {
			continue
		}
		for _, piece := range f.pieces[first] {
			if strings.HasPrefix(text[at:], piece) {
				return true
			}
		}
	}
	return false
}

// AnyIn reports whether text holds one of the secrets, or a piece of one.
func AnyIn(text string, secrets []Secret) bool { return newFinder(secrets).finds(text) }
