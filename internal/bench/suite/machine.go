package suite

import (
	"cmp"
	"os"
	"runtime/debug"
	"strings"

	"github.com/backoffice-sdk/backoffice/internal/bench/contender"
	"github.com/backoffice-sdk/backoffice/internal/bench/result"
)

// versions returns what the contenders are and of which version.
func versions() []result.Version {
	built := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			built[module.Path] = module.Version
		}
	}
	var found []result.Version
	for _, c := range contender.Shipped() {
		if c.Module != "" {
			found = append(found, result.Version{Name: c.Name, Module: c.Module, Version: cmp.Or(c.Version, built[c.Module])})
		}
	}
	return found
}

// processor returns what Linux calls the processor, and "" elsewhere.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
