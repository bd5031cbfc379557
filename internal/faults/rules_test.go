package faults_test

import (
	"slices"
	"strings"
)

// The rules of repetition, as cells. Most rows are one of them with a kind of
// failure; a row that differs says so in full.

// with returns the lines with KIND replaced.
func with(kind string, lines []line) []line {
	lines = slices.Clone(lines)
	for i := range lines {
		l := &lines[i]
		for _, cell := range []*string{&l.read, &l.update, &l.delete, &l.once} {
			*cell = strings.ReplaceAll(*cell, "KIND", kind)
		}
	}
	return lines
}

// notSent: nothing reaches the server, so even an Add is repeated.
func notSent(kind string) []line {
	return with(kind, []line{{
		read:   "2: done / 3: KIND, not sent",
		update: "2: done, 1 commit / 3: KIND, not sent, 0 commits",
		delete: "2: done, 1 commit / 3: KIND, not sent, 0 commits",
		once:   "2: done, 1 commit / 3: KIND, not sent, 0 commits",
	}})
}

// notSentAgain: nothing reaches the server, and a repetition tells only once
// whether it was an accident.
func notSentAgain(kind string) []line {
	return with(kind, []line{{
		read:   "2: done / 2: KIND, not sent",
		update: "2: done, 1 commit / 2: KIND, not sent, 0 commits",
		delete: "2: done, 1 commit / 2: KIND, not sent, 0 commits",
		once:   "2: done, 1 commit / 2: KIND, not sent, 0 commits",
	}})
}

// neverSentAgain: nothing reaches the server, however often it is tried.
func neverSentAgain(kind string) []line {
	return with(kind, []line{{
		read:   "3: KIND, not sent",
		update: "3: KIND, not sent, 0 commits",
		delete: "3: KIND, not sent, 0 commits",
		once:   "3: KIND, not sent, 0 commits",
	}})
}

// neverSent: nothing reaches the server, and nothing ever will.
func neverSent(kind string) []line {
	return with(kind, []line{{
		read:   "1: KIND, not sent",
		update: "1: KIND, not sent, 0 commits",
		delete: "1: KIND, not sent, 0 commits",
		once:   "1: KIND, not sent, 0 commits",
	}})
}

// refusedAtOnce: the client itself refuses the call.
func refusedAtOnce(kind string) []line {
	return with(kind, []line{{
		read:   "0: KIND, not sent",
		update: "0: KIND, not sent, 0 commits",
		delete: "0: KIND, not sent, 0 commits",
		once:   "0: KIND, not sent, 0 commits",
	}})
}

// lostBefore: the request was sent but not carried out, and nobody knows.
func lostBefore(kind string) []line {
	return with(kind, []line{{
		read:   "2: done / 3: KIND, no effect",
		update: "2: done, 1 commit / 3: KIND, unknown, 0 commits",
		delete: "2: done, 1 commit / 3: KIND, unknown, 0 commits",
		once:   "1: KIND, unknown, 0 commits",
	}})
}

// lostAfter: the request was carried out and the answer lost. An address, an
// order or a contact that is gone settles its Delete; tax rows that are gone are
// no error at all.
func lostAfter(kind string) []line {
	return with(kind, []line{
		{
			read:   "2: done / 3: KIND, no effect",
			update: "2: done, 2 commits / 3: KIND, unknown, 3 commits",
			delete: "2: settled, 1 commit / 3: KIND, unknown, 1 commit",
			once:   "1: KIND, unknown, 1 commit",
		},
		{
			groups: []string{taxes},
			read:   "2: done / 3: KIND, no effect",
			update: "2: done, 2 commits / 3: KIND, unknown, 3 commits",
			delete: "2: done, 1 commit / 3: KIND, unknown, 1 commit",
			once:   "1: KIND, unknown, 1 commit",
		},
	})
}

// spoiltBody is lostAfter for answers whose body is spoilt. Those of Hostway
// that have none are not touched.
func spoiltBody(kind string) []line {
	return append(lostAfter(kind), with(kind, []line{
		{
			groups: []string{order},
			read:   "2: done / 3: KIND, no effect",
			update: "1: done, 1 commit",
			delete: "1: done, 1 commit",
			once:   "1: KIND, unknown, 1 commit",
		},
		{
			groups: []string{cart},
			read:   "2: done / 3: KIND, no effect",
			update: "1: done, 1 commit",
			delete: "1: done, 1 commit",
			once:   "1: done, 1 commit",
		},
	})...)
}

// refused: the server refuses, which ends it.
func refused(kind string) []line {
	return with(kind, []line{{
		read:   "1: KIND, rejected",
		update: "1: KIND, rejected, 0 commits",
		delete: "1: KIND, rejected, 0 commits",
		once:   "1: KIND, rejected, 0 commits",
	}})
}

// proofless: the request was carried out and the answer proves nothing; another
// one would be the same.
func proofless(kind string) []line {
	return with(kind, []line{
		{
			read:   "1: KIND, no effect",
			update: "1: KIND, unknown, 1 commit",
			delete: "1: KIND, unknown, 1 commit",
			once:   "1: KIND, unknown, 1 commit",
		},
	})
}

// prooflessBody is proofless for answers whose body is spoilt.
func prooflessBody(kind string) []line {
	return append(proofless(kind), with(kind, []line{
		{
			groups: []string{order},
			read:   "1: KIND, no effect",
			update: "1: done, 1 commit",
			delete: "1: done, 1 commit",
			once:   "1: KIND, unknown, 1 commit",
		},
		{
			groups: []string{cart},
			read:   "1: KIND, no effect",
			update: "1: done, 1 commit",
			delete: "1: done, 1 commit",
			once:   "1: done, 1 commit",
		},
	})...)
}

// prooflessBefore: the request was not carried out, and the answer proves
// nothing.
func prooflessBefore(kind string) []line {
	return with(kind, []line{{
		read:   "1: KIND, no effect",
		update: "1: KIND, unknown, 0 commits",
		delete: "1: KIND, unknown, 0 commits",
		once:   "1: KIND, unknown, 0 commits",
	}})
}

// unharmed: the call succeeds all the same.
func unharmed() []line {
	return []line{{read: "1: done", update: "1: done, 1 commit", delete: "1: done, 1 commit", once: "1: done, 1 commit"}}
}

// except returns lines with others in front of them, which win for the groups
// they name.
func except(lines []line, others ...line) []line {
	named := slices.DeleteFunc(slices.Clone(lines), func(l line) bool {
		return len(l.groups) > 0 && slices.ContainsFunc(others, func(o line) bool { return slices.Equal(o.groups, l.groups) })
	})
	return append(named, others...)
}

// missing is a line for groups that a fault can't happen to.
func missing(why string, groups ...string) line { return line{groups: groups, missing: why} }
