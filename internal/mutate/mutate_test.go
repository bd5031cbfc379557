package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSample mutates a package whose tests have known holes.
func TestSample(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("compiles and runs tests")
	}
	var out bytes.Buffer
	err := run([]string{"./testdata/sample"}, &out)
	require.EqualError(t, err, "4 mutations of internal/mutate/testdata/sample survived")
	assert.Equal(t, `github.com/backoffice-sdk/backoffice/internal/mutate/testdata/sample: 23 mutations, 23 of them tried
SURVIVED line 11: sample.go Grade: drop: log = append(log, "graded")
SURVIVED line 16: sample.go IsPass: true: grade > 0
SURVIVED line 16: sample.go IsPass: >=: grade > 0
SURVIVED line 19: sample.go Untested: not: true (no test comes here)
internal/mutate/testdata/sample: 23 tried, 19 killed, 0 explained, 4 survived
`, out.String())
}

func TestSampleOfSome(t *testing.T) {
	t.Parallel()
	s, err := load("./testdata/sample")
	require.NoError(t, err)
	all := s.find()
	some := choose(all, options{sample: 5, seed: 7})
	assert.Len(t, some, 5)
	assert.Equal(t, some, choose(all, options{sample: 5, seed: 7}), "the seed decides")
	assert.Equal(t, all, choose(all, options{sample: 1000}))
	for _, m := range choose(all, options{only: "IsPass"}) {
		assert.Contains(t, m.key, "IsPass")
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	fates := []fate{
		{mutation: mutation{key: "a"}, killedBy: "tests", reached: true},
		{mutation: mutation{key: "b"}, reached: true},
		{mutation: mutation{key: "c"}, killedBy: "tests", reached: true},
	}
	var out bytes.Buffer
	require.NoError(t, report(&out, "p", fates, map[string]string{"p b": "why", "p c": "why"}))
	assert.Equal(t, `STALE: explained.txt explains what the tests notice: c
p: 3 tried, 2 killed, 1 explained, 0 survived
`, out.String())
	assert.Error(t, report(&out, "other", fates, map[string]string{"p b": "why"}))
}

func TestExplained(t *testing.T) {
	t.Parallel()
	reasons, err := readExplained("# what this is\n\n[p]\n# one\n# reason\na\nb\n\n# another\nc\n[q]\n# third\na\n")
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"p a": "one reason", "p b": "one reason", "p c": "another", "q a": "third"}, reasons)
	for _, wrong := range []string{"a", "[p]\na", "# reason\na", "[p]\n# reason\na\n[q]\na"} {
		_, err := readExplained(wrong)
		assert.Error(t, err, wrong)
	}
	_, err = readExplained(explainedText)
	require.NoError(t, err)
}

func TestArguments(t *testing.T) {
	t.Parallel()
	for _, wrong := range [][]string{nil, {"./a", "./b"}, {"-sample=-1", "./a"}, {"-workers=0", "./a"}, {"-nothing", "./a"}} {
		_, err := parse(wrong)
		assert.Error(t, err)
	}
	o, err := parse([]string{"-also", "./a,./b", "-sample", "3", "./c"})
	require.NoError(t, err)
	assert.Equal(t, options{pattern: "./c", also: []string{"./a", "./b"}, sample: 3, seed: 1, workers: 2}, o)
}
