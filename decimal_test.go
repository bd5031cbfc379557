package backoffice_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseDecimal(t *testing.T) {
	nines := strings.Repeat("9", 38)
	tests := []struct{ name, text, want string }{
		{"zero", "0", "0"},
		{"negative zero", "-0", "0"},
		{"zero with scale", "0.00", "0"},
		{"whole", "2500", "2500"},
		{"negative", "-8.25", "-8.25"},
		{"trailing zeros", "8.2500", "8.25"},
		{"as SQL writes it", "100.0", "100"},
		{"below one", "0.05", "0.05"},
		{"far below one", "0.00000000000000000000000001", "0.00000000000000000000000001"},
		{"below one, negative", "-0.05", "-0.05"},
		{"eighteen digits", "999999999999999.999", "999999999999999.999"},
		{"nineteen digits", "9223372036854775807", "9223372036854775807"},
		{"beyond int64", "9223372036854775808", "9223372036854775808"},
		{"beyond float64", "9007199254740993", "9007199254740993"},
		{"exponent", "1e3", "1000"},
		{"capital exponent with sign", "12E-1", "1.2"},
		{"positive sign in exponent", "1e+2", "100"},
		{"exponent of zero", "0e999999999", "0"},
		{"38 digits", nines, nines},
		{"38 digits after the point", "0." + nines, "0." + nines},
		{"negative, 38 digits", "-" + nines, "-" + nines},
		{"long with trailing zeros", "12345678901234567890.500", "12345678901234567890.5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := backoffice.ParseDecimal(tt.text)
			require.NoError(t, err)
			assert.Equal(t, tt.want, d.String())
			exact, _, err := big.ParseFloat(tt.text, 10, 400, big.ToNearestEven)
			require.NoError(t, err)
			assert.Equal(t, exact.Sign(), d.Sign(), "sign")
			assert.Equal(t, exact.Sign() == 0, d.IsZero())
			assert.True(t, d.Decimal().Equal(decimal.RequireFromString(tt.want)))
			back, err := backoffice.DecimalOf(d.Decimal())
			require.NoError(t, err)
			assert.Equal(t, d, back)
		})
	}
}

func TestParseDecimalRefuses(t *testing.T) {
	tests := map[string]string{
		"empty":                 "",
		"sign alone":            "-",
		"plus sign":             "+1",
		"point alone":           ".",
		"no digit before point": ".5",
		"no digit after point":  "5.",
		"two points":            "1.2.3",
		"letters":               "abc",
		"letters after digits":  "12a",
		"blank":                 " 1",
		"infinity":              "Inf",
		"not a number":          "NaN",
		"hexadecimal":           "0x10",
		"underscore":            "1_000",
		"no exponent digits":    "1e",
		"huge exponent":         "1e400",
		"exponent beyond int":   "1e99999999999999999999",
		"largest exponent":      "1e9223372036854775807",
		"smallest exponent":     "1e-9223372036854775808",
		"fraction and smallest": "1.5e-9223372036854775807",
		"tiny exponent":         "1e-400",
		"39 digits":             strings.Repeat("9", 39),
		"two signs":             "--1",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := backoffice.ParseDecimal(text)
			assert.Error(t, err)
		})
	}
	assert.PanicsWithValue(t, `backoffice.MustDecimal("x"): not a decimal number`, func() { backoffice.MustDecimal("x") })
	_, err := backoffice.DecimalOf(decimal.New(1, 1_000_000_000))
	assert.Error(t, err, "an exponent that would fill the memory")
}

func TestDecimalsCompare(t *testing.T) {
	d := backoffice.MustDecimal
	assert.Equal(t, d("8.25"), d("8.2500"), "the same number is the same value, whatever zeros it was written with")
	assert.Equal(t, backoffice.Decimal{}, d("0.000"))
	assert.Equal(t, -1, d("8.25").Cmp(d("8.3")))
	assert.Equal(t, 1, d("-1").Cmp(d("-2")))
	assert.Equal(t, 0, d("1e20").Cmp(d("100000000000000000000")))
	assert.True(t, d("1e20").Equal(d("100000000000000000000")))
	assert.Equal(t, d("1e20"), d("100000000000000000000.00"), "== works for long numbers as well")
	assert.Equal(t, -1, d("-1").Cmp(d("1")))
	assert.Equal(t, 1, d("1").Cmp(d("-1")))
	assert.Equal(t, 1, d("0").Cmp(d("-1")))
	assert.Equal(t, -1, d("0").Cmp(d("0.1")))
	assert.Equal(t, 1, d("1e37").Cmp(d("9")))
	assert.False(t, d("1").Equal(d("2")))
	assert.Equal(t, 4, d("0.0825").Scale())
	assert.Equal(t, 1, d("12345678901234567890.5").Scale())
}

func TestDecimalInt64(t *testing.T) {
	tests := []struct {
		text string
		want int64
		ok   bool
	}{
		{"100.0", 100, true},
		{"-7", -7, true},
		{"9223372036854775807", 9223372036854775807, true},
		{"9223372036854775808", 0, false},
		{"12345678901234567890.5", 0, false},
		{"2.5", 0, false},
		{"-9223372036854775808", -9223372036854775808, true},
		{"-9223372036854775809", 0, false},
		{"1e30", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			n, ok := backoffice.MustDecimal(tt.text).Int64()
			assert.Equal(t, tt.ok, ok)
			if ok {
				assert.Equal(t, tt.want, n)
			}
		})
	}
}

func TestDecimalJSON(t *testing.T) {
	var row struct {
		Bare, Quoted, Null backoffice.Decimal
	}
	row.Null = backoffice.MustDecimal("3")
	require.NoError(t, json.Unmarshal([]byte(`{"Bare":8.2500,"Quoted":"12.5","Null":null}`), &row))
	assert.Equal(t, "3", row.Null.String(), "null leaves the value alone")
	text, err := json.Marshal(row)
	require.NoError(t, err)
	assert.JSONEq(t, `{"Bare":8.25,"Quoted":12.5,"Null":3}`, string(text))
	assert.Error(t, json.Unmarshal([]byte(`{"Bare":"x"}`), &row))

	text, err = backoffice.MustDecimal("8.25").MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "8.25", string(text))
}
