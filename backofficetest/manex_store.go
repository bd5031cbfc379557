package backofficetest

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// row is one row of a table, by column name. A value is a string, a bool, a
// json.Number, a time.Time, a zonedTime, or nil for NULL.
type row map[string]any

// zonedTime is a time that the ERP still holds in memory. Its zone is lost when
// the database stores it.
type zonedTime struct{ time.Time }

func (r row) text(name string) string {
	text, _ := r[name].(string)
	return text
}

// newRow returns a row of default values.
func (t *table) newRow() row {
	r := make(row, len(t.columns))
	for i := range t.columns {
		c := &t.columns[i]
		switch c.kind {
		case textColumn:
			r[c.name] = ""
		case flagColumn:
			r[c.name] = false
		case numberColumn:
			r[c.name] = json.Number("0")
		default:
			r[c.name] = nil
		}
	}
	return r
}

// stored returns the row as the database keeps it: times without a zone, and as
// exact as their column.
func (t *table) stored(r row) row {
	kept := maps.Clone(r)
	for i := range t.columns {
		c := &t.columns[i]
		switch value := r[c.name].(type) {
		case zonedTime:
			kept[c.name] = c.rounded(value.Time)
		case time.Time:
			kept[c.name] = c.rounded(value)
		}
	}
	return kept
}

// rounded returns t as exact as SQL Server keeps it: a SMALLDATETIME to the
// minute, a DATETIME to 1/300 of a second, which is shown in milliseconds.
func (c *column) rounded(t time.Time) time.Time {
	if c.kind == minuteColumn {
		return t.Round(time.Minute)
	}
	const ticks = 300
	second := t.Truncate(time.Second)
	tick := (int64(t.Sub(second))*ticks + int64(time.Second)/2) / int64(time.Second)
	milliseconds := (tick*1000 + ticks/2) / ticks
	return second.Add(time.Duration(milliseconds) * time.Millisecond)
}

// relation holds the rows of one table in the order they came.
type relation struct {
	table *table
	rows  map[string]row
	order []string
}

func newRelation(t *table) *relation { return &relation{table: t, rows: map[string]row{}} }

// normal makes keys comparable as the database does: without case and without
// trailing blanks.
func normal(key string) string { return strings.ToUpper(strings.TrimRight(key, " ")) }

// find returns the row with the given key, nil if there is none.
func (r *relation) find(key string) row { return r.rows[normal(key)] }

// insert stores a row. It refuses a key that is taken.
func (r *relation) insert(added row) bool {
	key := normal(added.text(r.table.key))
	if _, taken := r.rows[key]; taken {
		return false
	}
	r.rows[key] = r.table.stored(added)
	r.order = append(r.order, key)
	return true
}

// update stores the changed values of the row with the given key.
func (r *relation) update(key string, changes row) {
	changed := maps.Clone(r.find(key))
	maps.Copy(changed, changes)
	r.rows[normal(key)] = r.table.stored(changed)
}

// remove deletes the rows that match and returns how many they were.
func (r *relation) remove(matches func(row) bool) int {
	before := len(r.order)
	r.order = slices.DeleteFunc(r.order, func(key string) bool {
		if !matches(r.rows[key]) {
			return false
		}
		delete(r.rows, key)
		return true
	})
	return before - len(r.order)
}

// where returns the rows that match.
func (r *relation) where(matches func(row) bool) []row {
	var found []row
	for _, key := range r.order {
		if matches(r.rows[key]) {
			found = append(found, r.rows[key])
		}
	}
	return found
}

// nextCustomerNumber returns ten digits that no customer has.
func (m *manex) nextCustomerNumber() string {
	for {
		m.lastNumber++
		number := fmt.Sprintf("%010d", m.lastNumber)
		if m.customers.find(number) == nil {
			return number
		}
	}
}

// freshKey returns a key of ten characters, as the ERP makes them.
func freshKey() string { return rand.Text()[:10] }
