package main

import (
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDryRun needs neither server nor key, and leaves nothing behind.
func TestDryRun(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.env["MANEX_URL"], w.env["MANEX_KEY"] = "", ""
	got := w.run(t, "-dry-run")
	assert.Equal(t, codeDone, got.code)
	assert.Empty(t, got.errOut)
	assert.True(t, strings.HasPrefix(got.out, `# customers:2: C1
POST /API/Customer/Add/{key} application/json; charset=utf-8
{"Custno":"0000001001","Custname":"First","Status":"Active"}

# customers:3: C2
`), got.out)
	assert.True(t, strings.HasSuffix(got.out, "\n6 requests; nothing was sent\n"), got.out)
	assert.Empty(t, w.server.Requests("*"))
	assert.NoFileExists(t, w.path("journal"))
	assert.NoFileExists(t, w.path("report"))
}

// TestDryRunKnowsTheJournal leaves out what is done and changes nothing.
func TestDryRunKnowsTheJournal(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t)
	w.server.Script("shipbill.Add", backofficetest.DropBefore())
	require.Equal(t, codeIncomplete, w.run(t, "-workers", "1").code)
	sent := len(w.server.Requests("*"))
	got := w.run(t, "-dry-run")
	assert.Equal(t, codeDone, got.code)
	assert.Equal(t, 2, strings.Count(got.out, "POST "))
	assert.Contains(t, got.out, "# addresses:2: A1 (only if a look-up does not find it)\n")
	assert.Contains(t, got.out, `"Linkadd":"`+w.key(t, "A1")+`"`)
	assert.Contains(t, got.out, "# taxes:2: T1\n")
	assert.Len(t, w.server.Requests("*"), sent)

	w.write(t, "customers", strings.Replace(someCustomers, "First", "Other", 1))
	got = w.run(t, "-dry-run")
	assert.Equal(t, codeUsage, got.code)
	assert.Contains(t, got.errOut, "customers:2: the row was imported with other values")
}
