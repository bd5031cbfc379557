package manex_test

import (
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/manex"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// record is a payload of this test.
type record struct {
	Key string `json:"KEY"`
}

func hasKey(r record) string {
	if r.Key == "" {
		return "holds no KEY"
	}
	return ""
}

var (
	opRead   = manex.Operation("test.Read", transport.Read, "GET", "/api/Customer/Get/{key}")
	opUpdate = manex.Operation("test.Update", transport.Update, "POST", "/api/Customer/Edit/{key}")
	opDelete = manex.Operation("test.Delete", transport.Delete, "DELETE", "/api/ShipBill/Delete/{key}")
	opOnce   = manex.Operation("test.Once", transport.Once, "POST", "/api/Customer/Add/{key}")
)

func newClient(t *testing.T, server *backofficetest.Server) *manex.Client {
	t.Helper()
	client, err := manex.New("test", server.ManExURL(), server.ManExKey(),
		[]*transport.Operation{opRead, opUpdate, opDelete, opOnce},
		[]backoffice.Option{backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 1})})
	require.NoError(t, err)
	return client
}

// TestArguments checks where arguments go if the user does not say.
func TestArguments(t *testing.T) {
	t.Parallel()
	assert.Equal(t, backoffice.Query, opRead.Route.Arguments)
	assert.Equal(t, backoffice.Query, opDelete.Route.Arguments)
	assert.Equal(t, backoffice.JSON, opUpdate.Route.Arguments)
	assert.Equal(t, backoffice.JSON, opOnce.Route.Arguments)
}

// TestVerdicts answers one call in every way that matters for its verdict.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	const (
		noEffect = backoffice.OutcomeNoEffect
		rejected = backoffice.OutcomeRejected
		unknown  = backoffice.OutcomeUnknown
	)
	tests := []struct {
		name    string
		op      *transport.Operation
		status  int
		body    string
		kind    backoffice.Kind // "" for a success
		outcome backoffice.Outcome
		code    string
		message string
	}{
		{"success", opRead, 200, `{"Code":200,"IsValidUser":true,"ResponseObject":{"KEY":"a"}}`, "", 0, "", ""},
		{"success in quotes", opRead, 200, `{"Code":"200","IsValidUser":"True","ResponseObject":{"KEY":"a"}}`, "", 0, "", ""},
		{"success with zeros", opRead, 200, `{"Code":200.0,"ResponseObject":{"KEY":"a"}}`, "", 0, "", ""},
		{"success after a mark", opRead, 200, "\uFEFF" + `{"Code":200,"ResponseObject":{"KEY":"a"}}`, "", 0, "", ""},
		{"success in other case", opRead, 200, `{"CODE":200,"responseobject":{"key":"a"}}`, "", 0, "", ""},
		{"success said twice", opRead, 200, `{"Code":200,"code":200,"ResponseObject":{"KEY":"a"}}`, "", 0, "", ""},
		{"success at HTTP 500", opRead, 500, `{"Code":200,"ResponseObject":{"KEY":"a"}}`, "", 0, "", ""},
		{"success without proof", opRead, 200, `{"Code":200,"Message":"fine"}`, backoffice.ErrProtocol, noEffect, "200", "fine"},
		{"write without proof", opOnce, 200, `{"Code":200}`, backoffice.ErrProtocol, unknown, "200", ""},
		{"success with a wrong key", opOnce, 200, `{"Code":200,"Message":"fine","IsValidUser":false}`, backoffice.ErrProtocol, unknown, "200", "fine"},
		{"wrong key", opOnce, 200, `{"Code":403,"Message":"no","IsValidUser":false}`, backoffice.ErrUnauthorized, rejected, "403", "no"},
		{"wrong key at 401", opRead, 401, `{"Code":403,"IsValidUser":false}`, backoffice.ErrUnauthorized, rejected, "403", ""},
		{"Code 401", opOnce, 200, `{"Code":401}`, backoffice.ErrUnauthorized, rejected, "401", ""},
		{"missing, their spelling", opUpdate, 200, `{"Code":403,"Message":"X edit failed.Y does not exists."}`, backoffice.ErrNotFound, rejected, "403", "X edit failed.Y does not exists."},
		{"missing, the right spelling", opRead, 200, `{"Code":403,"Message":"Y does not exist."}`, backoffice.ErrNotFound, rejected, "403", "Y does not exist."},
		{"missing, with blanks", opRead, 200, `{"Code":403,"Message":"Y does not exists.   "}`, backoffice.ErrNotFound, rejected, "403", "Y does not exists."},
		{"not about missing", opOnce, 200, `{"Code":403,"Message":"Y does not exists, says who"}`, backoffice.ErrInvalid, rejected, "403", "Y does not exists, says who"},
		{"Code 400", opOnce, 200, `{"Code":400,"IsValidUser":true}`, backoffice.ErrInvalid, rejected, "400", ""},
		{"Code 499", opOnce, 200, `{"Code":499}`, backoffice.ErrInvalid, rejected, "499", ""},
		{"Code 500", opOnce, 200, `{"Code":500,"Message":"busy"}`, backoffice.ErrServer, unknown, "500", "busy"},
		{"Code 599 to a read", opRead, 200, `{"Code":599}`, backoffice.ErrServer, noEffect, "599", ""},
		{"Code 600", opOnce, 200, `{"Code":600}`, backoffice.ErrProtocol, unknown, "600", ""},
		{"Code 201", opOnce, 201, `{"Code":201}`, backoffice.ErrProtocol, unknown, "201", ""},
		{"Code 399", opRead, 200, `{"Code":399}`, backoffice.ErrProtocol, noEffect, "399", ""},
		{"payload of another type", opOnce, 200, `{"Code":200,"ResponseObject":[]}`, backoffice.ErrProtocol, unknown, "200", ""},
		{"refusal with a payload of another type", opOnce, 200, `{"Code":403,"Message":"no","ResponseObject":"why"}`, backoffice.ErrInvalid, rejected, "403", "no"},
		{"framework 404", opOnce, 404, `{"Message":"a","MessageDetail":"b"}`, backoffice.ErrRoute, rejected, "", "a b"},
		{"framework 405", opOnce, 405, `"no"`, backoffice.ErrRoute, rejected, "", ""},
		{"page at 404", opOnce, 404, "<html><title>Not Found</title></html>", backoffice.ErrRoute, rejected, "", "Not Found"},
		{"exception", opOnce, 500, `{"Message":"a","ExceptionMessage":"b","ExceptionType":"T"}`, backoffice.ErrServer, unknown, "T", "a b"},
		{"framework 400", opOnce, 400, `{"Message":"a"}`, backoffice.ErrInvalid, rejected, "", "a"},
		{"framework at 200", opOnce, 200, `{"Message":"a"}`, backoffice.ErrProtocol, unknown, "", "a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			server.Script("*", backofficetest.Answer(test.status, nil, test.body))
			got, err := manex.Do(t.Context(), newClient(t, server), test.op, nil, hasKey, nil)
			if test.kind == "" {
				require.NoError(t, err)
				assert.Equal(t, record{Key: "a"}, got)
				return
			}
			assert.Equal(t, record{}, got)
			failed, ok := err.(*backoffice.Error)
			require.True(t, ok)
			assert.Equal(t, test.kind, failed.Kind)
			assert.Equal(t, test.outcome, failed.Outcome)
			assert.Equal(t, test.code, failed.Code)
			assert.Equal(t, test.message, failed.Message)
			assert.Equal(t, test.status, failed.Status)
		})
	}
}

// TestNothingToProve makes a call without a payload.
func TestNothingToProve(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	client := newClient(t, server)
	for _, body := range []string{`{"Code":200}`, `{"Code":200,"ResponseObject":null}`, `{"Code":200,"ResponseObject":{"any":[1]}}`} {
		server.Script("*", backofficetest.Answer(200, nil, body))
		_, err := manex.Do[manex.Nothing](t.Context(), client, opUpdate, nil, nil, nil)
		require.NoError(t, err, body)
	}
}

// TestNew reports what is wrong with the key together with everything else.
func TestNew(t *testing.T) {
	t.Parallel()
	client, err := manex.New("test", "ftp://erp.example.com", "", nil, []backoffice.Option{backoffice.WithTimeout(0)})
	assert.Nil(t, client)
	assert.Equal(t, &backoffice.Error{
		Op:      "test.New",
		Kind:    backoffice.ErrInvalid,
		Outcome: backoffice.OutcomeNotSent,
		Violations: []backoffice.Violation{
			{Field: "apiKey", Rule: "is required"},
			{Field: "WithTimeout", Rule: "needs a positive value"},
			{Field: "rootURL", Rule: "must begin with https://"},
		},
	}, err)
}
