// Package contender holds the clients that are measured, one in each file: this
// library, clients written by hand, and eight others. All of them send the
// ERP's credential as a segment of the path and return the payload of the
// answer as values of their own.
package contender

import (
	"context"
	"net/http"
	"slices"

	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// Contender is one way to write the client.
type Contender struct {
	// Name is what the tables call it.
	Name string
	// Module is the module it comes from; "" if it has none.
	Module string
	// Version is the version of a generator, which is no part of this program;
	// "" for the version of Module in it.
	Version string
	// Returns says what it makes of texts and times.
	Returns work.Returns
	// Only is the one call it takes part in; "" is all of them.
	Only work.Op
	// New returns its calls.
	New func(Setup) (Calls, error)
}

// Setup says how a contender is to be set up. What it leaves open, the
// contender decides as it comes.
type Setup struct {
	// Root is the root URL of the ERP.
	Root string
	// Transport takes the place of the contender's own; nil leaves that.
	Transport http.RoundTripper
	// NoRetry switches repeating off where it is on.
	NoRetry bool
	// MaxResponse raises a limit on the size of an answer, where there is one.
	MaxResponse int64
}

// Calls are the calls a contender takes part in.
type Calls map[work.Op]Call

// Call is one call, made in two ways: Do throws the result away without a
// further allocation, and is what is measured; Result hands it out for the
// check.
type Call struct {
	Do     func(context.Context) error
	Result func(context.Context) (any, error)
}

func newCall[T any](do func(context.Context) (T, error)) Call {
	return Call{
		Do: func(ctx context.Context) error {
			_, err := do(ctx)
			return err
		},
		Result: func(ctx context.Context) (any, error) { return do(ctx) },
	}
}

// Names of the contenders that others are compared with.
const (
	Library = "this library"
	Floor   = "net/http by hand"
	Resty3  = "resty v3"
	Ogen    = "ogen"
)

// All returns every contender, this library first.
func All() []Contender {
	return []Contender{
		thisLibrary,
		floorPlain, floorTrimmed, floorExact,
		retryablePlain, retryableTrimmed,
		resty2Plain, resty2Trimmed,
		resty3Plain, resty3Trimmed,
		reqPlain, reqTrimmed,
		slingPlain, slingTrimmed,
		requestsPlain, requestsTrimmed,
		oapiCodegen,
		ogenPlain, ogenTrimmed,
	}
}

// For returns the contenders that take part in a call.
func For(op work.Op) []Contender {
	return slices.DeleteFunc(All(), func(c Contender) bool { return c.Only != "" && c.Only != op })
}

// Shipped returns one contender of each name, for measurements that do not
// depend on what it makes of values. All but one trim.
func Shipped() []Contender {
	return slices.DeleteFunc(For(work.CustomerGet), func(c Contender) bool {
		return c.Returns == work.Plain && c.Name != oapiCodegen.Name
	})
}

// httpClient returns the client of those who come with http.DefaultClient. Its
// transport is a copy of the default one, so that no contender finds the
// connections of another in it.
func (s Setup) httpClient() *http.Client {
	if s.Transport != nil {
		return &http.Client{Transport: s.Transport}
	}
	return &http.Client{Transport: http.DefaultTransport.(*http.Transport).Clone()}
}
