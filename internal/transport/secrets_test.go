package transport_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// apply lets a credential change a copy of request, as an attempt does.
func apply(t *testing.T, credential transport.Credential, request *http.Request) *http.Request {
	t.Helper()
	attempt := request.Clone(t.Context())
	require.NoError(t, credential(t.Context(), attempt))
	return attempt
}

func TestCookieTakesThePlaceOfAllOthers(t *testing.T) {
	t.Parallel()
	shared := httptest.NewRequest("GET", "http://h.invalid/", nil)
	shared.Header["Cookie"] = []string{"OwnerId=other; Path=/", "theme=dark"}
	attempt := apply(t, transport.Cookie("OwnerId", "mine"), shared)
	assert.Equal(t, []string{"OwnerId=mine"}, attempt.Header["Cookie"])
}

func TestCheckCookie(t *testing.T) {
	t.Parallel()
	const charset = "must not contain blanks, quotes, commas, semicolons, backslashes, control characters or anything beyond ASCII"
	tests := map[string]string{
		"":                                     "is required",
		"b0d6352a-f66a-476d-8e1d-2f3f9dea5c49": "",
		"!#$%&'()*+-./:<=>?@[]^_`{|}~":         "",
		"4;2":                                  charset,
		"4,2":                                  charset,
		"4 2":                                  charset,
		`4"2`:                                  charset,
		`4\2`:                                  charset,
		"4\r\n2":                               charset,
		"4\x002":                               charset,
		"4\x7f2":                               charset,
		"4é2":                                  charset,
		strings.Repeat("a", 4000):              "",
		strings.Repeat("a", 4001):              "is too long for a cookie",
	}
	for value, want := range tests {
		assert.Equal(t, want, transport.CheckCookie(value), "%.20q", value)
	}
}

func TestBasicAuth(t *testing.T) {
	t.Parallel()
	credential, secrets := transport.BasicAuth("dummy-user", "dummy-password")
	attempt := apply(t, credential, httptest.NewRequest("GET", "http://h.invalid/", nil))
	user, password, ok := attempt.BasicAuth()
	assert.True(t, ok)
	assert.Equal(t, "dummy-user", user)
	assert.Equal(t, "dummy-password", password)
	assert.Equal(t, []string{"dummy-password", "ZHVtbXktdXNlcjpkdW1teS1wYXNzd29yZA=="}, secrets)
}

func TestCheckBasicAuth(t *testing.T) {
	t.Parallel()
	tests := []struct{ user, password, want string }{
		{"user", "pass:word", ""},
		{"", "password", "needs a user and a password"},
		{"user", "", "needs a user and a password"},
		{"us:er", "password", "needs a user without a colon"},
		{"user", "pass\nword", "needs a user and a password without control characters"},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, transport.CheckBasicAuth(test.user, test.password))
	}
}

// closing notes that it was closed.
type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error {
	c.closed = true
	return nil
}

func TestBodyTakesThePlaceOfTheOuterOne(t *testing.T) {
	t.Parallel()
	outer := &closing{Reader: strings.NewReader(`{"password":"[secret]"}`)}
	request := httptest.NewRequest("PUT", "http://h.invalid/", outer)
	attempt := apply(t, transport.Body([]byte(`{"password":"dummy"}`)), request)
	assert.True(t, outer.closed)
	assert.EqualValues(t, len(`{"password":"dummy"}`), attempt.ContentLength)
	again, err := attempt.GetBody()
	require.NoError(t, err)
	for _, body := range []io.Reader{attempt.Body, again} {
		text, err := io.ReadAll(body)
		require.NoError(t, err)
		assert.Equal(t, `{"password":"dummy"}`, string(text))
	}
	none := apply(t, transport.Body([]byte("x")), &http.Request{Method: "PUT"})
	assert.EqualValues(t, 1, none.ContentLength)
}

func TestPathParts(t *testing.T) {
	t.Parallel()
	op := &transport.Operation{Route: backoffice.Route{Path: "/orders/{orderId}/account/products/{productId}"}}
	assert.Equal(t, []string{"{orderId}", "{productId}"}, transport.PathParts(op))
	assert.Empty(t, transport.PathParts(&transport.Operation{Route: backoffice.Route{Path: "/orders"}}))
}

// echo is a vendor that answers with a secret of the call.
type echo struct {
	transport.Call
	setting any
}

func (e *echo) Judge(*transport.Answer) transport.Verdict { return transport.Verdict{} }

type settingKey struct{}

// TestSecretsOfACall proves that a call's own secrets are kept from hooks even
// when the call succeeds, and that the call can read the settings of its options.
func TestSecretsOfACall(t *testing.T) {
	t.Parallel()
	const secret = "dummy-secret-0123456789"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "id-"+secret)
	}))
	t.Cleanup(server.Close)
	op := &transport.Operation{Name: "test.Read", Route: backoffice.Route{Method: "GET", Path: "/"}}
	client, err := transport.New(transport.Spec{
		Name: "test", RootURL: server.URL, RootName: "rootURL",
		Operations: []*transport.Operation{op}, Parts: transport.PathParts, OwnOptions: settingKey{},
	}, nil)
	require.NoError(t, err)

	var report backoffice.Report
	call := &echo{}
	call.Op, call.Call.Judge = op, call
	call.Secrets = func() []string { return []string{secret} }
	call.Check = func() []backoffice.Violation {
		call.setting = call.Setting(settingKey{})
		return nil
	}
	vendor := func(c *transport.Config) error {
		c.SetVendor(settingKey{}, "mine")
		return nil
	}
	require.NoError(t, client.Do(context.Background(), &call.Call, []backoffice.Option{vendor, backoffice.WithReport(&report)}))
	assert.Equal(t, "id-[secret]", report.RequestID)
	assert.Equal(t, "mine", call.setting)
}
