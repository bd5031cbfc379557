package orders

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"unique"
)

// Secret is an owner id or a password. Package fmt, structured logs, encoders
// and the diffs of test assertions don't show it, not even in an unexported field
// of a struct. Secrets of the same text are equal by ==. The zero value is no
// secret.
type Secret struct {
	// A handle is compared by its text and printed by its address. Libraries that
	// print through pointers and unexported fields find the veiled text.
	veiled unique.Handle[string]
}

// NewSecret returns the secret with the given text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{unique.Make(veil(text))}
}

// Reveal returns the text.
func (s Secret) Reveal() string {
	if s.IsZero() {
		return ""
	}
	return veil(s.veiled.Value())
}

// pad is what secrets are veiled with in this process.
var pad = func() (random [64]byte) {
	_, _ = rand.Read(random[:]) // it never fails
	return random
}()

// veil makes a text unreadable, and a veiled text readable.
func veil(text string) string {
	var veiled strings.Builder
	veiled.Grow(len(text))
	for i := range len(text) {
		veiled.WriteByte(text[i] ^ pad[i%len(pad)])
	}
	return veiled.String()
}

// IsZero reports whether s is no secret.
func (s Secret) IsZero() bool { return s == Secret{} }

// placeholder stands for a secret in all that is printed.
const placeholder = "[secret]"

// String returns a placeholder.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return placeholder
}

// GoString returns a placeholder.
func (s Secret) GoString() string { return "orders.Secret(" + s.String() + ")" }

// Format prints a placeholder for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue logs a placeholder.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText fails: an encoded secret is a leak, and an encoded placeholder
// would pass for a value. Encode [Secret.Reveal] on purpose, or a [Ref].
func (s Secret) MarshalText() ([]byte, error) {
	return nil, errors.New("orders: a secret is encoded by Reveal alone")
}

// UnmarshalText takes the text as it is.
func (s *Secret) UnmarshalText(text []byte) error {
	*s = NewSecret(string(text))
	return nil
}
