package backoffice_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/shopspring/decimal"
)

// FuzzDecimal checks that a number is read exactly or not at all.
func FuzzDecimal(f *testing.F) {
	for _, text := range []string{"0", "-0.00", "8.2500", "1e3", "9223372036854775808", "1e400", "1e9223372036854775807", "1e-9223372036854775808", "0E20000", "0.00000000000000000000000001", "abc", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := backoffice.ParseDecimal(text)
		if err != nil {
			return
		}
		want, err := decimal.NewFromString(text)
		if err != nil && got.IsZero() {
			return // a zero may have any exponent here, and not there
		}
		if err != nil {
			t.Fatalf("%q is taken, but is no number: %v", text, err)
		}
		if !got.Decimal().Equal(want) {
			t.Fatalf("%q became %s", text, got)
		}
		again, err := backoffice.ParseDecimal(got.String())
		if err != nil || !again.Equal(got) {
			t.Fatalf("%q became %s and then %s", text, got, again)
		}
	})
}

// FuzzTime checks that a time that was read is written as it was.
func FuzzTime(f *testing.F) {
	for _, text := range []string{
		"2014-11-19T10:09:57.041868-05:00", "2014-11-19T13:28:00", "2014-11-19T13:27:49.25", "0001-01-01T00:00:00", "2014-11-19T13:28:00Z", "",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := backoffice.ParseTime(text)
		if err != nil || got.IsZero() {
			return
		}
		again, err := backoffice.ParseTime(got.String())
		if err != nil || again != got {
			t.Fatalf("%q became %s and then %s: %v", text, got, again, err)
		}
	})
}
