package backoffice

import (
	"errors"
	"time"
)

// Time is a point in time as a back-office system writes it: a wall clock,
// with or without a zone. Most values come without one, and then mean the
// local time of the server, which no answer names. [Time.In] turns either
// sort into a [time.Time] once the caller says where the server stands.
//
// The zero value means that the system holds no time. Times can be compared
// with ==.
type Time struct {
	// The wall clock, in seconds since the beginning of the year 1.
	seconds     int64
	nanoseconds int32
	offset      int16 // minutes east of UTC, if zoned
	zoned       bool
}

var errNotTime = errors.New("not a date-time of the form 2006-01-02T15:04:05")

// ParseTime reads 2014-11-19T13:28:00, with up to nine digits of fraction and
// with or without a zone (Z or -05:00).
func ParseTime(text string) (Time, error) {
	const wall = len("2006-01-02T15:04:05")
	if len(text) < wall {
		return Time{}, errNotTime
	}
	t, ok := parseWall(text[:wall])
	if !ok {
		return Time{}, errNotTime
	}
	rest := text[wall:]
	nanos, rest, ok := parseFraction(rest)
	if !ok {
		return Time{}, errNotTime
	}
	offset, zoned, ok := parseZone(rest)
	if !ok {
		return Time{}, errNotTime
	}
	parsed := wallTime(t.Add(nanos))
	parsed.offset, parsed.zoned = offset, zoned
	return parsed, nil
}

// yearOne is the beginning of the year 1, in seconds of Unix time.
const yearOne = -62135596800

// wallTime returns the wall clock of t, which is in UTC.
func wallTime(t time.Time) Time {
	return Time{seconds: t.Unix() - yearOne, nanoseconds: int32(t.Nanosecond())}
}

// wall returns the wall clock, in UTC.
func (t Time) wall() time.Time {
	return time.Unix(t.seconds+yearOne, int64(t.nanoseconds)).UTC()
}

func parseWall(text string) (time.Time, bool) {
	if text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' {
		return time.Time{}, false
	}
	year, ok1 := number(text[0:4])
	month, ok2 := number(text[5:7])
	day, ok3 := number(text[8:10])
	hour, ok4 := number(text[11:13])
	minute, ok5 := number(text[14:16])
	second, ok6 := number(text[17:19])
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	date := Date{Year: year, Month: time.Month(month), Day: day}
	if !date.IsValid() {
		return time.Time{}, false
	}
	return time.Date(year, date.Month, day, hour, minute, second, 0, time.UTC), true
}

func parseFraction(text string) (nanos time.Duration, rest string, ok bool) {
	if text == "" || text[0] != '.' {
		return 0, text, true
	}
	end := 1
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	digits := end - 1
	if digits == 0 || digits > 9 {
		return 0, "", false
	}
	n, _ := number(text[1:end])
	for range 9 - digits {
		n *= 10
	}
	return time.Duration(n), text[end:], true
}

func parseZone(text string) (offset int16, zoned, ok bool) {
	switch {
	case text == "":
		return 0, false, true
	case text == "Z":
		return 0, true, true
	case len(text) != len("+00:00") || text[3] != ':' || text[0] != '+' && text[0] != '-':
		return 0, false, false
	}
	hours, ok1 := number(text[1:3])
	minutes, ok2 := number(text[4:6])
	if !ok1 || !ok2 || hours > 14 || minutes > 59 {
		return 0, false, false
	}
	offset = int16(hours*60 + minutes)
	if text[0] == '-' {
		offset = -offset
	}
	return offset, true, true
}

// number reads a run of digits that is known to fit an int.
func number(digits string) (int, bool) {
	n := 0
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return 0, false
		}
		n = n*10 + int(digits[i]-'0')
	}
	return n, true
}

// TimeOf returns t with its zone, to the minute: the systems write no finer
// offsets.
func TimeOf(t time.Time) Time {
	_, seconds := t.Zone()
	offset := seconds / 60
	of := wallTime(t.UTC().Add(time.Duration(offset) * time.Minute))
	of.offset, of.zoned = int16(offset), true
	return of
}

// WallTimeOf returns the wall clock of t without its zone.
func WallTimeOf(t time.Time) Time {
	year, month, day := t.Date()
	return wallTime(time.Date(year, month, day, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC))
}

// HasZone reports whether the system wrote a zone with the time.
func (t Time) HasZone() bool { return t.zoned }

// IsZero reports whether the system holds no time.
func (t Time) IsZero() bool { return t == Time{} }

// In returns the point in time in the given location. A time without a zone is
// taken to be a wall clock there.
func (t Time) In(location *time.Location) time.Time {
	if t.zoned {
		return t.wall().Add(-time.Duration(t.offset) * time.Minute).In(location)
	}
	wall := t.wall()
	year, month, day := wall.Date()
	return time.Date(year, month, day, wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), location)
}

// Date returns the day as written.
func (t Time) Date() Date { return DateOf(t.wall()) }

// String returns the time as it is written on the wire, "" for the zero value.
func (t Time) String() string {
	text, _ := t.AppendText(nil)
	return string(text)
}

// AppendText implements [encoding.TextAppender].
func (t Time) AppendText(dst []byte) ([]byte, error) {
	if t.IsZero() {
		return dst, nil
	}
	dst = t.wall().AppendFormat(dst, "2006-01-02T15:04:05.999999999")
	if !t.zoned {
		return dst, nil
	}
	zone := time.FixedZone("", int(t.offset)*60)
	return time.Time{}.In(zone).AppendFormat(dst, "Z07:00"), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (t Time) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]. The empty text is the
// zero value.
func (t *Time) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*t = Time{}
		return nil
	}
	*t, err = ParseTime(string(text))
	return err
}

// MarshalJSON writes the time as a string, the zero value as null.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	text, _ := t.AppendText([]byte{'"'})
	return append(text, '"'), nil
}

// UnmarshalJSON reads a string. null leaves t unchanged.
func (t *Time) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return errNotTime
	}
	return t.UnmarshalText(text[1 : len(text)-1])
}
