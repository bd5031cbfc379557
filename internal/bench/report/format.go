package report

import (
	"fmt"
	"strconv"

	"github.com/backoffice-sdk/backoffice/internal/bench/measure"
)

// interval prints a median with its limits.
func interval(i measure.Interval) string {
	return fmt.Sprintf("%.2f (%.2f–%.2f)", i.Median, i.Low, i.High)
}

// ratio prints a median alone.
func ratio(i measure.Interval) string { return fmt.Sprintf("%.2f", i.Median) }

func micros(nanos float64) string  { return fmt.Sprintf("%.1f", nanos/1e3) }
func millis(nanos float64) string  { return fmt.Sprintf("%.1f", nanos/1e6) }
func kilo(value float64) string    { return fmt.Sprintf("%.1f", value/1e3) }
func percent(part float64) string  { return fmt.Sprintf("%.0f %%", 100*part) }
func megabytes(bytes int) string   { return fmt.Sprintf("%.1f", float64(bytes)/1e6) }
func quotient(a, b float64) string { return fmt.Sprintf("%.2f", a/b) }
func times(over, under int) string { return fmt.Sprintf("%.2f", float64(over)/float64(under)) }

// count prints a whole number in groups of three digits.
func count(value any) string {
	digits := fmt.Sprint(value)
	if f, ok := value.(float64); ok {
		digits = strconv.FormatFloat(f, 'f', 0, 64)
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
