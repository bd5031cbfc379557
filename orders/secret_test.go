package orders_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// secretsOf returns dummies as what must not get out.
func secretsOf(texts ...string) []leaktest.Secret {
	var secrets []leaktest.Secret
	for _, text := range texts {
		secrets = append(secrets, leaktest.Of(text))
	}
	return secrets
}

func TestSecretIsNotShown(t *testing.T) {
	t.Parallel()
	secret := orders.NewSecret(dummyOwner)
	request := orders.UserRequest{UserName: "ann", Password: orders.NewSecret(dummyPassword)}
	hidden := struct {
		ref    orders.Ref
		secret orders.Secret
		inner  *orders.UserRequest
		all    []orders.Ref
		byRef  map[orders.Ref]int
	}{ref, secret, &request, []orders.Ref{ref}, map[orders.Ref]int{ref: 1}}
	created := orders.Created{Ref: ref, Location: "l"}
	values := map[string]any{
		"secret": secret, "pointer": &secret, "ref": ref, "pointer to ref": &ref, "request": request, "pointer to request": &request,
		"create": orders.CreateRequest{OwnerID: secret}, "created": created, "pointer to created": &created,
		"hidden": hidden, "pointer to hidden": &hidden, "list": []orders.Secret{secret}, "option": orders.WithBasicAuth(dummyUser, dummyBasic),
	}
	for name, value := range values {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var shown leaktest.Sinks
			switch name {
			case "ref", "pointer to ref":
				shown.Show(name, value) // it is encoded to be kept
			default:
				shown.Print(name, value)
			}
			if strings.HasSuffix(name, "ref") || strings.HasSuffix(name, "hidden") {
				assert.Contains(t, shown.Text(), "o1")
			}
			assert.Empty(t, shown.Leaks(secretsOf(dummyOwner, dummyPassword, dummyBasic)...))
		})
	}
	_, err := json.Marshal(request)
	assert.NoError(t, err, "the password is no member")
	_, err = json.Marshal(secret)
	assert.ErrorContains(t, err, "Reveal")
	_, err = xml.Marshal(struct{ S orders.Secret }{secret})
	assert.Error(t, err)
	text, err := json.Marshal(created)
	require.NoError(t, err)
	assert.False(t, leaktest.Of(dummyOwner).IsIn(string(text)))
}

func TestSecretOfNothing(t *testing.T) {
	t.Parallel()
	var none orders.Secret
	assert.Equal(t, none, orders.NewSecret(""))
	assert.True(t, none.IsZero())
	assert.Empty(t, none.Reveal())
	assert.Empty(t, none.String())
	assert.Equal(t, "orders.Secret()", none.GoString())
	assert.Equal(t, "[secret]", orders.NewSecret("x").String())
	assert.Equal(t, "orders.Secret([secret])", orders.NewSecret("x").GoString())
	assert.Equal(t, orders.NewSecret("x"), orders.NewSecret("x"))
	assert.Contains(t, map[orders.Secret]bool{orders.NewSecret("x"): true}, orders.NewSecret("x"), "equal by ==")
	long := strings.Repeat("long ", 50)
	assert.Equal(t, long, orders.NewSecret(long).Reveal())
	assert.NotEqual(t, orders.NewSecret("x"), orders.NewSecret("y"))
	var read orders.Secret
	require.NoError(t, json.Unmarshal([]byte(`"x"`), &read))
	assert.Equal(t, "x", read.Reveal())
}

func TestDiffShowsNoSecret(t *testing.T) {
	t.Parallel()
	var shown leaktest.Sinks
	shown.Diff("diff", ref, orders.Ref{OrderID: "o2", OwnerID: orders.NewSecret("another-dummy-owner")})
	assert.Contains(t, shown.Text(), "o2")
	assert.Empty(t, shown.Leaks(secretsOf(dummyOwner, "another-dummy-owner")...))
}

type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestNoCallLeaks makes each call fail, and succeed, in many ways while the
// server repeats the secrets wherever it can.
func TestNoCallLeaks(t *testing.T) {
	t.Parallel()
	for _, call := range calls {
		t.Run(call.op, func(t *testing.T) {
			t.Parallel()
			secrets := []string{dummyOwner, dummyBasic, base64.StdEncoding.EncodeToString([]byte(dummyUser + ":" + dummyBasic))}
			if call.op == "orders.SetUser" {
				secrets = append(secrets, dummyPassword)
			}
			server := backofficetest.NewServer(t, backofficetest.Lenient(), backofficetest.WithHostwayUser(dummyUser, dummyBasic))
			seed(server)
			seen := new(leaktest.Sinks)
			options := append(seen.Options(), orders.WithBasicAuth(dummyUser, dummyBasic), single())
			client := newClient(t, server, options...)
			for name, fault := range echoes(secrets) {
				server.Script(call.op, fault)
				var report backoffice.Report
				_, err := call.do(t.Context(), client, ref, backoffice.WithReport(&report))
				seen.Error(err)
				seen.Print(name+" client", client)
				seen.Print(name+" report", report)
			}
			assert.Empty(t, seen.Leaks(secretsOf(append(secrets, dummyPassword)...)...))
			// The positive control: the server did get them.
			assert.Greater(t, len(server.Requests(call.op)), len(echoes(secrets))/2)
			for _, sent := range server.Requests(call.op) {
				assert.Equal(t, []string{"OwnerId=" + dummyOwner}, sent.Header["Cookie"])
				assert.Equal(t, []string{"Basic " + secrets[2]}, sent.Header["Authorization"])
				assert.Equal(t, call.body, string(sent.Body))
			}
		})
	}
}

// echoes are failures, and successes, in which a server repeats the secrets of
// the request wherever it can.
func echoes(secrets []string) map[string]backofficetest.Fault {
	all := strings.Join(secrets, " ") + " " + url.QueryEscape(secrets[len(secrets)-1])
	echo := http.Header{
		"X-Request-Id": {all}, "Set-Cookie": {"OwnerId=" + dummyOwner + "; Path=/"}, "Www-Authenticate": {all},
		"Location": {"https://api.hostway.com/orders/" + dummyOwner},
	}
	envelope := func(details string) string {
		return `{"` + dummyOwner + `":{"guid":"` + secrets[2] + `","message":"` + all + `","code":400,"details":` + details + `}}`
	}
	return map[string]backofficetest.Fault{
		"envelope":       backofficetest.Answer(400, echo, envelope(`{"`+secrets[1]+`":"`+all+`"}`)),
		"text details":   backofficetest.Answer(403, echo, envelope(`"`+all+`"`)),
		"map of fields":  backofficetest.Answer(409, echo, `{"`+dummyOwner+`":"`+all+`"}`),
		"text":           backofficetest.Answer(401, echo, "no entry for Cookie: OwnerId="+dummyOwner+"; Authorization: Basic "+secrets[2]),
		"page":           backofficetest.Answer(502, echo, "<html><title>"+all+"</title></html>"),
		"cut envelope":   backofficetest.Answer(500, echo, envelope(`"`)),
		"HTML as 200":    backofficetest.Answer(200, echo, "<html><title>"+all+"</title></html>"),
		"201":            backofficetest.Answer(201, echo, `{"orderId":"`+dummyOwner+`x","url":"`+all+`"}`),
		"204":            backofficetest.Answer(204, echo, ""),
		"redirect":       backofficetest.Redirect(302, "https://elsewhere.invalid/"+dummyOwner),
		"odd redirect":   backofficetest.Redirect(307, "http://%zz/"+dummyOwner),
		"lost":           backofficetest.DropAfter(),
		"malformed":      backofficetest.Raw("HTTP/1.1 abc " + all + "\r\n\r\n"),
		"odd header":     backofficetest.Raw("HTTP/1.1 200 OK\r\n" + all + "\r\n\r\n"),
		"cut":            backofficetest.CutBody(1),
		"as usual":       {},
		"foreign coding": backofficetest.Encoded(dummyOwner),
	}
}

// TestNewOwnerDoesNotLeak: Create brings a secret of its own.
func TestNewOwnerDoesNotLeak(t *testing.T) {
	t.Parallel()
	const owner = "dummy-brand-new-owner"
	tests := map[string]struct {
		cookie, body string
		ok           bool
	}{
		"success":     {"OwnerId=" + owner, `{"orderId":"o1"}`, true},
		"two owners":  {"OwnerId=" + owner, `{"orderId":"o1","ownerId":"other"}`, false},
		"no order":    {"OwnerId=" + owner, `{}`, false},
		"owner as id": {"OwnerId=" + owner, `{"orderId":"` + owner + `","ownerId":"other"}`, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			header := http.Header{"Set-Cookie": {test.cookie}, "X-Request-Id": {owner}}
			server.Script("orders.Create", backofficetest.Answer(201, header, test.body))
			seen := new(leaktest.Sinks)
			client := newClient(t, server, seen.Options()...)
			order, err := client.Create(t.Context(), orders.CreateRequest{})
			assert.Equal(t, test.ok, err == nil)
			seen.Error(err)
			seen.Print("order", order)
			assert.Empty(t, seen.LeaksOfReceived(leaktest.Of(owner)))
		})
	}
}

// TestNewOwnerDoesNotLeakUnderAnyStatus: whatever the status and the state of the
// body, an owner id that the answer brings stays out of what is shown.
func TestNewOwnerDoesNotLeakUnderAnyStatus(t *testing.T) {
	t.Parallel()
	const owner = "dummy-brand-new-owner"
	bodies := map[string]string{
		"none":            "",
		"envelope":        `{"conflict":{"guid":"` + owner + `","message":"owner ` + owner + ` has an order","code":409,"details":{"` + owner + `":"` + owner + `"}}}`,
		"details":         `{"conflict":{"details":"owner ` + owner + `"}}`,
		"map of fields":   `{"ownerId":"` + owner + `","value":"` + owner + `"}`,
		"inside":          `{"conflict":{"message":"` + owner + `","ownerId":"` + owner + `"}}`,
		"escaped":         `{"ownerId" : "dummy\u002dbrand-new-owner","value":"` + owner + `"}`,
		"cut off":         `{"ownerId":"` + owner + `","value":"`,
		"text":            "owner " + owner,
		"page":            "<html><title>" + owner + "</title></html>",
		"success, proven": `{"orderId":"o1","ownerId":"` + owner + `"}`,
	}
	cookies := map[string]string{
		"cookie":             "OwnerId=" + owner + "; Path=/",
		"cookie that ends":   "OwnerId=" + owner + "; Max-Age=0",
		"cookie of the page": "OwnerId = \"" + owner + "\" ; Path=/",
		"odd cookie":         "ownerid=" + owner + " x",
	}
	for _, status := range []int{200, 202, 301, 400, 405, 409, 500, 502} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			seen := new(leaktest.Sinks)
			client := newClient(t, server, append(seen.Options(), single())...)
			for _, cookie := range cookies {
				for _, body := range bodies {
					header := http.Header{"Set-Cookie": {cookie}, "X-Request-Id": {owner}, "Location": {api + "/orders/" + owner}}
					for _, op := range []string{"orders.Create", "orders.SetAccountAttributes"} {
						server.Script(op, backofficetest.Answer(status, header, body))
						_, err := find(op).do(t.Context(), client, ref)
						if op == "orders.Create" {
							assert.Equal(t, status, failure(t, err).Status)
						}
						seen.Error(err)
					}
				}
			}
			assert.Empty(t, seen.LeaksOfReceived(leaktest.Of(owner)))
		})
	}
	t.Run("owner in the body alone", func(t *testing.T) {
		t.Parallel()
		server := backofficetest.NewServer(t)
		for _, name := range []string{"map of fields", "inside", "escaped", "cut off", "success, proven"} {
			seen := new(leaktest.Sinks)
			server.Script("orders.Create", backofficetest.Answer(409, http.Header{"X-Request-Id": {owner}}, bodies[name]))
			_, err := newClient(t, server, seen.Options()...).Create(t.Context(), orders.CreateRequest{})
			assert.Equal(t, 409, failure(t, err).Status)
			seen.Error(err)
			assert.Empty(t, seen.LeaksOfReceived(leaktest.Of(owner)), name)
		}
	})
	t.Run("no HTTP", func(t *testing.T) {
		t.Parallel()
		server := backofficetest.NewServer(t)
		for _, answer := range []string{
			"HTTP/1.1 409 Conflict\r\nSet-Cookie: OwnerId=" + owner + "\x01; Path=/\r\n\r\n",
			"HTTP/1.1 409 Conflict\r\nSet-Cookie OwnerId=" + owner + "\r\n\r\n",
			"HTTP/1.1 409 Conflict\r\nSet-Cookie(OwnerId): " + owner + "\r\n\r\n",
			"HTTP/1.1 409 Conflict\r\nContent-Length: " + owner + "\r\n\r\n",
			"HTTP/1.1 409 Conflict\r\nTransfer-Encoding: " + owner + "\r\n\r\n",
			"OwnerId=" + owner + " HTTP/1.1 409 Conflict\r\n\r\n",
			"HTTP/1.1 " + owner + "\r\n\r\n",
			owner + "/1.1 409 Conflict\r\n\r\n",
		} {
			seen := new(leaktest.Sinks)
			server.Script("orders.Create", backofficetest.Raw(answer))
			_, err := newClient(t, server, seen.Options()...).Create(t.Context(), orders.CreateRequest{})
			assert.Equal(t, backoffice.ErrProtocol, failure(t, err).Kind)
			seen.Error(err)
			assert.Empty(t, seen.LeaksOfReceived(leaktest.Of(owner)), answer)
		}
	})
	t.Run("body that ends too early", func(t *testing.T) {
		t.Parallel()
		server := backofficetest.NewServer(t)
		server.Script("orders.Create", backofficetest.Raw("HTTP/1.1 409 Conflict\r\nSet-Cookie: OwnerId="+owner+
			"\r\nX-Request-Id: "+owner+"\r\nContent-Length: 1000\r\n\r\n<html><title>"+owner+"</title>"))
		seen := new(leaktest.Sinks)
		_, err := newClient(t, server, seen.Options()...).Create(t.Context(), orders.CreateRequest{})
		assert.Equal(t, 409, failure(t, err).Status)
		seen.Error(err)
		assert.Empty(t, seen.LeaksOfReceived(leaktest.Of(owner)))
	})
}

// TestDryRun prints each write with a placeholder for the password, and sends
// nothing; reads go through.
func TestDryRun(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t, backofficetest.Lenient())
	seed(server)
	var printed bytes.Buffer
	client := newClient(t, server, backoffice.WithDryRun(&printed), orders.WithBasicAuth(dummyUser, dummyBasic))
	for _, call := range calls {
		_, err := call.do(t.Context(), client, ref)
		if call.class == read {
			assert.Len(t, server.Requests(call.op), 1, call.op)
			continue
		}
		assert.ErrorIs(t, err, backoffice.ErrNotSent, call.op)
		assert.Empty(t, server.Requests(call.op), call.op)
	}
	assert.Contains(t, printed.String(), "PUT /orders/{orderId}/account/user application/json; charset=UTF-8\n"+
		`{"userName":"ann@example.com","password":"[secret]"}`+"\n")
	assert.Contains(t, printed.String(), `[{"name":"partner_account_id","value":"paccid_050914054136"}]`)
	for _, secret := range secretsOf(dummyOwner, dummyPassword, dummyBasic) {
		assert.False(t, secret.IsIn(printed.String()))
	}
}

// TestJarOfTheCaller is ignored: neither are its cookies sent nor does it learn
// the owner of a new order.
func TestJarOfTheCaller(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	root, err := url.Parse(server.HostwayURL())
	require.NoError(t, err)
	own := []*http.Cookie{{Name: "OwnerId", Value: "of-the-jar", Path: "/"}, {Name: "theme", Value: "dark", Path: "/"}}
	jar.SetCookies(root, own)
	client := newClient(t, server, backoffice.WithHTTPClient(&http.Client{Jar: jar}))
	_, err = client.Get(t.Context(), ref)
	require.NoError(t, err)
	_, err = client.Create(t.Context(), orders.CreateRequest{})
	require.NoError(t, err)
	assert.Equal(t, []string{"OwnerId=" + dummyOwner}, server.Requests("orders.Get")[0].Header["Cookie"])
	assert.Empty(t, server.Requests("orders.Create")[0].Header["Cookie"])
	assert.Len(t, jar.Cookies(root), 2)
	assert.Equal(t, "of-the-jar", jar.Cookies(root)[0].Value)
}

// TestCookieOfAMiddleware does not travel beside the owner's.
func TestCookieOfAMiddleware(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t)
	seed(server)
	client := newClient(t, server, backoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			assert.Empty(t, r.Header["Cookie"])
			r = r.Clone(r.Context())
			r.AddCookie(&http.Cookie{Name: "OwnerId", Value: "another"})
			return next.RoundTrip(r)
		})
	}))
	_, err := client.Get(t.Context(), ref)
	require.NoError(t, err)
	assert.Equal(t, []string{"OwnerId=" + dummyOwner}, server.Requests("orders.Get")[0].Header["Cookie"])
}

// TestRedirectsAreNotFollowed: no second origin gets the cookie.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	other := backofficetest.NewServer(t)
	for _, status := range []int{301, 302, 303, 307, 308} {
		server := backofficetest.NewServer(t)
		server.Script("*", backofficetest.Redirect(status, other.HostwayURL()+"/orders/o1"))
		_, err := newClient(t, server).Get(t.Context(), ref)
		assert.ErrorIs(t, err, backoffice.ErrProtocol)
		assert.Len(t, server.Requests("*"), 1)
	}
	assert.Empty(t, other.Requests("*"))
}

// TestOrdersInParallelNeverMix lets 100 goroutines work on orders of their own
// through one client.
func TestOrdersInParallelNeverMix(t *testing.T) {
	t.Parallel()
	const goroutines, rounds = 100, 3
	server := backofficetest.NewServer(t, backofficetest.WithHostwayUser(dummyUser, dummyBasic))
	client := newClient(t, server)
	var wait sync.WaitGroup
	for i := range goroutines {
		wait.Go(func() {
			value := fmt.Sprintf("partner-%d", i)
			var options []backoffice.Option
			if i%2 == 0 {
				options = append(options, orders.WithBasicAuth(dummyUser, dummyBasic))
			}
			order, err := client.Create(t.Context(), orders.CreateRequest{}, options...)
			if !assert.NoError(t, err) {
				return
			}
			for range rounds {
				err = client.SetAccountAttributes(t.Context(), order.Ref, []orders.Attribute{{Name: orders.PartnerAccountID, Value: value}}, options...)
				assert.NoError(t, err)
				got, err := client.AccountAttributes(t.Context(), order.Ref, options...)
				assert.NoError(t, err)
				assert.Equal(t, []orders.Attribute{{Name: orders.PartnerAccountID, Value: value}}, got)
			}
		})
	}
	wait.Wait()
	owners := map[string]string{}
	for _, order := range server.HostwayOrders() {
		owners[order.ID] = order.OwnerID
	}
	require.Len(t, owners, goroutines)
	for _, r := range server.Requests("*") {
		if r.Op == "orders.Create" {
			assert.Empty(t, r.Header["Cookie"])
			continue
		}
		id := strings.Split(r.URI, "/")[3]
		assert.Equal(t, []string{"OwnerId=" + owners[id]}, r.Header["Cookie"])
	}
}

// TestBasicAuthOfOneCall does not stay with the client.
func TestBasicAuthOfOneCall(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t, backofficetest.WithHostwayUser(dummyUser, dummyBasic))
	server.SeedHostwayOrder(backofficetest.HostwayOrder{ID: "o1", OwnerID: dummyOwner, Status: "Processing"})
	client := newClient(t, server)
	stranger := orders.Ref{OrderID: "o1"}
	_, err := client.Get(t.Context(), stranger, orders.WithBasicAuth(dummyUser, dummyBasic))
	require.NoError(t, err)
	_, err = client.Get(t.Context(), stranger)
	assert.Equal(t, "ref.OwnerID is required", violations(t, err))
	_, err = client.Get(t.Context(), stranger, orders.WithBasicAuth(dummyUser, "wrong"))
	assert.ErrorIs(t, err, backoffice.ErrUnauthorized)
	_, err = client.Get(t.Context(), stranger, orders.WithBasicAuth("", ""))
	assert.Equal(t, "WithBasicAuth needs a user and a password\nref.OwnerID is required", violations(t, err))
	_, err = client.Create(t.Context(), orders.CreateRequest{ClientIP: new("192.0.2.1")})
	assert.ErrorIs(t, err, backoffice.ErrInvalid)
	assert.Equal(t, "User cannot specify the client IP address", failure(t, err).Message)
}
