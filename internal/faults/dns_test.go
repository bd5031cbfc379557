package faults_test

import (
	"context"
	"net"
)

// dnsCode is the answer of a name server.
type dnsCode byte

const (
	dnsServerFailure dnsCode = 2
	dnsNoSuchHost    dnsCode = 3
)

// lookUp dials a host by its name, which a name server of its own answers with
// the code.
func lookUp(code dnsCode) dialFault {
	return func(ctx context.Context, _ string, _ dialFunc) (net.Conn, error) {
		server, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			serveNames(server, code)
		}()
		defer func() {
			_ = server.Close() // the end of serveNames
			<-done
		}()
		dialer := net.Dialer{Resolver: &net.Resolver{
			PreferGo: true,
			Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
			},
		}}
		return dialer.DialContext(ctx, "tcp", "erp.test.:443")
	}
}

// serveNames answers every question with the code.
func serveNames(server net.PacketConn, code dnsCode) {
	message := make([]byte, 512)
	for {
		n, from, err := server.ReadFrom(message)
		if err != nil {
			return
		}
		if answer := nameAnswer(message[:n], code); answer != nil {
			_, _ = server.WriteTo(answer, from) // who asked may be gone
		}
	}
}

// nameAnswer repeats the question with the code. Header and question are those of
// RFC 1035, section 4.1.
func nameAnswer(query []byte, code dnsCode) []byte {
	const header = 12
	end := header
	for end < len(query) && query[end] != 0 {
		end += 1 + int(query[end]) // a label
	}
	if end += 1 + 4; end > len(query) { // the root label, type and class
		return nil
	}
	answer := append([]byte(nil), query[:end]...)
	answer[2] |= 0x80                       // an answer
	answer[3] = 0x80 | byte(code)           // recursion is available
	copy(answer[6:header], make([]byte, 6)) // no records
	return answer
}
