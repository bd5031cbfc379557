package main

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	bolterrors "go.etcd.io/bbolt/errors"
)

var errDamaged = errors.New("is damaged, or is no journal; restore it from a copy: a new one would send everything under new keys")

// damage are the errors of the database for a file that it can't read.
var damage = []error{bolterrors.ErrInvalid, bolterrors.ErrVersionMismatch, bolterrors.ErrChecksum, errDamaged}

// guard does something with a journal. The database panics where a page holds
// nonsense, and the system raises a fault where the file is too short; both mean
// that the file is damaged.
func guard(file string, do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("the journal %s %w", file, errDamaged)
		}
	}()
	err = do()
	switch {
	case err == nil:
		return nil
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("the journal %s is in use by another import", file)
	case slices.ContainsFunc(damage, func(known error) bool { return errors.Is(err, known) }):
		return fmt.Errorf("the journal %s %w", file, errDamaged)
	}
	return fmt.Errorf("the journal %s: %w", file, err)
}

func (j *journal) guarded(do func() error) error { return guard(j.file, do) }
