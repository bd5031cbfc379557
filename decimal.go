package backoffice

import (
	"cmp"
	"errors"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// maxDigits is the precision of SQL Server's NUMERIC, the widest number any of
// the vendors can store.
const maxDigits = 38

// maxPower is an exponent that no number of 38 digits has, whatever zeros it is
// written with. It leaves sums with lengths of texts room in an int.
const maxPower = 1 << 30

// Decimal is an exact decimal number for money and rates. It holds up to 38
// digits, never a binary float. The zero value is 0.
//
// Decimals can be compared with ==, whatever zeros they were written with: 8.25
// and 8.2500 are the same value. Use [Decimal.Decimal] for arithmetic.
type Decimal struct {
	// The digits as an integer of 128 bits, which hold 38 digits. They end in
	// no zero unless scale is 0, so that equal numbers are equal values.
	high, low uint64
	scale     uint8 // digits after the point
	negative  bool
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

// parseShort reads plain notation of up to 18 digits.
func parseShort(text string) (d Decimal, ok bool) {
	digits := text
	if strings.HasPrefix(digits, "-") {
		digits, d.negative = digits[1:], true
	}
	if len(digits) == 0 || len(digits) > 19 {
		return Decimal{}, false
	}
	point := -1
	for i := range len(digits) {
		switch c := digits[i]; {
		case c >= '0' && c <= '9':
			d.low = d.low*10 + uint64(c-'0')
		case c == '.' && point < 0 && i > 0 && i < len(digits)-1:
			point = i
		default:
			return Decimal{}, false
		}
	}
	switch {
	case point >= 0:
		d.scale = uint8(len(digits) - 1 - point)
	case len(digits) > 18:
		return Decimal{}, false
	}
	for d.scale > 0 && d.low%10 == 0 {
		d.low /= 10
		d.scale--
	}
	if d.low == 0 {
		d.negative = false
	}
	return d, true
}

// parseLong reads what parseShort leaves: exponents and long numbers. Their
// size is bounded before any arithmetic, or a hostile answer could ask for as
// many zeros as it likes.
func parseLong(text string) (d Decimal, err error) {
	mantissa, exponent, hasExponent := strings.Cut(strings.ToLower(text), "e")
	power := 0
	if hasExponent {
		if power, err = strconv.Atoi(exponent); err != nil {
			return Decimal{}, errNotDecimal
		}
		power = max(-maxPower, min(power, maxPower))
	}
	mantissa, d.negative = strings.CutPrefix(mantissa, "-")
	whole, fraction, hasPoint := strings.Cut(mantissa, ".")
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
	if scale < 0 {
		significant += strings.Repeat("0", -scale)
		scale = 0
	}
	d.scale = uint8(scale)
	for i := range len(significant) {
		d.append10(significant[i] - '0')
	}
	return d, nil
}

// append10 appends a digit to the integer.
func (d *Decimal) append10(digit byte) {
	carry, low := bits.Mul64(d.low, 10)
	low, over := bits.Add64(low, uint64(digit), 0)
	d.high, d.low = d.high*10+carry+over, low
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// unscaled returns the integer, with its sign.
func (d Decimal) unscaled() *big.Int {
	n := new(big.Int).SetUint64(d.high)
	n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(d.low))
	if d.negative {
		n.Neg(n)
	}
	return n
}

// Decimal returns the value as a shopspring decimal, for arithmetic.
func (d Decimal) Decimal() decimal.Decimal {
	return decimal.NewFromBigInt(d.unscaled(), -int32(d.scale))
}

// Cmp returns -1, 0 or +1 as d is less than, equal to, or greater than other.
func (d Decimal) Cmp(other Decimal) int {
	switch {
	case d == other:
		return 0
	case d.Sign() != other.Sign():
		return cmp.Compare(d.Sign(), other.Sign())
	}
	return d.Decimal().Cmp(other.Decimal())
}

// Equal reports whether d and other are the same number, as == does.
func (d Decimal) Equal(other Decimal) bool { return d == other }

// Sign returns -1, 0 or +1 as d is negative, zero or positive.
func (d Decimal) Sign() int {
	switch {
	case d.negative:
		return -1
	case d.IsZero():
		return 0
	}
	return 1
}

// IsZero reports whether d is 0.
func (d Decimal) IsZero() bool { return d == Decimal{} }

// Scale returns how many digits after the point the value needs.
func (d Decimal) Scale() int { return int(d.scale) }

// Int64 returns the value as an integer, and false if it has a fraction or
// does not fit.
func (d Decimal) Int64() (int64, bool) {
	switch {
	case d.scale > 0 || d.high > 0:
		return 0, false
	case d.negative:
		return -int64(d.low), d.low <= 1<<63
	}
	return int64(d.low), d.low < 1<<63
}

// String returns the number in plain notation, without trailing zeros.
func (d Decimal) String() string { return string(d.append(nil)) }

func (d Decimal) append(dst []byte) []byte {
	if d.negative {
		dst = append(dst, '-')
		d.negative = false
	}
	var buffer [maxDigits + 2]byte
	digits := strconv.AppendUint(buffer[:0], d.low, 10)
	if d.high > 0 {
		digits = d.unscaled().Append(buffer[:0], 10)
	}
	whole := len(digits) - int(d.scale)
	if whole <= 0 {
		dst = append(dst, "0."...)
		for range -whole {
			dst = append(dst, '0')
		}
		return append(dst, digits...)
	}
	dst = append(dst, digits[:whole]...)
	if d.scale == 0 {
		return dst
	}
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
