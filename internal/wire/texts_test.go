package wire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTextsOutliveTheDocument overwrites the document after it was read, as the
// next answer does that is read into the same buffer.
func TestTextsOutliveTheDocument(t *testing.T) {
	long := strings.Repeat("long ", 5000)
	for _, tt := range []struct{ name, member string }{
		{"plain", `"WORDS":["a","b"],"CUSTNAME":"plain"`},
		{"escaped", `"CUSTNAME":"pl\u0061in","WORDS":["\"a\"","b"]`},
		{"invalid UTF-8", "\"CUSTNAME\":\"a\xffb\",\"WORDS\":[\"\xfe\"]"},
		{"longer than a chunk", `"CUSTNAME":"short","WORDS":["` + long + `","next"]`},
		{"a number as a text", `"CUSTNAME":12345,"WORDS":["a"]`},
		{"references", `"LEAF":{"$id":"1","LINK":"one"},"OTHER":{"$ref":"1"}`},
		{"names of a map", `"REMARKS":{"field":"is wrong"}`},
		{"optional", `"NOTE":"note","OPTIONAL":"x"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := []byte("{" + tt.member + "}")
			var got, want record
			require.NoError(t, wire.Read([]byte(string(doc)), &want, wire.Options{}))
			require.NotZero(t, want)
			require.NoError(t, wire.Read(doc, &got, wire.Options{}))
			copy(doc, strings.Repeat("?", len(doc)))
			assert.Equal(t, want, got)
		})
	}
}

func TestManyTextsShareFewAllocations(t *testing.T) {
	words := make([]string, 10_000)
	for i := range words {
		words[i] = fmt.Sprintf("word %d", i)
	}
	doc := []byte(`{"WORDS":["` + strings.Join(words, `","`) + `"]}`)
	var got record
	allocations := testing.AllocsPerRun(5, func() {
		got = record{}
		if err := wire.Read(doc, &got, wire.Options{}); err != nil {
			t.Fatal(err)
		}
	})
	assert.Equal(t, words, got.Words)
	assert.Less(t, allocations, 40.0)
}
