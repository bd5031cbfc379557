package backofficetest

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Fault is something that goes wrong with one request. The zero value is no
// fault: the request is answered as usual.
type Fault struct {
	name string
	// before runs in place of the vendor if it returns false.
	before func(*exchange, http.ResponseWriter) bool
	// after runs when the vendor has done its work. It may change the answer
	// and return true, or write it itself and return false.
	after func(*exchange, http.ResponseWriter) bool
}

// String returns the name of the fault, "none" for the zero value.
func (f Fault) String() string {
	if f.name == "" {
		return "none"
	}
	return f.name
}

// Script makes the next requests for an operation go wrong, one fault for each
// request in turn. After the last fault, requests are answered as usual again.
// The operation "*" stands for requests of any operation that has no script of
// its own.
func (s *Server) Script(op string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scripts[op] = append(s.scripts[op], faults...)
}

// Chance makes pick choose the fault of every request that no script covers,
// for tests at random. It runs for one request at a time.
func (s *Server) Chance(pick func(op string) Fault) {
	s.chanceMu.Lock()
	defer s.chanceMu.Unlock()
	s.chance = pick
}

func (s *Server) nextFault(op string) Fault {
	if fault, ok := s.scripted(op); ok {
		return fault
	}
	s.chanceMu.Lock()
	defer s.chanceMu.Unlock()
	if s.chance == nil {
		return Fault{}
	}
	return s.chance(op)
}

func (s *Server) scripted(op string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range []string{op, "*"} {
		if script := s.scripts[name]; len(script) > 0 {
			s.scripts[name] = script[1:]
			return script[0], true
		}
	}
	return Fault{}, false
}

// Answer answers with the given status, header and body. The request is not
// carried out.
func Answer(status int, header http.Header, body string) Fault {
	return Fault{
		name:   fmt.Sprintf("answer %d", status),
		before: func(x *exchange, w http.ResponseWriter) bool { return x.instead(w, status, header, body) },
	}
}

// AnswerAfter answers with the given status, header and body after the request
// was carried out.
func AnswerAfter(status int, header http.Header, body string) Fault {
	return Fault{
		name:  fmt.Sprintf("answer %d after", status),
		after: func(x *exchange, w http.ResponseWriter) bool { return x.instead(w, status, header, body) },
	}
}

func (x *exchange) instead(w http.ResponseWriter, status int, header http.Header, body string) bool {
	x.header = header.Clone()
	x.status = status
	x.answer = []byte(body)
	x.write(w)
	return false
}

// Status answers with a status and nothing else. The request is not carried out.
func Status(status int) Fault { return Answer(status, nil, "") }

// StatusAfter answers with a status and nothing else after the request was
// carried out, as a gateway does that gave up on the server behind it.
func StatusAfter(status int) Fault { return AnswerAfter(status, nil, "") }

// RetryAfter answers with a status and a Retry-After header. The request is not
// carried out.
func RetryAfter(status int, value string) Fault {
	return Answer(status, http.Header{"Retry-After": {value}}, "")
}

// Redirect answers with a redirect. The request is not carried out.
func Redirect(status int, location string) Fault {
	return Answer(status, http.Header{"Location": {location}}, "")
}

// HTML answers with a page of HTML and the given status, as a log-in page or a
// firewall does. The request is not carried out.
func HTML(status int) Fault {
	return Answer(status, http.Header{"Content-Type": {"text/html; charset=utf-8"}},
		"<!DOCTYPE html><html><head><title>Runtime Error</title></head><body>Sorry.</body></html>")
}

// DropBefore closes the connection without carrying out the request.
func DropBefore() Fault {
	return Fault{name: "drop before", before: func(_ *exchange, w http.ResponseWriter) bool { return hangUp(w, false) }}
}

// DropAfter carries out the request and closes the connection in place of the
// answer. This is the fault that makes duplicates.
func DropAfter() Fault {
	return Fault{name: "drop after", after: func(_ *exchange, w http.ResponseWriter) bool { return hangUp(w, false) }}
}

// ResetBefore resets the connection without carrying out the request.
func ResetBefore() Fault {
	return Fault{name: "reset before", before: func(_ *exchange, w http.ResponseWriter) bool { return hangUp(w, true) }}
}

// ResetAfter carries out the request and resets the connection.
func ResetAfter() Fault {
	return Fault{name: "reset after", after: func(_ *exchange, w http.ResponseWriter) bool { return hangUp(w, true) }}
}

// hangUp closes the connection below net/http, by FIN or by RST.
func hangUp(w http.ResponseWriter, reset bool) bool {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if secure, ok := conn.(*tls.Conn); ok && reset {
		conn = secure.NetConn() // TLS would say goodbye first
	}
	if tcp, ok := conn.(*net.TCPConn); ok && reset {
		_ = tcp.SetLinger(0) // without it the reset is a FIN, which is a drop as well
	}
	_ = conn.Close() // closing is the fault
	return false
}

// Delay waits before the request is carried out.
func Delay(wait time.Duration) Fault {
	return Fault{name: "delay " + wait.String(), before: func(x *exchange, _ http.ResponseWriter) bool {
		x.sleep(wait)
		return true
	}}
}

// DelayAfter waits between carrying out the request and answering it.
func DelayAfter(wait time.Duration) Fault {
	return Fault{name: "delay after " + wait.String(), after: func(x *exchange, _ http.ResponseWriter) bool {
		x.sleep(wait)
		return true
	}}
}

// sleep waits. It ends the request if the client goes away.
func (x *exchange) sleep(wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-x.http.Context().Done():
		panic(http.ErrAbortHandler)
	}
}

// raw writes bytes to the connection below net/http and closes it.
func raw(w http.ResponseWriter, write func(io.Writer)) bool {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer conn.Close()
	write(conn)
	return false
}

// head returns the status line and header of an answer with the given framing.
func (x *exchange) head(framing string) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", x.status, http.StatusText(x.status))
	_ = x.header.Write(&b) // a bytes.Buffer takes everything
	return b.String() + framing + "\r\n"
}

// CutBody carries out the request and cuts the answer off after n bytes of its
// body, with a Content-Length that promises all of it.
func CutBody(n int) Fault {
	return Fault{name: "cut body", after: func(x *exchange, w http.ResponseWriter) bool {
		return raw(w, func(conn io.Writer) {
			framing := "Content-Length: " + strconv.Itoa(len(x.answer)) + "\r\n"
			fmt.Fprint(conn, x.head(framing), string(x.answer[:min(n, len(x.answer))]))
		})
	}}
}

// CutChunked is CutBody with chunked framing.
func CutChunked(n int) Fault {
	return Fault{name: "cut chunked body", after: func(x *exchange, w http.ResponseWriter) bool {
		return raw(w, func(conn io.Writer) {
			fmt.Fprint(conn, x.head("Transfer-Encoding: chunked\r\n"))
			// A chunk of no bytes would be the regular end of the body.
			if part := x.answer[:min(n, len(x.answer))]; len(part) > 0 {
				fmt.Fprintf(conn, "%x\r\n%s\r\n", len(part), part)
			}
		})
	}}
}

// CutUnframed is CutBody without any framing: the end of the connection is the
// end of the body, so that only its content tells that it was cut.
func CutUnframed(n int) Fault {
	return Fault{name: "cut unframed body", after: func(x *exchange, w http.ResponseWriter) bool {
		return raw(w, func(conn io.Writer) {
			fmt.Fprint(conn, x.head("Connection: close\r\n"), string(x.answer[:min(n, len(x.answer))]))
		})
	}}
}

// Drip carries out the request and sends the body one byte at a time.
func Drip(pause time.Duration) Fault {
	return Fault{name: "drip", after: func(x *exchange, w http.ResponseWriter) bool {
		for name, values := range x.header {
			w.Header()[name] = values
		}
		w.WriteHeader(x.status)
		flush := http.NewResponseController(w).Flush
		for i := range x.answer {
			if _, err := w.Write(x.answer[i : i+1]); err != nil || flush() != nil {
				panic(http.ErrAbortHandler)
			}
			x.sleep(pause)
		}
		return false
	}}
}

// GzipBomb carries out the request and answers with a small compressed body
// that decompresses to size bytes.
func GzipBomb(size int64) Fault {
	return Fault{name: "gzip bomb", after: func(x *exchange, _ http.ResponseWriter) bool {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = io.CopyN(z, blanks{}, size) // a bytes.Buffer takes everything
		_ = z.Close()
		x.header.Set("Content-Encoding", "gzip")
		x.answer = b.Bytes()
		return true
	}}
}

// CutGzip carries out the request and cuts a compressed body off in the middle.
func CutGzip() Fault {
	return Fault{name: "cut gzip", after: func(x *exchange, _ http.ResponseWriter) bool {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(x.answer) // a bytes.Buffer takes everything
		_ = z.Close()
		x.header.Set("Content-Encoding", "gzip")
		x.answer = b.Bytes()[:b.Len()/2]
		return true
	}}
}

// blanks is an endless run of blanks.
type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// Encoded carries out the request and claims a Content-Encoding that the client
// did not ask for.
func Encoded(encoding string) Fault {
	return Fault{name: "encoding " + encoding, after: func(x *exchange, _ http.ResponseWriter) bool {
		x.header.Set("Content-Encoding", encoding)
		return true
	}}
}

// Rewrite carries out the request and changes the answer's body.
func Rewrite(change func(body string) string) Fault {
	return Fault{name: "rewrite", after: func(x *exchange, _ http.ResponseWriter) bool {
		x.answer = []byte(change(string(x.answer)))
		return true
	}}
}

// RewriteHeader carries out the request and changes the answer's status and
// header.
func RewriteHeader(change func(status int, header http.Header) int) Fault {
	return Fault{name: "rewrite header", after: func(x *exchange, _ http.ResponseWriter) bool {
		x.status = change(x.status, x.header)
		return true
	}}
}

// Raw carries out the request, writes the given bytes in place of the answer
// and closes the connection: a malformed status line, two lengths, anything.
func Raw(answer string) Fault {
	return Fault{name: "raw", after: func(_ *exchange, w http.ResponseWriter) bool {
		return raw(w, func(conn io.Writer) { _, _ = io.WriteString(conn, answer) })
	}}
}
