package oms_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type rma struct {
	oms.Response
	RmaNumber string
}

var createRMA = oms.Endpoint{Route: "api/OmsRmaCreate"}

func TestCall(t *testing.T) {
	server := backofficetest.NewServer(t)
	server.HandleDECK(createRMA.Route, func(members map[string]any) backofficetest.DECKReply {
		return backofficetest.DECKReply{Code: 15, Message: "Queued", Members: map[string]any{
			"RmaNumber": members["RmaNumber"].(string) + "/" + members["Quantity"].(json.Number).String(),
		}}
	})
	type request struct {
		RmaNumber string
		Quantity  int
		Note      string `json:",omitempty"`
	}
	client := newClient(t, server)
	for name, body := range map[string]any{
		"struct": request{"R-1", 2, ""}, "pointer": &request{"R-1", 2, ""}, "map": map[string]any{"RmaNumber": "R-1", "Quantity": 2},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := oms.Call[rma](t.Context(), client, createRMA, body)
			require.NoError(t, err)
			assert.Equal(t, &rma{oms.Response{ResponseCode: "15", Message: "Queued"}, "R-1/2"}, got)
			assert.True(t, got.Queued())
		})
	}
	assert.Len(t, server.Commits("oms.Call"), 3)
}

// TestCallClasses: the class decides whether a lost answer is asked for again.
func TestCallClasses(t *testing.T) {
	tests := []struct {
		class   oms.Class
		commits int
		err     error
	}{
		{oms.Once, 1, backoffice.ErrOutcomeUnknown},
		{oms.Update, 2, nil},
		{oms.Read, 2, nil},
	}
	for _, test := range tests {
		server := backofficetest.NewServer(t)
		server.HandleDECK("api/X", func(map[string]any) backofficetest.DECKReply { return backofficetest.DECKReply{} })
		server.Script("oms.Call", backofficetest.DropAfter())
		_, err := oms.Call[struct{}](t.Context(), newClient(t, server), oms.Endpoint{Route: "api/X", Class: test.class}, nil)
		if test.err == nil {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, test.err)
		}
		assert.Len(t, server.Commits("oms.Call"), test.commits)
	}
	assert.Zero(t, oms.Once, "the zero value is the safest")
}

func TestCallChecksItsEndpoint(t *testing.T) {
	const (
		shape    = "endpoint.Route must be a path of printable ASCII without query, fragment, escapes and braces"
		segments = "endpoint.Route must be a path without empty and dot segments, and without a slash in front"
	)
	tests := map[string]string{
		"":                  "endpoint.Route is required",
		"/api/X":            segments,
		"api//X":            segments,
		"api/X/":            segments,
		"api/../X":          segments,
		"api/./X":           segments,
		"api/X?y=1":         shape,
		"api/X#y":           shape,
		"api/%58":           shape,
		`api\X`:             shape,
		"api/{key}":         shape,
		"api/X Y":           shape,
		"api/X\r\nHost: h":  shape,
		"api/Bestellübersi": shape,
	}
	for route, want := range tests {
		t.Run(route, func(t *testing.T) {
			s := new(stub)
			_, err := oms.Call[struct{}](t.Context(), newStubbed(t, s), oms.Endpoint{Route: route}, nil)
			assert.Equal(t, []string{want}, violationsOf(t, err))
			assert.Empty(t, s.bodies)
		})
	}
	_, err := oms.Call[struct{}](t.Context(), newStubbed(t, new(stub)), oms.Endpoint{Route: "api/X", Class: 3}, nil)
	assert.Equal(t, []string{"endpoint.Class must be oms.Once, oms.Update or oms.Read"}, violationsOf(t, err))
}

// broken can't be written as JSON.
type broken struct{}

func (broken) MarshalJSON() ([]byte, error) { return nil, errors.New("no can do") }

func TestCallChecksItsRequest(t *testing.T) {
	const notObject = "request must be written as a JSON object"
	tests := []struct {
		name    string
		request any
		want    []string
	}{
		{"list", []int{1}, []string{notObject}},
		{"text", "text", []string{notObject}},
		{"nil pointer", (*rma)(nil), []string{notObject}},
		{"nil map", map[string]string(nil), []string{notObject}},
		{"own members", map[string]any{
			"SiteCode": 1, "verificationkey": 2, "TIMESTAMPUTC": 3, "ApiUsername": 4, "ok": map[string]any{"SiteCode": 5},
		}, []string{
			"request.SiteCode is set by the client", "request.VerificationKey is set by the client",
			"request.TimestampUTC is set by the client", "request.APIUsername is set by the client",
		}},
		{"own member, escaped", json.RawMessage(`{"Site\u0043ode":"other"}`), []string{"request.SiteCode is set by the client"}},
		{"broken", broken{}, []string{"request can't be written as JSON: json: error calling MarshalJSON for type oms_test.broken: no can do"}},
		{"channel", make(chan int), []string{"request can't be written as JSON: json: unsupported type: chan int"}},
		{"no UTF-8", map[string]string{"a": `\` + "\xff"}, []string{"request must be valid UTF-8"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := new(stub)
			_, err := oms.Call[struct{}](t.Context(), newStubbed(t, s), createRMA, test.request)
			assert.ElementsMatch(t, test.want, violationsOf(t, err))
			assert.Empty(t, s.bodies)
		})
	}
}

// TestCallKeepsText: what looks like a replacement is none if the caller wrote it.
func TestCallKeepsText(t *testing.T) {
	for _, text := range []string{"\uFFFD", `\ufffd`, `\\ufffd`, "<&>\u2028"} {
		s := new(stub)
		_, err := oms.Call[struct{}](t.Context(), newStubbed(t, s), createRMA, map[string]string{"a": text})
		require.NoError(t, err)
		var sent map[string]string
		require.NoError(t, json.Unmarshal([]byte(s.bodies[0]), &sent))
		assert.Equal(t, text, sent["a"])
	}
}

func TestCallAnswers(t *testing.T) {
	tests := []struct {
		name, body string
		kind       backoffice.Kind
	}{
		{"a member of another type", `{"ResponseCode":0,"RmaNumber":7}`, backoffice.ErrProtocol},
		{"no code", `{"RmaNumber":"R-1"}`, backoffice.ErrProtocol},
		{"refused", `{"ResponseCode":4,"Message":"No.","RmaNumber":7}`, backoffice.ErrInvalid},
		{"XML", `<GenericResponse xmlns="` + namespace + `"><ResponseCode>Success</ResponseCode></GenericResponse>`, backoffice.ErrProtocol},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &stub{script: []answer{{status: 200, body: test.body}}}
			got, err := oms.Call[rma](t.Context(), newStubbed(t, s), createRMA, nil)
			require.ErrorIs(t, err, test.kind)
			assert.Nil(t, got)
			assert.Equal(t, test.kind == backoffice.ErrProtocol, errors.Is(err, backoffice.ErrOutcomeUnknown))
		})
	}
}

// TestCallQueuedRead: a read that is queued has no answer.
func TestCallQueuedRead(t *testing.T) {
	s := &stub{script: []answer{{status: 200, body: `{"ResponseCode":15}`}}}
	_, err := oms.Call[rma](t.Context(), newStubbed(t, s), oms.Endpoint{Route: "api/X", Class: oms.Read}, nil)
	require.ErrorIs(t, err, backoffice.ErrProtocol)
}

func TestCallIsOneOperation(t *testing.T) {
	s := &stub{script: []answer{{status: 200, body: `{"ResponseCode":9}`}}}
	var route string
	client := newStubbed(t, s, backoffice.WithHook(backoffice.Hook{Done: doneRoute(&route)}))
	_, err := oms.Call[rma](t.Context(), client, createRMA, nil)
	require.EqualError(t, err, "oms.Call: invalid request (HTTP 200, code 9)")
	assert.Equal(t, "/api/OmsRmaCreate", route)
	_, err = oms.Call[rma](t.Context(), client, createRMA, nil, backoffice.WithRoute("oms.Call", backoffice.Route{Path: "/x"}))
	assert.True(t, strings.HasPrefix(violationsOf(t, err)[0], "WithRoute(oms.Call) names no operation of this client"))
}

func TestCallReadsBehindABOM(t *testing.T) {
	s := &stub{script: []answer{{status: 200, body: "\uFEFF" + `{"ResponseCode":0,"RmaNumber":"R-1"}`}}}
	got, err := oms.Call[rma](t.Context(), newStubbed(t, s), createRMA, nil)
	require.NoError(t, err)
	assert.Equal(t, "R-1", got.RmaNumber)
}

func doneRoute(route *string) func(context.Context, backoffice.Event) {
	return func(_ context.Context, e backoffice.Event) { *route = e.Route }
}
