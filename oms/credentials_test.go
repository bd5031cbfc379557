package oms_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"text/template"

	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCredentialsAreNotPrinted(t *testing.T) {
	const key = "canary+key/=&4711"
	credentials := oms.Credentials{SiteCode: "SITE", APIKey: key, APIUsername: `cl"erk`}
	type wrapper struct{ C oms.Credentials }
	wrapped := wrapper{credentials}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
		fmt.Fprintf(&out, verb+"\n", credentials)
		fmt.Fprintf(&out, verb+"\n", &credentials)
		fmt.Fprintf(&out, verb+"\n", wrapped)
	}
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(handler).Info("m", "credentials", credentials, "pointer", &credentials, "wrapped", wrapped)
	}
	require.NoError(t, template.Must(template.New("t").Parse("{{.}}\n")).Execute(&out, credentials))
	assert.False(t, leaktest.Of(key).IsIn(out.String()))
	assert.Equal(t, `oms.Credentials{SiteCode: "SITE", APIKey: [secret], APIUsername: "cl\"erk"}`, fmt.Sprintf("%+v", credentials))
	assert.Contains(t, out.String(), "credentials.site_code=SITE")

	for _, value := range []any{credentials, &credentials, wrapped} {
		text, err := json.Marshal(value)
		require.ErrorContains(t, err, "can't be marshalled")
		assert.Empty(t, text)
		var b bytes.Buffer
		require.ErrorContains(t, xml.NewEncoder(&b).Encode(value), "can't be marshalled")
		assert.False(t, leaktest.Of(key).IsIn(b.String()))
	}
}

func TestClientIsNotPrinted(t *testing.T) {
	const key = "canary+key/=&4711"
	client, err := oms.New("https://oms.invalid", oms.Credentials{SiteCode: "SITE", APIKey: key})
	require.NoError(t, err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		assert.False(t, leaktest.Of(key).IsIn(fmt.Sprintf(verb, client)))
	}
}
