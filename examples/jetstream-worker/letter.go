package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/nats-io/nats.go/jetstream"
)

// letter is a dead letter: a link that was refused.
type letter struct {
	message
	// Kind is the kind of the failure, and Reason its text.
	Kind   string    `json:"kind"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
	// Data is the message as it came, where it is no link.
	Data []byte `json:"data,omitempty"`
}

func newLetter(m message, err error, now time.Time) letter {
	l := letter{message: m, Kind: "unreadable", Reason: err.Error(), At: now.UTC()}
	if e, ok := errors.AsType[*backoffice.Error](err); ok {
		l.Kind = string(e.Kind)
	}
	return l
}

// bury writes a dead letter. Writing it again replaces it.
func (q *queue) bury(ctx context.Context, l letter, subject string, sequence uint64) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	order := strings.TrimPrefix(subject, todoSubject)
	_, err = q.js.Publish(ctx, deadSubject+order+"."+strconv.FormatUint(sequence, 10), text, jetstream.WithExpectStream(deadStream))
	return err
}

// letters calls visit for each dead letter, the oldest first.
func (q *queue) letters(ctx context.Context, visit func(sequence uint64, l letter) error) error {
	info, err := q.dead.Info(ctx)
	if err != nil {
		return err
	}
	sequence := info.State.FirstSeq
	for range info.State.Msgs {
		stored, err := q.dead.GetMsg(ctx, sequence, jetstream.WithGetMsgSubject(deadSubject+">"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return nil // somebody removed the rest
		}
		if err != nil {
			return err
		}
		var l letter
		if err := json.Unmarshal(stored.Data, &l); err != nil {
			return fmt.Errorf("dead letter %d can't be read: %w", stored.Sequence, err)
		}
		if err := visit(stored.Sequence, l); err != nil {
			return err
		}
		sequence = stored.Sequence + 1
	}
	return nil
}

// printLetters writes the dead letters as CSV, and removes them if asked to.
func (q *queue) printLetters(ctx context.Context, out io.Writer, remove bool) error {
	lines := csv.NewWriter(out)
	var printed []uint64
	err := lines.Write([]string{"order_number", "customer_id", "kind", "reason", "at", "data"})
	if err != nil {
		return err
	}
	err = q.letters(ctx, func(sequence uint64, l letter) error {
		printed = append(printed, sequence)
		return lines.Write([]string{l.Order, l.Customer, l.Kind, l.Reason, l.At.Format(time.RFC3339), string(l.Data)})
	})
	lines.Flush()
	if err = errors.Join(err, lines.Error()); err != nil || !remove {
		return err
	}
	for _, sequence := range printed {
		if err := q.dead.DeleteMsg(ctx, sequence); err != nil {
			return err
		}
	}
	return nil
}
