package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

// setting is an environment variable to copy.
type setting struct {
	name, value string
	secret      bool
}

func settingsOf(server *backofficetest.Server) []setting {
	return []setting{
		{"MANEX_URL", server.ManExURL(), false},
		{"MANEX_KEY", server.ManExKey(), true},
		{"DECK_URL", server.DECKURL(), false},
		{"DECK_SITE_CODE", server.DECKSiteCode(), false},
		{"DECK_API_KEY", server.DECKAPIKey(), true},
		{"HOSTWAY_URL", server.HostwayURL(), false},
	}
}

// printSettings prints the one text that shows keys: they are the sandbox's own,
// and new with each start.
func printSettings(out io.Writer, server *backofficetest.Server, page string, planned faults) {
	fmt.Fprintf(out, "The sandbox is at %s until Ctrl-C. Look into it at %s\n\n", server.URL(), page)
	for _, s := range settingsOf(server) {
		fmt.Fprintf(out, "export %s=%s\n", s.name, quote(s.value))
	}
	if len(planned) > 0 {
		fmt.Fprintln(out)
	}
	for _, p := range planned {
		fmt.Fprintf(out, "Fault for %s\n", p)
	}
	fmt.Fprintln(out)
}

// quote makes a shell take text as it is.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
