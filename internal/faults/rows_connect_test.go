package faults_test

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const loopback = "127.0.0.1"

var (
	inAnHour  = time.Now().Add(time.Hour)
	anHourAgo = time.Now().Add(-time.Hour)
)

// connectRows are the faults before anything is sent.
var connectRows = []row{
	{
		number: 1, fault: "connection refused", note: "twice, then for ever",
		dial: refuseConnection, times: 2,
		check: failsWith(syscall.ECONNREFUSED),
		want: []line{{
			read:   "3: done / 3: network, not sent",
			update: "3: done, 1 commit / 3: network, not sent, 0 commits",
			delete: "3: done, 1 commit / 3: network, not sent, 0 commits",
			once:   "3: done, 1 commit / 3: network, not sent, 0 commits",
		}},
	},
	{
		number: 2, fault: "the host does not exist", note: "one look-up",
		dial: lookUp(dnsNoSuchHost),
		want: neverSent("network"),
		check: func(t testing.TB, tr *trial) {
			assert.Equal(t, 1, tr.network.dials)
			var lookUp *net.DNSError
			assert.ErrorAs(t, tr.err, &lookUp)
		},
	},
	{
		number: 3, fault: "the name server fails",
		dial: lookUp(dnsServerFailure),
		want: notSent("network"),
	},
	{
		number: 4, letter: "a", fault: "TLS: nobody vouches for the certificate",
		server: secure(loopback, inAnHour),
		want:   neverSent("network"),
		check:  failsAs[x509.UnknownAuthorityError](),
	},
	{
		number: 4, letter: "b", fault: "TLS: the certificate has expired",
		server: secure(loopback, anHourAgo), wire: trust,
		want:  neverSent("network"),
		check: failsAs[x509.CertificateInvalidError](),
	},
	{
		number: 4, letter: "c", fault: "TLS: the certificate is for another host",
		server: secure("elsewhere.test", inAnHour), wire: trust,
		want:  neverSent("network"),
		check: failsAs[x509.HostnameError](),
	},
	{
		number: 5, letter: "a", fault: "TLS: the handshake is cut", note: "one more attempt tells whether it was an accident",
		server: secure(loopback, inAnHour), wire: trust,
		dial: answerAtOnce(""),
		want: notSentAgain("network"),
	},
	{
		number: 5, letter: "b", fault: "TLS: the port speaks plain HTTP",
		server: secure(loopback, inAnHour), wire: trust,
		dial: answerAtOnce("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
		want: notSentAgain("network"),
	},
	{
		number: 6, letter: "a", fault: "the proxy wants to know who asks: 407 to CONNECT", note: "the proxy saw the host and nothing else",
		server: secure(loopback, inAnHour), wire: throughProxy(http.StatusProxyAuthRequired), plain: true,
		want: neverSent("network"),
	},
	{
		number: 6, letter: "b", fault: "the proxy can't connect: 502 to CONNECT",
		server: secure(loopback, inAnHour), wire: throughProxy(http.StatusBadGateway), plain: true,
		want: neverSent("network"),
	},
	{
		number: 7, fault: "dialing takes for ever", note: "each attempt gives up at its own deadline", clock: true,
		dial:  hang,
		want:  notSent("network"),
		check: failsWith(context.DeadlineExceeded),
	},
	{
		number: 8, letter: "a", fault: "the idle connection was closed, nothing is written", note: "net/http takes another connection, which is safe here; the pool gives idle connections up before the servers do",
		dial: closeIdle, warm: true, story: true,
		want: unharmed(),
		check: func(t testing.TB, tr *trial) {
			assert.Equal(t, 2, tr.network.dials, "the first connection was given up")
			assert.Len(t, tr.server.Requests(tr.subject.op), 1)
		},
	},
	{
		number: 8, letter: "b", fault: "the idle connection was closed, and no other can be made", note: "net/http asks for another only if nothing was written, but for a GET",
		custom: staleAndAlone,
		want: append(neverSentAgain("network"),
			line{groups: []string{manex, hostway}, read: "3: network, no effect", update: "3: network, not sent, 0 commits", delete: "3: network, not sent, 0 commits", once: "3: network, not sent, 0 commits"}),
	},
}

// staleAndAlone makes a call whose only connection is dead. The client has made it
// itself, with a call that was refused.
func staleAndAlone(t testing.TB, s *subject) (string, error) {
	tr := newTrial(t, s, false)
	defer tr.end()
	tr.plain = true
	thenRefused(closeIdle)(tr)
	tr.open(quickly())
	tr.server.Script(s.op, backofficetest.Status(http.StatusBadRequest))
	tr.call(t.Context(), s.input(tr.place))
	require.ErrorIs(t, tr.err, backoffice.ErrInvalid)
	input := s.input(tr.place)
	tr.call(t.Context(), input)
	tr.verify(s.input(tr.place), input)
	assert.ErrorIs(t, tr.err, syscall.ECONNREFUSED)
	assert.Len(t, tr.server.Requests(s.op), 1)
	return tr.text(), tr.err
}

// thenRefused makes the first connection by the given fault, and no other.
func thenRefused(first dialFault) func(*trial) {
	return func(tr *trial) {
		tr.network.faults, tr.network.forever = []dialFault{first}, refuseConnection
	}
}

// failsWith checks that a failed trial can be told by its cause.
func failsWith(target error) func(testing.TB, *trial) {
	return func(t testing.TB, tr *trial) {
		if tr.err != nil {
			assert.ErrorIs(t, tr.err, target)
		}
	}
}

// failsAs checks that a failed trial can be told by the type of its cause.
func failsAs[E error]() func(testing.TB, *trial) {
	return func(t testing.TB, tr *trial) {
		var target E
		assert.ErrorAs(t, tr.err, &target)
		assert.Empty(t, tr.server.Requests(tr.subject.op), "nothing is told to a stranger")
	}
}

// throughProxy sends a trial through a proxy that refuses to connect.
func throughProxy(status int) func(*trial) {
	return func(tr *trial) {
		proxy := startProxy(tr.t, func(http.ResponseWriter, *http.Request) int { return status })
		tr.network.transport.Proxy = proxy.choose
		trust(tr)
		tr.later(func() {
			proxy.Close()
			assert.Empty(tr.t, tr.server.Requests(tr.subject.op))
			heard := proxy.heard()
			assert.NotEmpty(tr.t, heard)
			for _, secret := range tr.secrets() {
				assert.False(tr.t, secret.IsIn(heard), "the proxy may see the host alone")
			}
		})
	}
}
