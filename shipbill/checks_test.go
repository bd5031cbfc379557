package shipbill_test

import "testing"

func TestConstructor(t *testing.T)       { suite.TestConstructor(t) }
func TestCallOptions(t *testing.T)       { suite.TestCallOptions(t) }
func TestCalls(t *testing.T)             { suite.TestCalls(t) }
func TestBadAnswers(t *testing.T)        { suite.TestBadAnswers(t) }
func TestBadTransfers(t *testing.T)      { suite.TestBadTransfers(t) }
func TestRoutes(t *testing.T)            { suite.TestRoutes(t) }
func TestRouteWithoutBody(t *testing.T)  { suite.TestRouteWithoutBody(t) }
func TestStatusOfEnvelopes(t *testing.T) { suite.TestStatusOfEnvelopes(t) }
func TestServerTrouble(t *testing.T)     { suite.TestServerTrouble(t) }
func TestLeaks(t *testing.T)             { suite.TestLeaks(t) }
func TestRepeats(t *testing.T)           { suite.TestRepeats(t) }
func TestNothingSent(t *testing.T)       { suite.TestNothingSent(t) }
func TestRedirects(t *testing.T)         { suite.TestRedirects(t) }
