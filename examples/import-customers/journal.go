package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// state is what the journal knows of a row.
type state string

const (
	// planned: the row has its key, and nothing was sent.
	planned state = "planned"
	// sent: the request was handed to the client. A journal that is opened with
	// rows in this state belongs to a run that was killed.
	sent state = "sent"
	// done: the record is in the ERP.
	done state = "done"
	// rejected: the ERP refused the record.
	rejected state = "rejected"
	// unknown: nobody knows whether the record is in the ERP.
	unknown state = "unknown"
)

// entry is what the journal keeps of a row.
type entry struct {
	// Key is the record's key in the ERP. A row keeps it over all runs: a second
	// request with the same key is what makes a duplicate impossible, or at least
	// visible.
	Key    string `json:"key"`
	State  state  `json:"state"`
	Digest string `json:"digest"`
	// SettledBy says what proved a row done whose answer was lost.
	SettledBy string `json:"settled_by,omitempty"`
	// Message is the error of a row that is not done.
	Message string `json:"message,omitempty"`
	// SentAt is when the request was sent last.
	SentAt time.Time `json:"sent_at,omitzero"`
}

// unsure tells that a request may have reached the ERP.
func (e entry) unsure() bool { return e.State == sent || e.State == unknown }

// journal keeps the entries on disk. Every change is on the disk when the call
// that makes it returns.
type journal struct {
	db     *bbolt.DB // nil if there is none
	frozen bool
}

var (
	metaBucket = []byte("meta")
	serverKey  = []byte("server")
)

// openJournal opens the journal of an import into the given server and makes one
// if there is none. One process at a time can have it.
func openJournal(file, server string) (*journal, error) {
	db, err := openFile(file, &bbolt.Options{Timeout: lockTimeout})
	if err != nil {
		return nil, err
	}
	// Workers that save at the same time share one write to the disk.
	db.MaxBatchDelay = 2 * time.Millisecond
	j := &journal{db: db}
	if err := j.claim(server); err != nil {
		_ = db.Close() // the first error is the one to tell
		return nil, fmt.Errorf("the journal %s: %w", file, err)
	}
	return j, nil
}

// readJournal opens a journal for a dry run, which writes nothing. There need not
// be one.
func readJournal(file string) (*journal, error) {
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return &journal{frozen: true}, nil
	}
	db, err := openFile(file, &bbolt.Options{Timeout: lockTimeout, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return &journal{db: db, frozen: true}, nil
}

// lockTimeout is how long a run waits for another one to end.
const lockTimeout = 500 * time.Millisecond

func openFile(file string, options *bbolt.Options) (*bbolt.DB, error) {
	db, err := bbolt.Open(file, 0o600, options)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("the journal %s is in use by another import", file)
	case err != nil:
		return nil, fmt.Errorf("the journal %s: %w", file, err)
	}
	return db, nil
}

// claim makes sure that the journal belongs to the server: the rows of a test
// system are not done in the real one.
func (j *journal) claim(server string) error {
	return j.db.Update(func(tx *bbolt.Tx) error {
		meta, err := tx.CreateBucketIfNotExists(metaBucket)
		if err != nil {
			return err
		}
		if owner := string(meta.Get(serverKey)); owner != "" && owner != server {
			return fmt.Errorf("it belongs to an import into %s; use another -journal for %s", owner, server)
		}
		for _, k := range kinds {
			if _, err := tx.CreateBucketIfNotExists([]byte(k.name)); err != nil {
				return err
			}
		}
		return meta.Put(serverKey, []byte(server))
	})
}

// load returns the entries of a kind by the ids of their rows.
func (j *journal) load(k *kind) (map[string]entry, error) {
	entries := map[string]entry{}
	if j.db == nil {
		return entries, nil
	}
	return entries, j.db.View(func(tx *bbolt.Tx) error {
		bucket := tx.Bucket([]byte(k.name))
		if bucket == nil {
			return nil
		}
		return bucket.ForEach(func(id, text []byte) error {
			var e entry
			err := json.Unmarshal(text, &e)
			entries[string(id)] = e
			return err
		})
	})
}

// save writes the entries of rows, all or none.
func (j *journal) save(rows ...*row) error {
	if j.frozen {
		return nil
	}
	return j.db.Batch(func(tx *bbolt.Tx) error {
		for _, r := range rows {
			text, err := json.Marshal(r.entry)
			if err != nil {
				return err
			}
			if err := tx.Bucket([]byte(r.kind.name)).Put([]byte(r.id), text); err != nil {
				return err
			}
		}
		return nil
	})
}

func (j *journal) close() error {
	if j.db == nil {
		return nil
	}
	return j.db.Close()
}
