package oms_test

import (
	"encoding/xml"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// decoder is a test server and clients in all formats. What they send is decoded
// and verified there, over a real socket.
type decoder struct {
	server  *backofficetest.Server
	clients map[oms.Format]*oms.Client
	calls   int
}

// fresh starts a new server now and then, because a server keeps all it was sent.
func (d *decoder) fresh(t testing.TB) {
	const calls = 200
	if d.calls++; d.server != nil && d.calls%calls != 0 {
		return
	}
	d.close()
	server, err := backofficetest.Start()
	require.NoError(t, err)
	d.server, d.clients = server, map[oms.Format]*oms.Client{}
	for _, format := range []oms.Format{oms.JSON, oms.XML, oms.Form} {
		d.clients[format], err = oms.New(server.DECKURL(), credentialsOf(server), oms.WithFormat(format))
		require.NoError(t, err)
	}
}

func (d *decoder) close() {
	if d.server != nil {
		d.server.Close()
	}
}

// fits reports whether a value can travel in every format.
func fits(value string) bool {
	return strings.TrimSpace(value) != "" && utf8.ValidString(value) && !strings.ContainsFunc(value, isUnfit)
}

// FuzzBody: a value is refused, or the server reads it as it was, in every
// format.
func FuzzBody(f *testing.F) {
	f.Add("100000042", "C-7")
	for _, value := range append(hostile, "Müller & Söhne", "a+b=c%20", "\u2028\u2029", " x ", "x\u00a0", "\ufffd", "]]>", "&#13;", "😀", "a\rb", "\xff") {
		f.Add(value, "C-7")
		f.Add("1", value)
	}
	var d decoder
	f.Cleanup(d.close)
	f.Fuzz(func(t *testing.T, number, customer string) {
		d.fresh(t)
		if _, known := d.server.DECKOrder(number); !known {
			d.server.SeedDECK(backofficetest.DECKOrder{Number: number})
		}
		for format, client := range d.clients {
			_, err := client.LinkAccount(t.Context(), oms.LinkAccountRequest{OrderNumber: number, CustomerID: customer})
			if !fits(number) || !fits(customer) {
				require.ErrorIs(t, err, backoffice.ErrNotSent)
				continue
			}
			require.NoError(t, err)
			order, _ := d.server.DECKOrder(number)
			require.Equal(t, customer, order.CustomerID, format)
		}
		require.Empty(t, d.server.Problems())
	})
}

// FuzzCall: a member of any name is refused, or the server reads it as it was.
func FuzzCall(f *testing.F) {
	f.Add("OrderNumber", "100000042")
	for _, value := range append(hostile, "", "\x00", "\u2028", "\ufffd", `\ufffd`, "\xff", "<&>") {
		f.Add(value, value)
	}
	for _, name := range []string{"TimestampUTC", "timestamputc", "VerificationKey", "ſiteCode", "APIUsername"} {
		f.Add(name, "x")
	}
	const route = "api/OmsRmaCreate"
	var d decoder
	f.Cleanup(d.close)
	f.Fuzz(func(t *testing.T, name, value string) {
		d.fresh(t)
		var got map[string]any
		d.server.HandleDECK(route, func(members map[string]any) backofficetest.DECKReply {
			got = members
			return backofficetest.DECKReply{}
		})
		_, err := oms.Call[oms.Response](t.Context(), d.clients[oms.JSON], oms.Endpoint{Route: route}, map[string]string{name: value})
		own := false
		for _, member := range []string{"SiteCode", "VerificationKey", "TimestampUTC", "APIUsername"} {
			own = own || strings.EqualFold(member, name)
		}
		if own || !utf8.ValidString(name) || !utf8.ValidString(value) {
			require.ErrorIs(t, err, backoffice.ErrNotSent)
			return
		}
		require.NoError(t, err)
		require.Equal(t, value, got[name])
		require.Empty(t, d.server.Problems())
	})
}

// FuzzXML compares the reader with encoding/xml: it takes for a success only
// what that finds a code of success in, and the texts are the same.
func FuzzXML(f *testing.F) {
	f.Add(readFile(f, "docs", "link_account_answer.xml"))
	for _, members := range []string{
		"<ResponseCode>Success</ResponseCode><Message>All &amp; well &#228;</Message>",
		"<Message><![CDATA[a < b]]></Message><!-- c --><ResponseCode> 0 </ResponseCode>",
		`<ResponseCode>15</ResponseCode><Message i:nil="true"/><Other><ResponseCode>7</ResponseCode></Other>`,
		"<ResponseCode>7</ResponseCode>", "<ResponseCode/>", "",
	} {
		f.Add(xmlAnswer(members))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !strings.HasPrefix(text, "<") {
			return
		}
		s := &stub{script: []answer{{status: 200, body: text}}}
		result, err := newStubbed(t, s, backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1})).LinkAccount(t.Context(), link)
		if err != nil {
			_, ok := errors.AsType[*backoffice.Error](err)
			require.True(t, ok)
			return
		}
		var want struct {
			Codes    []string `xml:"http://schemas.datacontract.org/2004/07/DECK.Core.Common.Contracts.API ResponseCode"`
			Messages []string `xml:"http://schemas.datacontract.org/2004/07/DECK.Core.Common.Contracts.API Message"`
		}
		require.NoError(t, xml.Unmarshal([]byte(text), &want))
		require.NotEmpty(t, want.Codes)
		codes := map[string]oms.ResponseCode{"Success": oms.CodeSuccess, "0": oms.CodeSuccess, "15": oms.CodeQueued}
		assert.Equal(t, codes[strings.TrimSpace(want.Codes[len(want.Codes)-1])], result.ResponseCode)
		if result.Message != "" {
			assert.Contains(t, want.Messages, result.Message)
		}
	})
}
