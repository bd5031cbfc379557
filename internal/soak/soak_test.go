package main

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The tests of this package are no parallel ones: a soak counts the goroutines
// of the process.

func smallSoak(t *testing.T) *soak {
	s, err := newSoak(plan{calls: 400, goroutines: 8, seed: 1})
	require.NoError(t, err)
	return s
}

func TestSoak(t *testing.T) {
	s := smallSoak(t)
	require.NoError(t, s.run())
	var out bytes.Buffer
	require.NoError(t, s.report(&out), out.String())
	assert.Equal(t, 400, s.tally.calls)
	assert.Equal(t, s.tally.calls, s.tally.done+s.tally.refused+s.tally.unknown)
	assert.Positive(t, s.tally.unknown)
	assert.Positive(t, s.met["drop after"])
}

// TestSoakMeetsEveryFault and every operation, so that no part of it proves less
// than it seems to.
func TestSoakMeetsEveryFault(t *testing.T) {
	s := smallSoak(t)
	s.plan.calls = 2000
	require.NoError(t, s.run())
	for _, fault := range faults {
		assert.Contains(t, s.met, fault.String())
	}
	for _, j := range jobs() {
		assert.Contains(t, s.called, j.op)
	}
}

// TestSoakJudgesTheMemory, however short its time is.
func TestSoakJudgesTheMemory(t *testing.T) {
	s := smallSoak(t)
	s.plan.calls, s.plan.duration = 0, 1
	require.NoError(t, s.run())
	assert.Equal(t, warmUp+1, s.rounds)
	var out bytes.Buffer
	_ = s.report(&out) // what it finds is another test's matter
	assert.NotContains(t, out.String(), "SKIPPED")
}

// TestSoakFindsLies is a positive control: a server that says done and does
// nothing is found out.
func TestSoakFindsLies(t *testing.T) {
	s := smallSoak(t)
	s.pick = func(op string) backofficetest.Fault {
		if op == "shiptax.Edit" {
			return backofficetest.Answer(http.StatusOK, nil, `{"Code":200,"Message":"Done.","SessionId":null,"IsValidUser":true,"ResponseObject":null}`)
		}
		return backofficetest.Fault{}
	}
	require.NoError(t, s.run())
	var out bytes.Buffer
	require.Error(t, s.report(&out))
	assert.Regexp(t, `OFF: shiptax.Edit mk\d+: was reported done, so it should be there 1 times, not 0`, out.String())
}

// TestSoakFindsDuplicates is a positive control: a transport that sends each Add
// twice is found out.
func TestSoakFindsDuplicates(t *testing.T) {
	s := smallSoak(t)
	s.plan.calls = 2000
	server, err := startServer()
	require.NoError(t, err)
	defer server.Close()
	transport := s.network.client(8).Transport
	s.clients, err = openClients(server, &http.Client{Transport: twice{transport}})
	require.NoError(t, err)
	s.pick = func(string) backofficetest.Fault { return backofficetest.Fault{} }
	require.NoError(t, s.run())
	require.Error(t, s.report(io.Discard))
	for _, op := range []string{"customer.Add", "shipbill.Add", "shiptax.Add", "oms.Call", "orders.AddProduct", "orders.AddNote", "orders.Create for a new owner"} {
		assert.True(t, slices.ContainsFunc(s.findings, func(finding string) bool {
			return strings.HasPrefix(finding, op+" mk") && strings.HasSuffix(finding, "not 2")
		}), op)
	}
}

// twice sends each POST with a body twice.
type twice struct{ http.RoundTripper }

func (t twice) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost && r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		again := r.Clone(r.Context())
		again.Body = body
		if resp, err := t.RoundTripper.RoundTrip(again); err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
		}
	}
	return t.RoundTripper.RoundTrip(r)
}

// CloseIdleConnections keeps the connections of the soak from staying.
func (t twice) CloseIdleConnections() {
	t.RoundTripper.(interface{ CloseIdleConnections() }).CloseIdleConnections()
}

func TestPlan(t *testing.T) {
	p, err := parse(nil)
	require.NoError(t, err)
	assert.Equal(t, 20_000, p.calls)
	assert.NotZero(t, p.seed)
	p, err = parse([]string{"-duration", "20s", "-seed", "7"})
	require.NoError(t, err)
	assert.Zero(t, p.calls, "the time alone limits it")
	assert.Equal(t, uint64(7), p.seed)
	for _, wrong := range []string{"-calls=-1", "-goroutines=0", "-duration=-1s", "-nothing", "more"} {
		_, err := parse([]string{wrong})
		assert.Error(t, err, wrong)
	}
}
