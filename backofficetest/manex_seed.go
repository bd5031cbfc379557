package backofficetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"time"
)

// Record is a row of one of the ERP's tables, by column name. A value is a
// string without padding, a bool, a [json.Number], a [time.Time] whose zone
// means nothing, or nil.
type Record map[string]any

// ManExURL returns the root URL of the ERP. It has a path, to catch clients that
// lose it.
func (s *Server) ManExURL() string { return s.URL() + manexPrefix }

// ManExKey returns the API key of the ERP.
func (s *Server) ManExKey() string { return s.config.manex.key }

// SeedCustomer puts a customer into the ERP and returns its number. columns are
// by column name, in any case; the others get their default values. A value is
// a string, a bool, an int, a [json.Number], a [time.Time] or nil. Without a
// CUSTNO the ERP gives the next number.
//
// The seeds are no calls: they are in no ledger. They panic on a column that is
// not there, a value that does not fit it, and a key that is taken.
func (s *Server) SeedCustomer(columns map[string]any) (number string) {
	m := s.manex
	m.mu.Lock()
	defer m.mu.Unlock()
	return seed(m.customers, columns, m.nextCustomerNumber)
}

// SeedAddress puts an address into the ERP and returns its link. See
// [Server.SeedCustomer].
func (s *Server) SeedAddress(columns map[string]any) (link string) {
	s.manex.mu.Lock()
	defer s.manex.mu.Unlock()
	return seed(s.manex.addresses, columns, freshKey)
}

// SeedTax puts a tax row into the ERP and returns its key. See
// [Server.SeedCustomer].
func (s *Server) SeedTax(columns map[string]any) (key string) {
	s.manex.mu.Lock()
	defer s.manex.mu.Unlock()
	return seed(s.manex.taxes, columns, freshKey)
}

// Customers returns the customers in the order they were added.
func (s *Server) Customers() []Record { return s.manex.records(s.manex.customers) }

// Addresses returns the addresses in the order they were added.
func (s *Server) Addresses() []Record { return s.manex.records(s.manex.addresses) }

// Taxes returns the tax rows in the order they were added.
func (s *Server) Taxes() []Record { return s.manex.records(s.manex.taxes) }

// Customer returns the customer with the given number, nil if there is none.
func (s *Server) Customer(number string) Record { return s.manex.record(s.manex.customers, number) }

// Address returns the address with the given link, nil if there is none.
func (s *Server) Address(link string) Record { return s.manex.record(s.manex.addresses, link) }

// Tax returns the tax row with the given key, nil if there is none.
func (s *Server) Tax(key string) Record { return s.manex.record(s.manex.taxes, key) }

func (m *manex) records(r *relation) []Record {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []Record
	for _, key := range r.order {
		found = append(found, Record(maps.Clone(r.rows[key])))
	}
	return found
}

func (m *manex) record(r *relation, key string) Record {
	m.mu.Lock()
	defer m.mu.Unlock()
	return Record(maps.Clone(r.find(key)))
}

// seed inserts a row and returns its key.
func seed(r *relation, columns map[string]any, newKey func() string) string {
	added := r.table.newRow()
	for name, value := range columns {
		c := r.table.byName[fold(name)]
		if c == nil {
			panic(fmt.Sprintf("backofficetest: %s has no column %q", r.table.entity, name))
		}
		added[c.name] = c.seed(value)
	}
	if added.text(r.table.key) == "" {
		added[r.table.key] = newKey()
	}
	if !r.insert(added) {
		panic("backofficetest: the key of the seed is taken")
	}
	return added.text(r.table.key)
}

// seed returns the value of a column of a seed.
func (c *column) seed(value any) any {
	if number, ok := value.(int); ok {
		value = json.Number(strconv.Itoa(number))
	}
	fits := value == nil
	switch given := value.(type) {
	case string:
		fits = c.kind == textColumn
	case bool:
		fits = c.kind == flagColumn
	case time.Time:
		fits = c.kind == minuteColumn || c.kind == momentColumn
	case json.Number:
		value, fits = c.number(given.String())
		fits = fits && c.kind == numberColumn
	}
	if !fits || c.refusal(value) != "" {
		panic(fmt.Sprintf("backofficetest: the value of the column %s does not fit it", c.name))
	}
	return value
}
