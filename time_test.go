package backoffice_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseTime(t *testing.T) {
	newYork := time.FixedZone("", -5*3600)
	tests := []struct {
		name, text string
		zoned      bool
		want       time.Time
	}{
		{"with zone, from Customer Add", "2014-11-19T10:09:57.041868-05:00", true, time.Date(2014, 11, 19, 10, 9, 57, 41868000, newYork)},
		{"whole seconds, from Customer Get", "2014-11-19T13:28:00", false, time.Date(2014, 11, 19, 13, 28, 0, 0, time.UTC)},
		{"fraction, from Customer Get", "2014-11-19T13:27:49.25", false, time.Date(2014, 11, 19, 13, 27, 49, 250000000, time.UTC)},
		{"seven digits", "2025-12-20T13:22:45.0257602+00:00", true, time.Date(2025, 12, 20, 13, 22, 45, 25760200, time.UTC)},
		{"UTC", "2025-12-20T13:22:45Z", true, time.Date(2025, 12, 20, 13, 22, 45, 0, time.UTC)},
		{"nine digits", "2025-12-20T13:22:45.123456789", false, time.Date(2025, 12, 20, 13, 22, 45, 123456789, time.UTC)},
		{"leap day", "2024-02-29T00:00:00", false, time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)},
		{"odd zone", "2024-02-29T00:00:00+05:45", true, time.Date(2024, 2, 29, 0, 0, 0, 0, time.FixedZone("", 5*3600+45*60))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := backoffice.ParseTime(tt.text)
			require.NoError(t, err)
			assert.Equal(t, tt.zoned, got.HasZone())
			assert.True(t, tt.want.Equal(got.In(time.UTC)), "got %v", got.In(time.UTC))
			assert.False(t, got.IsZero())
			again, err := backoffice.ParseTime(got.String())
			require.NoError(t, err)
			assert.Equal(t, got, again, "a time survives being written and read")
		})
	}
}

func TestParseTimeRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"empty":           "",
		"short":           "2014-11-19T13:28",
		"day":             "2014-02-30T13:28:00",
		"month":           "2014-13-01T13:28:00",
		"hour":            "2014-01-01T24:28:00",
		"minute":          "2014-01-01T23:60:00",
		"second":          "2014-01-01T23:00:60",
		"year zero":       "0000-01-01T23:00:00",
		"blank between":   "2014-11-19 13:28:00",
		"letters":         "2014-11-19T1x:28:00",
		"separators":      "2014/11/19T13:28:00",
		"empty fraction":  "2014-11-19T13:28:00.",
		"ten digits":      "2014-11-19T13:28:00.0123456789",
		"zone":            "2014-11-19T13:28:00+5",
		"zone hours":      "2014-11-19T13:28:00+15:00",
		"zone minutes":    "2014-11-19T13:28:00+05:60",
		"zone letters":    "2014-11-19T13:28:00+0x:00",
		"zone sign":       "2014-11-19T13:28:00*05:00",
		"trailing":        "2014-11-19T13:28:00Zx",
		"old .NET format": "/Date(1700000000000)/",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := backoffice.ParseTime(text)
			assert.Error(t, err)
		})
	}
}

func TestTimeIn(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		berlin = time.FixedZone("CET", 3600)
	}
	wall, err := backoffice.ParseTime("2014-11-19T13:28:00")
	require.NoError(t, err)
	assert.Equal(t, time.Date(2014, 11, 19, 13, 28, 0, 0, berlin), wall.In(berlin), "without a zone it is a wall clock there")
	zoned, err := backoffice.ParseTime("2014-11-19T13:28:00-05:00")
	require.NoError(t, err)
	assert.Equal(t, time.Date(2014, 11, 19, 19, 28, 0, 0, berlin), zoned.In(berlin), "with a zone it is a point in time")
	assert.Equal(t, backoffice.NewDate(2014, time.November, 19), zoned.Date())
}

func TestTimeOf(t *testing.T) {
	at := time.Date(2014, 11, 19, 13, 28, 0, 500, time.FixedZone("", -5*3600))
	assert.Equal(t, "2014-11-19T13:28:00.0000005-05:00", backoffice.TimeOf(at).String())
	assert.Equal(t, "2014-11-19T13:28:00.0000005", backoffice.WallTimeOf(at).String())
	assert.NotEqual(t, backoffice.TimeOf(at), backoffice.WallTimeOf(at))
	odd := time.Date(1850, 1, 1, 0, 0, 0, 0, time.FixedZone("", 53*60+28)) // Berlin, before zones
	assert.True(t, odd.Equal(backoffice.TimeOf(odd).In(time.UTC)), "an offset in seconds keeps the point in time")
}

func TestTimeJSON(t *testing.T) {
	var row struct{ Set, Null, Blank backoffice.Time }
	row.Null = backoffice.TimeOf(time.Now())
	kept := row.Null
	require.NoError(t, json.Unmarshal([]byte(`{"Set":"2014-11-19T13:27:49.25","Null":null,"Blank":""}`), &row))
	assert.Equal(t, kept, row.Null, "null leaves the value alone")
	assert.True(t, row.Blank.IsZero())
	assert.Empty(t, row.Blank.String())
	row.Null = backoffice.Time{}
	text, err := json.Marshal(row)
	require.NoError(t, err)
	assert.JSONEq(t, `{"Set":"2014-11-19T13:27:49.25","Null":null,"Blank":null}`, string(text))
	assert.Error(t, json.Unmarshal([]byte(`{"Set":3}`), &row))
	assert.Error(t, json.Unmarshal([]byte(`{"Set":"x"}`), &row))

	text, err = backoffice.TimeOf(time.Unix(0, 0).UTC()).MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "1970-01-01T00:00:00Z", string(text))
}

func TestDate(t *testing.T) {
	day := backoffice.NewDate(2014, time.November, 9)
	for name, text := range map[string]string{"as sent": "11/09/2014", "ISO": "2014-11-09"} {
		t.Run(name, func(t *testing.T) {
			got, err := backoffice.ParseDate(text)
			require.NoError(t, err)
			assert.Equal(t, day, got)
		})
	}
	for _, text := range []string{"", "13/01/2014", "02/30/2014", "2014-02-30", "11-09-2014", "x"} {
		_, err := backoffice.ParseDate(text)
		assert.Error(t, err, text)
	}
	assert.Equal(t, "11/09/2014", day.String())
	assert.Equal(t, time.Date(2014, 11, 9, 0, 0, 0, 0, time.UTC), day.In(time.UTC))
	assert.Equal(t, day, backoffice.DateOf(time.Date(2014, 11, 9, 23, 59, 0, 0, time.FixedZone("", -5*3600))))
	assert.Negative(t, day.Compare(backoffice.NewDate(2014, time.November, 10)))

	text, err := json.Marshal(map[string]backoffice.Date{"day": day, "none": {}})
	require.NoError(t, err)
	assert.JSONEq(t, `{"day":"11/09/2014","none":""}`, string(text))
	var back map[string]backoffice.Date
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, day, back["day"])
	assert.True(t, back["none"].IsZero())
}

func TestDateIsValid(t *testing.T) {
	tests := []struct {
		name  string
		date  backoffice.Date
		valid bool
	}{
		{"usual", backoffice.NewDate(2014, 11, 19), true},
		{"leap day", backoffice.NewDate(2024, 2, 29), true},
		{"no leap day", backoffice.NewDate(2023, 2, 29), false},
		{"end of December", backoffice.NewDate(2023, 12, 31), true},
		{"April 31", backoffice.NewDate(2023, 4, 31), false},
		{"zero", backoffice.Date{}, false},
		{"year", backoffice.NewDate(10000, 1, 1), false},
		{"month", backoffice.NewDate(2023, 13, 1), false},
		{"day", backoffice.NewDate(2023, 1, 0), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.valid, tt.date.IsValid()) })
	}
}
