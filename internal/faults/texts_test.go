package faults_test

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/backoffice-sdk/backoffice/internal/leaktest"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	// textsPath holds what the errors said when it was recorded.
	textsPath = "testdata/errors.txt"
	// textsSystem is where it was: the words about sockets are the system's own.
	textsSystem = "linux"
)

// texts are what the errors of one run of the matrix said, by row and operation.
// What was played without an error said nothing.
type texts struct {
	mu   sync.Mutex
	said map[[2]string]string
}

func (h *texts) note(r *row, s *subject, err error) {
	text := ""
	if err != nil {
		text = steady(err.Error())
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.said == nil {
		h.said = map[[2]string]string{}
	}
	h.said[[2]string{r.id(), s.op}] = text
}

// of returns what the first call of a class that failed said, in the order of the
// subjects. It is not known if a call before that was not played.
func (h *texts) of(r *row, class transport.Class) (text string, known bool) {
	for i := range subjects {
		s := &subjects[i]
		if _, tried := r.wants(s); !tried || s.class != class {
			continue
		}
		if text, known = h.said[[2]string{r.id(), s.op}]; text != "" || !known {
			return text, known
		}
	}
	return "", true
}

// compare compares what is known of a row with what was recorded.
func (h *texts) compare(t *testing.T, r *row, recorded map[string]string) {
	t.Helper()
	if runtime.GOOS != textsSystem {
		return
	}
	for _, class := range classes {
		if said, known := h.of(r, class); known {
			assert.Equal(t, recorded[textKey(r, class)], said, "an error says something else than recorded: go test ./internal/faults -update")
		}
	}
}

// write records what was said, and writes the document. It does neither unless
// the whole matrix was played and every cell was right.
func (h *texts) write(t *testing.T) {
	t.Helper()
	require.Equal(t, textsSystem, runtime.GOOS, "the texts are recorded on one system")
	require.False(t, t.Failed(), "nothing is written, because the matrix and what was played disagree")
	var b strings.Builder
	for i := range rows {
		for _, class := range classes {
			said, known := h.of(&rows[i], class)
			require.True(t, known, "nothing is written, because row %s was not played", rows[i].id())
			if said != "" {
				fmt.Fprintf(&b, "%s %s\n", textKey(&rows[i], class), said)
			}
		}
	}
	require.False(t, leaktest.AnyIn(b.String(), planted.all()), "an error holds a secret")
	require.NoError(t, os.WriteFile(textsPath, []byte(b.String()), 0o644))
	require.NoError(t, os.WriteFile(documentPath, []byte(document(t)), 0o644))
}

// textKey is what the line of a text begins with.
func textKey(r *row, class transport.Class) string { return fmt.Sprintf("%-4s %-6s", r.id(), class) }

// readTexts returns what was recorded, by the keys.
func readTexts(t *testing.T) map[string]string {
	t.Helper()
	recorded := map[string]string{}
	for line := range strings.Lines(recordedTexts(t)) {
		width := len(textKey(&rows[0], transport.Read))
		recorded[line[:width]] = strings.TrimSpace(line[width:])
	}
	return recorded
}

func recordedTexts(t *testing.T) string {
	t.Helper()
	file, err := os.ReadFile(textsPath)
	require.NoError(t, err)
	return string(file)
}

// changing are the parts of texts that no two runs have in common, and what
// stands for them in the document.
var changing = []struct {
	part  *regexp.Regexp
	stand string
}{
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "127.0.0.1:PORT"},
	{regexp.MustCompile(` on \S+:\d+: `), " on NAMESERVER: "},
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)`), "TIME"},
	// Of a connection that breaks under a request net/http hears twice, from what
	// writes and from what reads, and reports what it hears first.
	{regexp.MustCompile(`read tcp \S+: use of closed network connection|net/http: HTTP/1\.x transport connection broken: write tcp: broken pipe`), "BROKEN"},
}

// steady returns a text without what changes.
func steady(text string) string {
	for _, c := range changing {
		text = c.part.ReplaceAllString(text, c.stand)
	}
	return text
}

// TestTextsAreOfTheMatrix: what was recorded belongs to a trial, and nothing stands
// in for what no error says.
func TestTextsAreOfTheMatrix(t *testing.T) {
	t.Parallel()
	keys := map[string]bool{}
	for i := range rows {
		for _, class := range classes {
			keys[textKey(&rows[i], class)] = true
		}
	}
	for key := range readTexts(t) {
		assert.True(t, keys[key], "%s is no row", key)
	}
	for _, c := range changing {
		assert.Contains(t, recordedTexts(t), c.stand)
	}
}
