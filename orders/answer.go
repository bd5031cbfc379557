package orders

import (
	"bytes"
	"errors"
	"slices"

	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// Judge lets the HTTP status decide. What it calls a success must prove itself.
func (x *exchange[T]) Judge(answer *transport.Answer) transport.Verdict {
	if !slices.Contains(x.op.success, answer.Status) {
		return x.op.refusal(answer)
	}
	value, err := x.read(answer)
	if err != nil {
		v := answer.Unreadable(err)
		if stray, ok := errors.AsType[*strayOrder](err); ok && stray.orderID != "" {
			v.Details = map[string]string{"OrderID": stray.orderID}
		}
		return v
	}
	x.value = value
	return transport.Verdict{}
}

// nothing reads an answer whose body is documented as none. A page of HTML, or
// an error under a status of success, proves that nothing was done.
func nothing(answer *transport.Answer) (none struct{}, err error) {
	if isBlank(answer) {
		return none, nil
	}
	members, err := wire.Members(answer.Body)
	if err != nil {
		return none, err
	}
	if _, found := findProblem(members); found {
		return none, errContradiction
	}
	return none, nil
}

var errContradiction = errors.New("the answer says success and failure at once")

// object returns a reader of answers that are a JSON object. prove tells what
// keeps the object from being the proof of success, and completes one that is.
func object[T any](prove func(*T) string) func(*transport.Answer) (*T, error) {
	return func(answer *transport.Answer) (*T, error) {
		value := new(T)
		if err := wire.Read(answer.Body, value, wire.Options{}); err != nil {
			return nil, err
		}
		if problem := prove(value); problem != "" {
			return nil, errors.New("the answer says success but " + problem)
		}
		return value, nil
	}
}

// list is the envelope of all lists.
type list[T any] struct {
	List  []T   `json:"list" wire:"control"`
	Links Links `json:"links"`
}

// listOf returns a reader of lists. prove does for each element what it does for
// an object.
func listOf[T any](prove func(*T) string) func(*transport.Answer) (*list[T], error) {
	return object(func(l *list[T]) string {
		if l.List == nil {
			return "holds no list"
		}
		for i := range l.List {
			if problem := prove(&l.List[i]); problem != "" {
				return problem
			}
		}
		return ""
	})
}

// optional reads a body that may be missing.
func optional[T any](answer *transport.Answer) (value T, err error) {
	if !isBlank(answer) {
		err = wire.Read(answer.Body, &value, wire.Options{})
	}
	return value, err
}

func isBlank(answer *transport.Answer) bool {
	return len(bytes.TrimSpace(answer.Body)) == 0
}
