package apitest

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
)

// leakCase is one way a call ends, with a key that wants to get out.
type leakCase struct {
	name    string
	fault   func(key string) backofficetest.Fault
	route   backoffice.Route
	options []backoffice.Option
	mayPass bool // the call may succeed
	cancel  bool // the caller gives up as soon as the server has the request
	unheard bool // the server gets no request, or perhaps none in time
}

func echo(status int, contentType, body string) backofficetest.Fault {
	return backofficetest.Answer(status, http.Header{"Content-Type": {contentType}}, body)
}

func echoHeader(status int, name, value string) backofficetest.Fault {
	return backofficetest.Answer(status, http.Header{name: {value}}, "")
}

func refusal(message string) string {
	return jsonText(map[string]any{"Code": 403, "Message": message, "IsValidUser": true})
}

func jsonText(members map[string]any) string {
	text, err := json.Marshal(members)
	if err != nil {
		panic(err)
	}
	return string(text)
}

var twice = backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 2, BaseDelay: time.Microsecond})

var leakCases = []leakCase{
	{name: "success", mayPass: true},
	{name: "message", fault: func(key string) backofficetest.Fault {
		return echo(200, "application/json", refusal("Invalid API Key "+key))
	}},
	{name: "message, escaped", fault: func(key string) backofficetest.Fault {
		return echo(200, "application/json", refusal(strings.Join([]string{
			url.PathEscape(key), url.QueryEscape(key), url.QueryEscape(url.PathEscape(key)), html.EscapeString(key),
			fmt.Sprintf("%q", key), strings.ToUpper(key), hex.EncodeToString([]byte(key)),
		}, " ")))
	}},
	{name: "message, base64", fault: func(key string) backofficetest.Fault {
		return echo(200, "application/json", refusal(base64.StdEncoding.EncodeToString([]byte("a"+key))+" "+
			base64.URLEncoding.EncodeToString([]byte("ab"+key))+" "+base64.StdEncoding.EncodeToString([]byte(key))))
	}},
	{name: "Code", fault: func(key string) backofficetest.Fault {
		return echo(200, "application/json", strings.Replace(refusal(""), "403", fmt.Sprintf("%q", key), 1))
	}},
	{name: "exception", fault: func(key string) backofficetest.Fault {
		return echo(500, "application/json", jsonText(map[string]any{
			"Message": key, "ExceptionMessage": key, "ExceptionType": key, "StackTrace": key,
		}))
	}},
	{name: "title of a page", fault: func(key string) backofficetest.Fault {
		return echo(500, "text/html", "<html><head><title>Not found: /API/Add/"+html.EscapeString(key)+"</title></head></html>")
	}},
	{name: "page at 200", fault: func(key string) backofficetest.Fault {
		return echo(200, "text/html", "<!DOCTYPE html><title>"+key+"</title>")
	}},
	{name: "text that is no JSON", fault: func(key string) backofficetest.Fault { return echo(200, "text/plain", key) }},
	{name: "framework 404", route: backoffice.Route{Path: "/API/Nobody/Here/{key}"}},
	{name: "framework 405", route: backoffice.Route{Method: "PUT"}},
	{name: "request id", fault: func(key string) backofficetest.Fault { return echoHeader(400, "X-Request-Id", key) }},
	{name: "Allow", fault: func(key string) backofficetest.Fault { return echoHeader(405, "Allow", "GET, "+key) }},
	{name: "Retry-After", fault: func(key string) backofficetest.Fault { return echoHeader(429, "Retry-After", key) }},
	{name: "Content-Encoding", fault: func(key string) backofficetest.Fault { return echoHeader(200, "Content-Encoding", key) }},
	{name: "redirect", fault: func(key string) backofficetest.Fault {
		return backofficetest.Redirect(302, "https://elsewhere.example/API/Add/"+url.PathEscape(key))
	}},
	{name: "redirect that keeps the method", fault: func(key string) backofficetest.Fault {
		return backofficetest.Redirect(307, "/API/Add/"+url.PathEscape(key))
	}},
	{name: "redirect to no URL", fault: func(key string) backofficetest.Fault {
		return backofficetest.Redirect(302, "http://[::1"+key)
	}},
	{name: "status line", fault: func(key string) backofficetest.Fault { return backofficetest.Raw("HTTP/1.1 " + key + "\r\n\r\n") }},
	{name: "no HTTP", fault: func(key string) backofficetest.Fault { return backofficetest.Raw(key + "\r\n\r\n") }},
	{name: "header line", fault: func(key string) backofficetest.Fault {
		return backofficetest.Raw("HTTP/1.1 200 OK\r\n" + key + "\r\n\r\n")
	}},
	{name: "reset", fault: func(string) backofficetest.Fault { return backofficetest.ResetAfter() }},
	{name: "dropped", fault: func(string) backofficetest.Fault { return backofficetest.DropBefore() }},
	{name: "cut", fault: func(string) backofficetest.Fault { return backofficetest.CutBody(20) }},
	{
		name: "timeout", fault: func(string) backofficetest.Fault { return backofficetest.DelayAfter(time.Hour) },
		options: []backoffice.Option{backoffice.WithAttemptTimeout(20 * time.Millisecond)}, unheard: true,
	},
	{name: "cancelled", fault: func(string) backofficetest.Fault { return backofficetest.DelayAfter(time.Hour) }, cancel: true},
	{
		name: "repeated after a text", fault: func(key string) backofficetest.Fault { return echo(503, "text/plain", key) },
		options: []backoffice.Option{twice}, mayPass: true,
	},
	{
		name: "repeated after a message", options: []backoffice.Option{twice}, mayPass: true,
		fault: func(key string) backofficetest.Fault {
			return echo(200, "application/json", jsonText(map[string]any{"Code": 503, "Message": key}))
		},
	},
	{name: "refused", unheard: true},
}
