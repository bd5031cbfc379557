package faults_test

import (
	"encoding/json"
	"html"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// failures are answers in which a server repeats what it was told, and failures
// whose text net/http makes of what it was told.
var failures = []struct {
	name string
	with func(said string) backofficetest.Fault
}{
	{"a refusal", func(said string) backofficetest.Fault { return repeated(200, said) }},
	{"a bad request", func(said string) backofficetest.Fault { return repeated(400, said) }},
	{"not found", func(said string) backofficetest.Fault { return repeated(404, said) }},
	{"an exception", func(said string) backofficetest.Fault { return repeated(500, said) }},
	{"a success that proves nothing", func(said string) backofficetest.Fault {
		return backofficetest.Answer(200, jsonHeader, `{"Message":`+quote(said)+`}`)
	}},
	{"a code", func(said string) backofficetest.Fault {
		return backofficetest.Answer(200, jsonHeader, `{"Code":`+quote(said)+`,"ResponseCode":`+quote(said)+`,"list":`+quote(said)+`}`)
	}},
	{"a page", func(said string) backofficetest.Fault {
		return backofficetest.Answer(404, http.Header{"Content-Type": {"text/html"}},
			"<html><head><title>"+html.EscapeString(said)+"</title></head><body>Requested URL: "+said+"</body></html>")
	}},
	{"plain text", func(said string) backofficetest.Fault {
		return backofficetest.Answer(503, http.Header{"Content-Type": {"text/plain"}}, said)
	}},
	{"headers", func(said string) backofficetest.Fault {
		return backofficetest.Answer(405, http.Header{
			"X-Request-Id": {said}, "Allow": {"GET, " + said}, "Retry-After": {said}, "Content-Type": {said},
			"Www-Authenticate": {said}, "Server": {said},
		}, "")
	}},
	{"an encoding", func(said string) backofficetest.Fault { return backofficetest.Encoded(said) }},
	{"a cookie", func(said string) backofficetest.Fault {
		return backofficetest.Answer(409, http.Header{"Set-Cookie": {"OwnerId=" + said, "theme=" + said}}, "")
	}},
	{"a redirect", func(said string) backofficetest.Fault {
		return backofficetest.Redirect(307, "https://elsewhere.example/"+url.PathEscape(said)+"?"+said)
	}},
	{"a redirect to no URL", func(said string) backofficetest.Fault { return backofficetest.Redirect(302, "http://[::1%zz"+said) }},
	{"a status line", func(said string) backofficetest.Fault { return backofficetest.Raw("HTTP/1.1 " + said + "\r\n\r\n") }},
	{"no HTTP", func(said string) backofficetest.Fault { return backofficetest.Raw(said + "\r\n\r\n") }},
	{"a header line", func(said string) backofficetest.Fault {
		return backofficetest.Raw("HTTP/1.1 200 OK\r\n" + said + "\r\n\r\n")
	}},
	{"a length", func(said string) backofficetest.Fault {
		return backofficetest.Raw("HTTP/1.1 200 OK\r\nContent-Length: " + said + "\r\n\r\n")
	}},
	{"a cut body", func(string) backofficetest.Fault { return backofficetest.CutBody(10) }},
	{"a lost answer", func(string) backofficetest.Fault { return backofficetest.ResetAfter() }},
}

// repeated is a refusal of any vendor that repeats a text wherever there is room
// for one.
func repeated(status int, said string) backofficetest.Fault {
	text := quote(said)
	return backofficetest.Answer(status, jsonHeader, `{"Code":403,"ResponseCode":7,"IsValidUser":true,"CorrelationId":`+text+
		`,"Message":`+text+`,"ExceptionMessage":`+text+`,"ExceptionType":`+text+`,"StackTrace":`+text+
		`,"error":{"guid":`+text+`,"message":`+text+`,"code":400,"details":{`+text+`:`+text+`}}}`)
}

func quote(text string) string {
	quoted, _ := json.Marshal(text) // a string can always be written
	return string(quoted)
}

// of returns the secret that a subject's client knows. Who creates an order knows
// none yet.
func (k keyring) of(s *subject) leaktest.Secret {
	switch {
	case s.op == "orders.Create":
		return leaktest.Of("nobody's")
	case vendorOf(s.group) == manex:
		return k.key
	case vendorOf(s.group) == deck:
		return k.deckKey
	}
	return k.owner
}

// TestL6Echo lets the server repeat every secret in every encoding, wherever an
// answer has room for it.
func TestL6Echo(t *testing.T) {
	t.Parallel()
	for _, failure := range failures {
		t.Run(failure.name, func(t *testing.T) {
			t.Parallel()
			for i := range subjects {
				s := &subjects[i]
				tr := newTrial(t, s, false)
				tr.fail(failure.with(strings.Join(planted.of(s).Forms(), " ")))
				tr.end()
			}
		})
	}
}

// fail makes the call of a trial, all of whose attempts end in the fault.
func (tr *trial) fail(fault backofficetest.Fault) {
	tr.t.Helper()
	tr.server.Script(tr.subject.op, fault, fault, fault)
	tr.open(quickly())
	input := tr.subject.input(tr.place)
	tr.call(tr.t.Context(), input)
	tr.verify(tr.subject.input(tr.place), input)
	assert.NotEmpty(tr.t, tr.server.Requests(tr.subject.op), "L18")
}

// FuzzL16Leak looks for a random key in what is made of a random failure.
func FuzzL16Leak(f *testing.F) {
	for i := range failures {
		f.Add(uint64(i), "+=&%/\"<'", byte(i), byte(i))
		f.Add(uint64(i), "\\\u00e9\u2028;,", byte(i), byte(i+1))
	}
	f.Add(uint64(0), "\n \x00", byte(0), byte(0))
	f.Fuzz(func(t *testing.T, seed uint64, special string, subject, failure byte) {
		own := grow(seed, special)
		s, failed := &subjects[int(subject)%len(subjects)], failures[int(failure)%len(failures)]
		if !own.fits(t, s) {
			return
		}
		tr := own.newTrial(t, s, false)
		defer tr.end()
		tr.fail(failed.with(own.of(s).Text()))
	})
}

// grow returns secrets that are made of special characters, with random letters
// between them so that no piece of a secret occurs by chance.
func grow(seed uint64, special string) keyring {
	random := rand.New(rand.NewPCG(seed, 0))
	secret := func(special string) leaktest.Secret {
		const between = 8
		var b strings.Builder
		for i, r := range "xx" + special {
			if i >= len("xx") {
				b.WriteRune(r)
			}
			for range between {
				b.WriteByte(byte('a' + random.IntN(26)))
			}
		}
		return leaktest.Of(b.String())
	}
	return keyring{secret(special), secret(special), secret("+=")}
}

// fits reports whether New takes the secrets. If it does not, its error must not
// tell them.
func (k keyring) fits(t testing.TB, s *subject) bool {
	server := idleServer(t)
	_, _, err := s.dial(place{server: server, root: server.URL(), keyring: k}, nil)
	if vendorOf(s.group) == deck {
		_, err = openWith(server, k.deckKey.Text())
	}
	var sinks leaktest.Sinks
	sinks.Error(err)
	assert.Empty(t, sinks.Leaks(k.all()...))
	return err == nil
}

// TestL11Panic lets what the caller plugs in panic while a secret is on the
// stack, and L15 reads the stacks of all goroutines at that moment.
func TestL11Panic(t *testing.T) {
	t.Parallel()
	for i := range subjects {
		for name, plug := range map[string]func(http.RoundTripper) backoffice.Option{
			"transport": func(panicking http.RoundTripper) backoffice.Option {
				return backoffice.WithHTTPClient(&http.Client{Transport: panicking})
			},
			"middleware": func(panicking http.RoundTripper) backoffice.Option {
				return backoffice.WithMiddleware(func(http.RoundTripper) http.RoundTripper { return panicking })
			},
		} {
			s := &subjects[i]
			t.Run(s.op+"/"+name, func(t *testing.T) {
				t.Parallel()
				server := planted.start(t)
				defer server.Close()
				var sinks leaktest.Sinks
				reached := false
				_, do, err := s.dial(place{server: server, root: server.URL(), keyring: planted}, []backoffice.Option{
					plug(transportOf(func(r *http.Request) (*http.Response, error) {
						reached = true
						all := make([]byte, 1<<20)
						sinks.Add("L15: all stacks", string(all[:runtime.Stack(all, true)]))
						panic("plugged in")
					})),
				})
				require.NoError(t, err)
				func() {
					defer func() {
						sinks.Print("recovered", recover())
						sinks.Add("stack", string(debug.Stack()))
					}()
					_, _ = do(t.Context(), s.input(place{server: server, keyring: planted})) // it panics
				}()
				assert.True(t, reached)
				assert.Contains(t, sinks.Text(), "plugged in")
				assert.Empty(t, sinks.Leaks(planted.all()...))
			})
		}
	}
}

// TestL13Diff compares two clients by an assertion that fails and prints both,
// down to their unexported fields.
func TestL13Diff(t *testing.T) {
	t.Parallel()
	mine, others := plant(), plant()
	all := append(mine.all(), others.all()...)
	for i := range subjects {
		s := &subjects[i]
		t.Run(s.op, func(t *testing.T) {
			t.Parallel()
			var clients []any
			for _, own := range []keyring{mine, others} {
				server := own.start(t)
				defer server.Close()
				client, _, err := s.dial(place{server: server, root: server.URL(), keyring: own},
					[]backoffice.Option{backoffice.WithHTTPClient(&http.Client{Transport: new(http.Transport)})})
				require.NoError(t, err)
				clients = append(clients, client)
			}
			var sinks leaktest.Sinks
			sinks.Diff("clients", clients[0], clients[1])
			sinks.Diff("refs", place{keyring: mine}.ref(), place{keyring: others}.ref())
			assert.Empty(t, sinks.Leaks(all...))
		})
	}
}
