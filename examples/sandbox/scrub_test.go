package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestScrub(t *testing.T) {
	t.Parallel()
	const key = `deck+key/=&QB"1`
	var s scrubber
	s.add(key)
	s.add("a%41b")
	tests := []struct{ name, text, want string }{
		{"nothing", "a=b", "a=b"},
		{"as it is", "<" + key + ">", "<[hidden]>"},
		{"twice", key + " " + key, "[hidden] [hidden]"},
		{"one letter escaped", `deck+key/=&%51B"1`, "[hidden]"},
		{"all escaped", percent(key) + "&b=%20", "[hidden]&b=%20"},
		{"lower case", "x=" + strings.ToLower(percent("/")) + strings.Replace(key, "/", "%2f", 1), "x=%2f[hidden]"},
		{"escaped twice", url.QueryEscape(percent(key)), "[hidden]"},
		{"JSON", `{"a":"deck+key\/=\u0026Q\u0042\"1"}`, `{"a":"[hidden]"}`},
		{"XML", `<a>deck+key/=&amp;Q&#66;&#x22;&#49;</a>`, `<a>[hidden]</a>`},
		{"looks like an escape", "<a%41b>", "<[hidden]>"},
		{"looks like an escape, escaped", "<a%2541b>", "<[hidden]>"},
		{"other escapes stay", `%4 %zz \u00 &#; \u00e9 %41`, `%4 %zz \u00 &#; \u00e9 %41`},
		{"after a wide letter", `\u00e9` + key + "é%C3", `\u00e9[hidden]é%C3`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, test.want, s.clean(test.text))
		})
	}
}

func percent(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

func TestExcerptTakesOverlaps(t *testing.T) {
	t.Parallel()
	e := &excerpt{source: "0123456789", cuts: []cut{{6, 7, "c"}, {1, 4, "a"}, {2, 3, "b"}, {3, 5, "b"}}}
	assert.Equal(t, "0a5c789", e.String())
}

// TestEscapedSecrets sends what a program may have encoded, by the log and by
// the page.
func TestEscapedSecrets(t *testing.T) {
	t.Parallel()
	s := start(t, "-bodies")
	key := s.settings["MANEX_KEY"]
	carts, err := orders.New(s.settings["HOSTWAY_URL"])
	require.NoError(t, err)
	order, err := carts.Create(t.Context(), orders.CreateRequest{})
	require.NoError(t, err)
	require.NoError(t, carts.SetAccountAttributes(t.Context(), order.Ref, []orders.Attribute{
		{Name: "password", Value: dummyPassword}, {Name: "note", Value: key},
	}))
	owner := order.Ref.OwnerID.Reveal()
	inJSON := fmt.Sprintf(`\u%04x`, key[0]) + key[1:]
	ask(t, "GET", s.settings["HOSTWAY_URL"]+"/"+order.Ref.OrderID+"?owner="+owner+"&again="+percent(owner), "")
	ask(t, "GET", s.settings["MANEX_URL"]+"/api/Customer/Get/x?CustNumOrName="+percent(key), "")
	ask(t, "POST", s.settings["MANEX_URL"]+"/api/Customer/Add/"+key, `{"Custname":"`+inJSON+`","Status":"Active"}`, "Content-Type", "application/json")
	_, _, page := ask(t, "GET", s.page, "")

	log := s.log(t)
	for where, text := range map[string]string{"log": log, "page": page} {
		for _, secret := range []string{key, percent(key), inJSON, owner, percent(owner), dummyPassword} {
			if strings.Contains(text, secret) {
				t.Error("a secret is in the", where)
			}
		}
	}
	assert.Contains(t, log, "?owner=[hidden]&again=[hidden] ")
	assert.Contains(t, log, "?CustNumOrName=[hidden] ")
	assert.Contains(t, log, `"Custname":"[hidden]"`)
	assert.Contains(t, page, `<td data-column="Account attributes">password = [hidden], note = [hidden]</td>`)
	assert.Contains(t, page, `<td data-column="Name">[hidden]</td>`)
}

// TestShortOwner: an owner that a program chose may be a word of the log.
func TestShortOwner(t *testing.T) {
	t.Parallel()
	s := start(t, "-bodies")
	carts, err := orders.New(s.settings["HOSTWAY_URL"])
	require.NoError(t, err)
	_, err = carts.Create(t.Context(), orders.CreateRequest{OwnerID: orders.NewSecret("orders")})
	require.NoError(t, err)
	assert.Contains(t, s.log(t), "orders.Create 201 ")
}
