package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// texts are numbers that would break a subject, or run into another.
var texts = []string{"1", "1.2", "2", "*", ">", "a b", "a.b", "a", "b", "a/b", "a%2Eb", "a%2eb", "Müller", ".", "..", "$JS", "1\t2"}

func TestNoTwoLinksShareAnID(t *testing.T) {
	t.Parallel()
	seen := map[string]message{}
	for _, order := range texts {
		for _, customer := range texts {
			m := message{order, customer}
			assert.NotContains(t, seen, m.id(), "%v and %v", m, seen[m.id()])
			seen[m.id()] = m
			assert.Regexp(t, `^links\.todo\.[^.*> \t]+$`, m.subject())
		}
	}
}

func TestReadMessage(t *testing.T) {
	t.Parallel()
	m, err := readMessage([]byte(`{"order_number":"1","customer_id":"C-1"}`))
	require.NoError(t, err)
	assert.Equal(t, message{"1", "C-1"}, m)

	for name, data := range map[string]string{
		"nothing":        "",
		"text":           "link 1 to C-1",
		"a list":         "[]",
		"other members":  `{"order_number":"1","customer_id":"C-1","urgent":true}`,
		"a number":       `{"order_number":1,"customer_id":"C-1"}`,
		"cut":            `{"order_number":"1","customer_id":"C-1"`,
		"two":            `{"order_number":"1","customer_id":"C-1"}{}`,
		"something else": `{"order_number":"1","customer_id":"C-1"} x`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := readMessage([]byte(data))
			assert.Error(t, err)
		})
	}
}
