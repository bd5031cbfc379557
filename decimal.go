package backoffice

import (
	"errors"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// maxDigits is the precision of SQL Server's NUMERIC, the widest number any of
// the vendors can store.
const maxDigits = 38

// Decimal is an exact decimal number for money and rates. It holds up to 38
// digits, never a binary float. The zero value is 0.
//
// Numbers of up to 18 digits can be compared with ==, whatever zeros they were
// written with: 8.25 and 8.2500 are the same value. Use [Decimal.Equal] when
// longer ones may occur, and [Decimal.Decimal] for arithmetic.
type Decimal struct {
	unscaled int64            // without trailing zeros where scale > 0
	scale    int32            // digits after the point, never negative
	large    *decimal.Decimal // set when the value does not fit unscaled
}

var (
	errNotDecimal   = errors.New("not a decimal number")
	errDecimalRange = errors.New("number has more than 38 digits")
)

// ParseDecimal reads a number such as "2500", "-8.25" or "1e3". It fails on
// anything else, and on a number that does not fit 38 digits: it never rounds.
func ParseDecimal(text string) (Decimal, error) {
	if d, ok := parseShort(text); ok {
		return d, nil
	}
	return parseLong(text)
}

// MustDecimal is like [ParseDecimal] but panics on failure. It is for constants.
func MustDecimal(text string) Decimal {
	d, err := ParseDecimal(text)
	if err != nil {
		panic("backoffice.MustDecimal(" + strconv.Quote(text) + "): " + err.Error())
	}
	return d
}

// DecimalOf converts a shopspring decimal. It fails when the value does not
// fit 38 digits.
func DecimalOf(value decimal.Decimal) (Decimal, error) {
	if digits := value.NumDigits(); digits > maxDigits || int(value.Exponent()) > maxDigits || -int(value.Exponent()) > 2*maxDigits {
		return Decimal{}, errDecimalRange
	}
	return ParseDecimal(value.String())
}

// parseShort reads plain notation of up to 18 digits without allocating.
func parseShort(text string) (Decimal, bool) {
	digits := text
	negative := strings.HasPrefix(digits, "-")
	if negative {
		digits = digits[1:]
	}
	if len(digits) == 0 || len(digits) > 19 {
		return Decimal{}, false
	}
	var unscaled int64
	point := -1
	for i := range len(digits) {
		switch c := digits[i]; {
		case c >= '0' && c <= '9':
			unscaled = unscaled*10 + int64(c-'0')
		case c == '.' && point < 0 && i > 0 && i < len(digits)-1:
			point = i
		default:
			return Decimal{}, false
		}
	}
	scale := int32(0)
	switch {
	case point >= 0:
		scale = int32(len(digits) - 1 - point)
	case len(digits) > 18:
		return Decimal{}, false
	}
	for scale > 0 && unscaled%10 == 0 {
		unscaled /= 10
		scale--
	}
	if negative {
		unscaled = -unscaled
	}
	return Decimal{unscaled: unscaled, scale: scale}, true
}

// parseLong reads what parseShort leaves: exponents and long numbers. The
// exponent is bounded before shopspring sees it, which would otherwise write
// out as many zeros as a hostile answer asks for.
func parseLong(text string) (Decimal, error) {
	mantissa, exponent, hasExponent := strings.Cut(strings.ToLower(text), "e")
	power := 0
	if hasExponent {
		var err error
		if power, err = strconv.Atoi(exponent); err != nil {
			return Decimal{}, errNotDecimal
		}
	}
	whole, fraction, hasPoint := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	if !allDigits(whole) || hasPoint && !allDigits(fraction) {
		return Decimal{}, errNotDecimal
	}
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return Decimal{}, nil
	}
	significant := strings.TrimRight(digits, "0")
	scale := len(fraction) - power - (len(digits) - len(significant))
	if len(significant) > maxDigits || scale > maxDigits || len(significant)-scale > maxDigits {
		return Decimal{}, errDecimalRange
	}
	if strings.HasPrefix(mantissa, "-") {
		significant = "-" + significant
	}
	return fromSignificant(significant, scale)
}

// fromSignificant builds significant × 10^-scale, whose size is already checked.
func fromSignificant(significant string, scale int) (Decimal, error) {
	if scale < 0 {
		significant += strings.Repeat("0", -scale)
		scale = 0
	}
	if unscaled, err := strconv.ParseInt(significant, 10, 64); err == nil && unscaled > -1e18 && unscaled < 1e18 {
		return Decimal{unscaled: unscaled, scale: int32(scale)}, nil
	}
	large, err := decimal.NewFromString(significant)
	if err != nil {
		return Decimal{}, errNotDecimal
	}
	large = large.Shift(-int32(scale))
	return Decimal{large: &large}, nil
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// Decimal returns the value as a shopspring decimal, for arithmetic.
func (d Decimal) Decimal() decimal.Decimal {
	if d.large != nil {
		return *d.large
	}
	return decimal.New(d.unscaled, -d.scale)
}

// Cmp returns -1, 0 or +1 as d is less than, equal to, or greater than other.
func (d Decimal) Cmp(other Decimal) int {
	if d.large == nil && other.large == nil && d.scale == other.scale {
		switch {
		case d.unscaled < other.unscaled:
			return -1
		case d.unscaled > other.unscaled:
			return 1
		}
		return 0
	}
	return d.Decimal().Cmp(other.Decimal())
}

// Equal reports whether d and other are the same number.
func (d Decimal) Equal(other Decimal) bool { return d.Cmp(other) == 0 }

// Sign returns -1, 0 or +1 as d is negative, zero or positive.
func (d Decimal) Sign() int {
	switch {
	case d.large != nil:
		return d.large.Sign()
	case d.unscaled < 0:
		return -1
	case d.unscaled > 0:
		return 1
	}
	return 0
}

// IsZero reports whether d is 0.
func (d Decimal) IsZero() bool { return d.Sign() == 0 }

// Scale returns how many digits after the point the value needs.
func (d Decimal) Scale() int {
	if d.large != nil {
		return max(0, -int(d.large.Exponent()))
	}
	return int(d.scale)
}

// Int64 returns the value as an integer, and false if it has a fraction or
// does not fit.
func (d Decimal) Int64() (int64, bool) {
	switch {
	case d.large == nil:
		return d.unscaled, d.scale == 0
	case !d.large.IsInteger() || !d.large.BigInt().IsInt64():
		return 0, false
	}
	return d.large.IntPart(), true
}

// String returns the number in plain notation, without trailing zeros.
func (d Decimal) String() string { return string(d.append(nil)) }

func (d Decimal) append(dst []byte) []byte {
	if d.large != nil {
		return append(dst, d.large.String()...)
	}
	if d.scale == 0 {
		return strconv.AppendInt(dst, d.unscaled, 10)
	}
	magnitude := uint64(d.unscaled)
	if d.unscaled < 0 {
		dst = append(dst, '-')
		magnitude = -magnitude
	}
	var buffer [20]byte
	digits := strconv.AppendUint(buffer[:0], magnitude, 10)
	whole := len(digits) - int(d.scale)
	if whole <= 0 {
		dst = append(dst, "0."...)
		for range -whole {
			dst = append(dst, '0')
		}
		return append(dst, digits...)
	}
	dst = append(dst, digits[:whole]...)
	dst = append(dst, '.')
	return append(dst, digits[whole:]...)
}

// AppendText implements [encoding.TextAppender].
func (d Decimal) AppendText(dst []byte) ([]byte, error) { return d.append(dst), nil }

// MarshalText implements [encoding.TextMarshaler].
func (d Decimal) MarshalText() ([]byte, error) { return d.append(nil), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (d *Decimal) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDecimal(string(text))
	return err
}

// MarshalJSON writes the number bare, without quotes.
func (d Decimal) MarshalJSON() ([]byte, error) { return d.append(nil), nil }

// UnmarshalJSON reads a number, bare or in quotes. null leaves d unchanged.
func (d *Decimal) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		text = text[1 : len(text)-1]
	}
	return d.UnmarshalText(text)
}
