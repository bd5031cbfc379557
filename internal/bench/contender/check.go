package contender

import (
	"context"
	"fmt"

	"github.com/backoffice-sdk/backoffice/internal/bench/stub"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// MemoryRoot is the root URL of calls that never leave the process. It is on
// loopback because this library sends no credential over plain HTTP elsewhere.
const MemoryRoot = "http://127.0.0.1"

// InMemory returns the contender's call of an item, answered in memory. It was
// made once before and found right: what was sent, and every field of the
// result.
func (c Contender) InMemory(item *work.Item) (Call, error) {
	return c.answered(item, stub.New(item.Request.Status(), item.Answer))
}

// InChunks is InMemory with an answer that comes in chunks.
func (c Contender) InChunks(item *work.Item) (Call, error) {
	return c.answered(item, stub.New(item.Request.Status(), item.Answer).Chunked())
}

func (c Contender) answered(item *work.Item, transport *stub.Transport) (Call, error) {
	recorder := &stub.Recorder{Next: transport}
	checked, err := c.open(Setup{Root: MemoryRoot, Transport: recorder, MaxResponse: int64(len(item.Answer))}, item)
	if err != nil {
		return Call{}, err
	}
	if err := c.Check(checked, item); err != nil {
		return Call{}, err
	}
	if err := item.Request.Check(recorder.Request, recorder.Body); err != nil {
		return Call{}, fmt.Errorf("%s: %s: %w", c, item.Name, err)
	}
	return c.open(Setup{Root: MemoryRoot, Transport: recorder.Next, MaxResponse: int64(len(item.Answer))}, item)
}

// open returns the contender's call of an item, set up as asked and not checked.
func (c Contender) open(s Setup, item *work.Item) (Call, error) {
	calls, err := c.New(s)
	if err != nil {
		return Call{}, fmt.Errorf("%s: %w", c, err)
	}
	call, ok := calls[item.Op]
	if !ok {
		return Call{}, fmt.Errorf("%s has no %s", c, item.Op)
	}
	return call, nil
}

// Connected returns the contender's call of an item against a server, made
// once before and found right.
func (c Contender) Connected(s Setup, item *work.Item) (Call, error) {
	call, err := c.open(s, item)
	if err != nil {
		return Call{}, err
	}
	return call, c.Check(call, item)
}

// Check makes the call and compares every field of the result with the answer.
func (c Contender) Check(call Call, item *work.Item) error {
	result, err := call.Result(context.Background())
	if err == nil {
		err = item.Check(result, c.Returns)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c, err)
	}
	return nil
}

// String names the contender and what it makes of values.
func (c Contender) String() string { return c.Name + " (" + string(c.Returns) + ")" }
