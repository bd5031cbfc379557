package backoffice

import (
	"errors"
	"time"
)

// Date is a day of the calendar, sent as MM/DD/YYYY, the form the ERP's
// parameter tables ask for. The zero value is no date.
type Date struct {
	// Year has four digits at most.
	Year int
	// Month counts from 1, [time.January].
	Month time.Month
	// Day counts from 1.
	Day int
}

var errNotDate = errors.New("not a date of the form MM/DD/YYYY or YYYY-MM-DD")

// NewDate returns the day. It does not check it; see [Date.IsValid].
func NewDate(year int, month time.Month, day int) Date {
	return Date{Year: year, Month: month, Day: day}
}

// DateOf returns the day of t in t's own location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{Year: year, Month: month, Day: day}
}

// ParseDate reads MM/DD/YYYY or YYYY-MM-DD.
func ParseDate(text string) (Date, error) {
	layout := "01/02/2006"
	if len(text) > 4 && text[4] == '-' {
		layout = time.DateOnly
	}
	t, err := time.Parse(layout, text)
	if err != nil {
		return Date{}, errNotDate
	}
	return DateOf(t), nil
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// IsValid reports whether the calendar has such a day, in years 1 to 9999.
func (d Date) IsValid() bool {
	if d.Year < 1 || d.Year > 9999 || d.Month < 1 || d.Month > 12 || d.Day < 1 {
		return false
	}
	return d.Day <= 28 || d.Day <= time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// In returns midnight at the start of the day in the given location.
func (d Date) In(location *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, location)
}

// Compare returns -1, 0 or +1 as d is before, on, or after other.
func (d Date) Compare(other Date) int {
	return d.In(time.UTC).Compare(other.In(time.UTC))
}

// String returns the date as MM/DD/YYYY, "" for the zero value. What it returns
// for a date that is not valid is of no use.
func (d Date) String() string {
	text, _ := d.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender].
func (d Date) AppendText(dst []byte) ([]byte, error) {
	if d.IsZero() {
		return dst, nil
	}
	dst = append(dst, byte('0'+d.Month/10%10), byte('0'+d.Month%10), '/', byte('0'+d.Day/10%10), byte('0'+d.Day%10), '/')
	return append(dst, byte('0'+d.Year/1000%10), byte('0'+d.Year/100%10), byte('0'+d.Year/10%10), byte('0'+d.Year%10)), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]. The empty text is the
// zero value.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}
