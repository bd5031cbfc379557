package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"go.etcd.io/bbolt"
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
	// Taken are numbers that this program has given to the row and that turned
	// out to be those of other customers.
	Taken []string `json:"taken,omitempty"`
}

// unsure tells that a request may have reached the ERP.
func (e entry) unsure() bool { return e.State == sent || e.State == unknown }

// needsNumber tells that the row can't be added with the number it has.
func (e entry) needsNumber() bool {
	return e.State == rejected && slices.Contains(e.Taken, e.Key)
}

// journal keeps the entries on disk. Every change is on the disk when the call
// that makes it returns.
type journal struct {
	file   string
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
	j := &journal{db: db, file: file}
	if err := j.guarded(func() error { return j.claim(server) }); err != nil {
		return nil, j.abandon(err)
	}
	return j, nil
}

// readJournal opens a journal for a dry run, which writes nothing. There need not
// be one, nor a server. An empty file is what a run leaves that is killed while
// it makes its journal.
func readJournal(file, server string) (*journal, error) {
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		return &journal{frozen: true}, nil
	}
	db, err := openFile(file, &bbolt.Options{Timeout: lockTimeout, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	j := &journal{file: file, db: db, frozen: true}
	if err := j.guarded(func() error { return j.db.View(func(tx *bbolt.Tx) error { return checkOwner(tx, server) }) }); err != nil {
		return nil, j.abandon(err)
	}
	return j, nil
}

// abandon closes a journal that can't be used because of an error.
func (j *journal) abandon(err error) error {
	_ = j.db.Close() // the first error is the one to tell
	return err
}

// lockTimeout is how long a run waits for another one to end.
const lockTimeout = 500 * time.Millisecond

func openFile(file string, options *bbolt.Options) (db *bbolt.DB, err error) {
	err = guard(file, func() error {
		db, err = bbolt.Open(file, 0o600, options)
		return err
	})
	return db, err
}

// claim makes sure that the journal belongs to the server: the rows of a test
// system are not done in the real one.
func (j *journal) claim(server string) error {
	return j.db.Update(func(tx *bbolt.Tx) error {
		meta, err := tx.CreateBucketIfNotExists(metaBucket)
		if err != nil {
			return err
		}
		if err := checkOwner(tx, server); err != nil {
			return err
		}
		for _, k := range kinds {
			if _, err := tx.CreateBucketIfNotExists([]byte(k.name)); err != nil {
				return err
			}
		}
		return meta.Put(serverKey, []byte(server))
	})
}

// checkOwner refuses the journal of another server. A dry run may have none.
func checkOwner(tx *bbolt.Tx, server string) error {
	meta := tx.Bucket(metaBucket)
	if meta == nil || server == "" {
		return nil
	}
	if owner := string(meta.Get(serverKey)); owner != "" && owner != server {
		return fmt.Errorf("it belongs to an import into %s; use another -journal for %s", owner, server)
	}
	return nil
}

// load returns the entries of a kind by the ids of their rows.
func (j *journal) load(k *kind) (map[string]entry, error) {
	entries := map[string]entry{}
	if j.db == nil {
		return entries, nil
	}
	return entries, j.guarded(func() error {
		return j.db.View(func(tx *bbolt.Tx) error { return read(tx.Bucket([]byte(k.name)), entries) })
	})
}

func read(bucket *bbolt.Bucket, entries map[string]entry) error {
	if bucket == nil {
		return nil
	}
	return bucket.ForEach(func(id, text []byte) error {
		var e entry
		if err := json.Unmarshal(text, &e); err != nil {
			return errDamaged
		}
		entries[string(id)] = e
		return nil
	})
}

// saveAll writes the entries of all rows of a plan, all or none.
func (j *journal) saveAll(rows []*row) error {
	if j.frozen {
		return nil
	}
	return j.guarded(func() error {
		return j.db.Update(func(tx *bbolt.Tx) error { return write(tx, rows...) })
	})
}

// save writes the entry of a row.
func (j *journal) save(r *row) error {
	return j.db.Batch(func(tx *bbolt.Tx) error { return write(tx, r) })
}

func write(tx *bbolt.Tx, rows ...*row) error {
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
}

func (j *journal) close() error {
	if j.db == nil {
		return nil
	}
	return j.db.Close()
}
