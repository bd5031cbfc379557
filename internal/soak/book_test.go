package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestAudit is the positive control: what is off is found, and nothing else.
func TestAudit(t *testing.T) {
	t.Parallel()
	add := func(told fate) entry { return entry{op: "customer.Add", before: 0, after: 1, fate: told} }
	remove := func(told fate) entry { return entry{op: "shipbill.Delete", before: 1, after: 0, fate: told} }
	read := func(told fate) entry { return entry{op: "customer.Get", before: 1, after: 1, fate: told} }
	tests := []struct {
		name    string
		entry   entry
		found   int
		finding string
	}{
		{"done", add(done), 1, ""},
		{"lost", add(done), 0, "customer.Add mk1: was reported done, so it should be there 1 times, not 0"},
		{"doubled", add(done), 2, "customer.Add mk1: was reported done, so it should be there 1 times, not 2"},
		{"refused", add(refused), 0, ""},
		{"denied", add(refused), 1, "customer.Add mk1: was reported refused or not sent, so it should be there 0 times, not 1"},
		{"unknown and not there", add(unknown), 0, ""},
		{"unknown and there", add(unknown), 1, ""},
		{"unknown and doubled", add(unknown), 2, "customer.Add mk1: is unknown, so it should be there 0 or 1 times, not 2"},
		{"deleted", remove(done), 0, ""},
		{"not deleted", remove(done), 1, "shipbill.Delete mk1: was reported done, so it should be there 0 times, not 1"},
		{"not deleted, as it was told", remove(refused), 1, ""},
		{"deleted all the same", remove(refused), 0, "shipbill.Delete mk1: was reported refused or not sent, so it should be there 1 times, not 0"},
		{"unknown and deleted", remove(unknown), 0, ""},
		{"read", read(done), 1, ""},
		{"not read", read(refused), 1, ""},
		{"read and unknown", read(unknown), 1, "customer.Get mk1: a call that only reads was reported unknown"},
		{"read and gone", read(refused), 0, "customer.Get mk1: was reported refused or not sent, so it should be there 1 times, not 0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBook()
			b.note("mk1", test.entry)
			findings, carriedOut := b.audit(map[string]int{"mk1": test.found})
			if test.finding == "" {
				assert.Empty(t, findings)
			} else {
				assert.Equal(t, []string{test.finding}, findings)
			}
			assert.Equal(t, test.entry.fate == unknown && test.found == test.entry.after, carriedOut == 1)
		})
	}
}

func TestAuditOfWhatNobodyAskedFor(t *testing.T) {
	t.Parallel()
	findings, _ := newBook().audit(map[string]int{"mk1": 1})
	assert.Equal(t, []string{"mk1: nobody asked for it, and it is there (1)"}, findings)
}
