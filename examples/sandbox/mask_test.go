package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const dummyPassword = "dummy-password-1"

// TestLogHidesSecrets sends every secret in every place that a program, right or
// wrong, may put it.
func TestLogHidesSecrets(t *testing.T) {
	t.Parallel()
	s := start(t, "-bodies")
	manexKey, deckKey := s.settings["MANEX_KEY"], s.settings["DECK_API_KEY"]
	root := strings.TrimSuffix(s.settings["MANEX_URL"], "/manex")
	customers, err := customer.New(s.settings["MANEX_URL"], manexKey)
	require.NoError(t, err)
	_, err = customers.Add(t.Context(), customer.AddRequest{Name: "Shown", Status: customer.StatusActive, Phone: new(manexKey)})
	require.NoError(t, err)
	lost, err := customer.New(s.settings["MANEX_URL"], manexKey,
		backoffice.WithRoute("customer.Get", backoffice.Route{Path: "/{key}/Customer/Gett"}))
	require.NoError(t, err)
	_, err = lost.Get(t.Context(), "a")
	require.ErrorIs(t, err, backoffice.ErrRoute)
	for _, format := range []oms.Format{oms.JSON, oms.XML, oms.Form} {
		links, err := oms.New(s.settings["DECK_URL"], oms.Credentials{SiteCode: s.settings["DECK_SITE_CODE"], APIKey: deckKey}, oms.WithFormat(format))
		require.NoError(t, err)
		_, err = links.LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: "100001", CustomerID: "C7"})
		require.NoError(t, err)
	}
	carts, err := orders.New(s.settings["HOSTWAY_URL"])
	require.NoError(t, err)
	order, err := carts.Create(t.Context(), orders.CreateRequest{})
	require.NoError(t, err)
	require.NoError(t, carts.SetAccount(t.Context(), order.Ref, orders.AccountRequest{Currency: new("EUR"), Language: new("de-DE")}))
	require.NoError(t, carts.SetUser(t.Context(), order.Ref, orders.UserRequest{UserName: "clerk", Password: orders.NewSecret(dummyPassword)}))
	ask(t, "POST", root+"/API/Customer/Add/"+manexKey, `{"a":"`+manexKey+`"}`, "Content-Type", "application/json")
	ask(t, "GET", root+"/"+manexKey, "", "Authorization", "Basic "+dummyPassword, "X-Api-Key", manexKey, "User-Agent", manexKey)
	ask(t, "GET", root+"/manex/api/Customer/Get?apiKey="+manexKey+"&x="+url.QueryEscape(deckKey), "")
	ask(t, "POST", root+"/deck/api/OmsOrderLinkAccount", `{"`+deckKey+`":1}`, "Content-Type", "application/json")

	log := s.log(t)
	for _, secret := range slices.Concat(forms(manexKey), forms(deckKey), []string{dummyPassword, order.Ref.OwnerID.Reveal()}) {
		require.NotEmpty(t, secret)
		if strings.Contains(log, secret) {
			t.Error("the log holds a secret")
		}
	}
	for what, part := range map[string]string{
		"path":         "POST /manex/API/Customer/Add/[hidden] customer.Add 200 ",
		"wrong path":   "GET /manex/[hidden]/Customer/[hidden]?CustNumOrName=a unknown route 404 ",
		"lost path":    "POST /API/Customer/Add/[hidden] unknown route 404 ",
		"value":        `"Custname":"Shown","Status":"Active","Phone":"[hidden]"`,
		"JSON":         `"VerificationKey":"[hidden]","TimestampUTC":"`,
		"XML":          `<VerificationKey>[hidden]</VerificationKey>`,
		"form":         `VerificationKey=[hidden]`,
		"header":       "Authorization: [hidden]",
		"other header": "X-Api-Key: [hidden]",
		"known header": "User-Agent: [hidden]",
		"cookie":       "Cookie: [hidden]",
		"password":     `{"userName":"clerk","password":"[hidden]"}`,
		"query":        "?apiKey=[hidden]&x=[hidden]",
		"route":        "bytes for an unknown route, not shown)",
		"problem":      "PROBLEM a real server would pass over in silence: member [hidden] is not known and is lost",
	} {
		if !strings.Contains(log, part) {
			t.Errorf("the log lacks the %s", what)
		}
	}
}

func TestMaskTarget(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, op, uri, want string }{
		{"key", "customer.Get", "/manex/API/Customer/Get/K?CustNumOrName=a%20b", "/manex/API/Customer/Get/[hidden]?CustNumOrName=a%20b"},
		{"key like a word", "customer.Get", "/manex/API/Customer/Get/K/Get", "/manex/API/Customer/Get/[hidden]/Get"},
		{"escaped", "customer.Get", "/manex/API/Customer/Get/K%2f1", "/manex/API/Customer/Get/[hidden]"},
		{"order", "orders.Get", "/hostway/orders/abc", "/hostway/orders/abc"},
		{"lost order", "", "/hostway/order/abc", "/hostway/[hidden]/[hidden]"},
		{"escaped name", "", "/deck/api?api%4Bey=K", "/deck/api?api%4Bey=[hidden]"},
		{"wrong escape", "", "/deck/api?a%zz=K&b=c", "/deck/api?[hidden]&b=c"},
		{"no value", "", "/deck/api?token", "/deck/api?token=[hidden]"},
		{"absolute", "", "http://user:K@host/manex", "[hidden]//[hidden]/manex"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, test.want, maskTarget(test.op, test.uri))
		})
	}
}

func TestIsSecret(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"VerificationKey", "apiKey", "password", "OwnerId", "access_token", "clientSecret", "Cookie", "Authorization", "signature",
	} {
		assert.True(t, isSecret(name), name)
	}
	for _, name := range []string{"Custno", "LinkAdd", "unqshiptax", "SiteCode", "TimestampUTC", "userName", "partner_account_id"} {
		assert.False(t, isSecret(name), name)
	}
}

func TestMaskBody(t *testing.T) {
	t.Parallel()
	const jsonType, xmlType, formType = "application/json; charset=utf-8", "text/xml", "application/x-www-form-urlencoded"
	tests := []struct{ name, contentType, body, want string }{
		{"as sent", jsonType, "{ \"b\": 1.50,\n\"a\": [true, null, \"x\\n\"] }", `{ "b": 1.50, "a": [true, null, "x\n"] }`},
		{"secret number", jsonType, `{"VerificationKey":12,"a":1}`, `{"VerificationKey":"[hidden]","a":1}`},
		{"secret object", jsonType, `{"token":{"a":"K"},"a":1}`, `{"token":"[hidden]","a":1}`},
		{"deep", jsonType, `[{"a":{"PASSWORD":"K"}}]`, `[{"a":{"PASSWORD":"[hidden]"}}]`},
		{"escaped name", jsonType, `{"verification\u004bey":"K"}`, `{"verification\u004bey":"[hidden]"}`},
		{"a name as a value", jsonType, `{"a":"password","b":"c"}`, `{"a":"password","b":"c"}`},
		{"pair", jsonType, `[{"name":"password","value":"K"},{"name":"a","value":"b"}]`, `[{"name":"password","value":"[hidden]"},{"name":"a","value":"b"}]`},
		{"pair, other way round", jsonType, `{"Value": {"password":"K","b":"K"}, "NAME": "api\u004bey"}`, `{"Value":"[hidden]", "NAME": "api\u004bey"}`},
		{"pair within a pair", jsonType, `{"name":"a","value":{"name":"token","value":"K"}}`, `{"name":"a","value":{"name":"token","value":"[hidden]"}}`},
		{"pair with two names", jsonType, `{"name":"token","name":"a","value":"K","value":1}`, `{"name":"token","name":"a","value":"[hidden]","value":"[hidden]"}`},
		{"pair without a text", jsonType, `{"name":{"a":"token"},"value":"b"}`, `{"name":{"a":"token"},"value":"b"}`},
		{"scalar", jsonType, `1`, `1`},
		{"cut off", jsonType, `{"password":"K"`, "(15 bytes, not shown)"},
		{"cut off before", jsonType, `{"password"`, "(11 bytes, not shown)"},
		{"two values", jsonType, `{} {}`, "(5 bytes, not shown)"},
		{"XML", xmlType, `<a x="1"><Key>K</Key><b>c</b></a>`, `<a x="1"><Key>[hidden]</Key><b>c</b></a>`},
		{"XML, deep", xmlType, `<a><Key><b>K</b></Key>c</a>`, `<a><Key><b>[hidden]</b></Key>c</a>`},
		{"XML, behind an element", xmlType, `<Key><b/>K</Key>`, `<Key><b/>[hidden]</Key>`},
		{"XML, other text", xmlType, `<a><Key><!--K--><![CDATA[K]]><b/></Key><b>c</b></a>`, `<a><Key>[hidden][hidden]<b/></Key><b>c</b></a>`},
		{"XML attribute", xmlType, `<a key="K"/>`, "(12 bytes, not shown)"},
		{"XML, cut off", xmlType, `<Key>K`, "(6 bytes, not shown)"},
		{"form", formType, "a=b&VerificationKey=K&c=d", "a=b&VerificationKey=[hidden]&c=d"},
		{"no type", "", "K", "(1 bytes, not shown)"},
		{"other type", "text/plain", "K", "(1 bytes, not shown)"},
		{"too long", formType, strings.Repeat("a", maxShown+1), "(65537 bytes, not shown)"},
		{"control characters", formType, "a=\x1b[31m", "a= [31m"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, test.want, maskBody(test.contentType, []byte(test.body)))
		})
	}
}

func TestMaskHeader(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"Accept: a, b", "Authorization: [hidden]", "User-Agent: x  y"}, maskHeader(http.Header{
		"Authorization": {"K"}, "Accept": {"a", "b"}, "User-Agent": {"x\x1b\u0085y"},
	}))
}
