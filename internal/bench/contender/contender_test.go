package contender_test

import (
	"net/http"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/stub"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

func TestEveryContenderDoesTheSameWork(t *testing.T) {
	for _, item := range work.Items() {
		for _, c := range contender.For(item.Op) {
			t.Run(item.Name+"/"+c.String(), func(t *testing.T) {
				_, err := c.InMemory(item)
				require.NoError(t, err)
			})
		}
	}
}

func TestUnreadAsksAndReturnsNothing(t *testing.T) {
	_, err := contender.Unread.InMemory(work.CustomerPadded)
	require.NoError(t, err)
}

func TestAllTakePartInCustomerGet(t *testing.T) {
	taking := map[string]bool{}
	for _, c := range contender.For(work.CustomerGet) {
		taking[c.Name] = true
	}
	for _, c := range contender.All() {
		require.True(t, taking[c.Name], "%s must take part", c.Name)
	}
	require.Len(t, contender.Shipped(), len(taking), "one of each name is measured under load")
}

// find returns a contender of the list.
func find(t *testing.T, name string, returns work.Returns) contender.Contender {
	t.Helper()
	for _, c := range contender.All() {
		if c.Name == name && c.Returns == returns {
			return c
		}
	}
	t.Fatalf("there is no %s (%s)", name, returns)
	return contender.Contender{}
}

func TestAWrongResultIsFound(t *testing.T) {
	c := find(t, contender.Floor, work.Plain)
	c.Returns = work.Trimmed // it does not trim
	_, err := c.InMemory(work.CustomerPadded)
	require.ErrorContains(t, err, `CUSTNAME: "Customer                           " in place of "Customer"`)
}

func TestAWrongRequestIsFound(t *testing.T) {
	c := find(t, contender.Floor, work.Plain)
	rightly := c.New
	c.New = func(s contender.Setup) (contender.Calls, error) {
		s.Root += "/elsewhere"
		return rightly(s)
	}
	_, err := c.InMemory(work.CustomerPadded)
	require.ErrorContains(t, err, "sent GET /elsewhere/API/Customer/Get/")
}

func TestAWrongAnswerIsAnError(t *testing.T) {
	for _, c := range contender.For(work.CustomerGet) {
		for name, body := range map[string]string{
			"no JSON":      "<html>",
			"another code": `{"Code":403,"Message":"Customer does not exists.","SessionId":null,"IsValidUser":true,"ResponseObject":null}`,
		} {
			t.Run(c.String()+"/"+name, func(t *testing.T) {
				calls, err := c.New(contender.Setup{Root: contender.MemoryRoot, Transport: stub.New(http.StatusOK, []byte(body))})
				require.NoError(t, err)
				require.Error(t, calls[work.CustomerGet].Do(t.Context()))
			})
		}
	}
}

// failed turns every answer into one with status 500 and the same body.
type failed struct{ next http.RoundTripper }

func (f failed) RoundTrip(request *http.Request) (*http.Response, error) {
	resp, err := f.next.RoundTrip(request)
	if err == nil {
		resp.StatusCode, resp.Status = http.StatusInternalServerError, "500 Internal Server Error"
	}
	return resp, err
}

func TestAFailedStatusIsAnError(t *testing.T) {
	for _, c := range contender.For(work.CustomerGet) {
		if c.Name == contender.Library {
			continue // the ERP's Code decides for it, whatever the status
		}
		t.Run(c.String(), func(t *testing.T) {
			transport := failed{stub.New(http.StatusOK, work.CustomerPadded.Answer)}
			calls, err := c.New(contender.Setup{Root: contender.MemoryRoot, Transport: transport, NoRetry: true})
			require.NoError(t, err)
			require.Error(t, calls[work.CustomerGet].Do(t.Context()))
		})
	}
}

func TestTheGeneratorHasTheVersionOfTheGeneratedCode(t *testing.T) {
	c := find(t, "oapi-codegen", work.Plain)
	code, err := os.ReadFile("../generated/oapi/oapi.gen.go")
	require.NoError(t, err)
	require.Contains(t, string(code), c.Module+" version "+c.Version+" ")
}
