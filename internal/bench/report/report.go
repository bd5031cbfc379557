// Package report writes what was measured as a page for people.
package report

import (
	"bytes"
	_ "embed"
	"text/template"
	"time"

	"github.com/backoffice-sdk/backoffice/internal/bench/gate"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

// Input is what a report is made from.
type Input struct {
	// First and Second are the runs with the two JSON engines.
	First, Second *result.Run
	// Bars are the checks against the bars.
	Bars []gate.Check
	// Quick tells that only what the gate asks for was measured.
	Quick  bool
	Rounds int
	Date   time.Time
}

//go:embed performance.md.tmpl
var page string

//go:embed missed.md
var missed string

// Missed is why bars are missed. It is written by hand.
func (in Input) Missed() string { return missed }

// Render returns the report in Markdown.
func Render(in Input) ([]byte, error) {
	functions := template.FuncMap{
		"interval":  interval,
		"ratio":     ratio,
		"count":     count,
		"micros":    micros,
		"millis":    millis,
		"kilo":      kilo,
		"times":     times,
		"percent":   percent,
		"quotient":  quotient,
		"megabytes": megabytes,
		"figure":    gate.Number,
	}
	t, err := template.New("performance.md").Funcs(functions).Parse(page)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, in); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
