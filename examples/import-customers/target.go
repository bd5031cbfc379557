package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// checkNames keeps the report from taking the place of another file, however
// the flags spell their names.
func (s settings) checkNames() error {
	var seen []string
	for _, file := range []string{s.paths[customers], s.paths[addresses], s.paths[taxes], s.journal, s.report} {
		if file == "" {
			continue
		}
		for _, other := range seen {
			same, err := sameFile(file, other)
			if err != nil {
				return err
			}
			if same {
				return errors.New("each flag must name a file of its own")
			}
		}
		seen = append(seen, file)
	}
	return nil
}

// sameFile tells whether two names are those of one file. It need not exist.
func sameFile(a, b string) (bool, error) {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB), nil
	}
	pathA, err := resolve(a)
	if err != nil {
		return false, err
	}
	pathB, err := resolve(b)
	return pathA == pathB, err
}

// maxLinks is how many links may lead to each other.
const maxLinks = 40

// resolve returns the absolute path that a file has, or will have once it is
// made. A link may point to a file that is not there yet, and whoever opens it
// makes that file.
func resolve(file string) (string, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	for range maxLinks {
		folder, err := filepath.EvalSymlinks(filepath.Dir(path))
		if errors.Is(err, fs.ErrNotExist) {
			return path, nil // opening the file will say so
		}
		if err != nil {
			return "", err
		}
		path = filepath.Join(folder, filepath.Base(path))
		target, err := os.Readlink(path)
		if err != nil {
			return path, nil // it is no link
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(folder, target)
		}
		path = target
	}
	return "", fmt.Errorf("%s: the link leads in a circle", file)
}

// checkTarget makes sure that a file can be written by replacing it. A device or
// a link would be lost by that.
func checkTarget(file string) error {
	info, err := os.Lstat(file)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("the report would replace %s, which is not a regular file", file)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the report can't be written: %w", err)
	}
	probe, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return fmt.Errorf("the report can't be written: %w", err)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return fmt.Errorf("the report can't be written: %w", err)
	}
	return nil
}
