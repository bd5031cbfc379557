package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"strings"
)

// explainedText lists the mutations that no test can notice, or that none needs
// to. Each has its reason above it.
//
//go:embed explained.txt
var explainedText string

// readExplained returns the reasons by package and key. A line that begins with
// # is the reason of all lines up to the next such line, [name] begins a package.
func readExplained(text string) (map[string]string, error) {
	reasons := map[string]string{}
	var section, reason string
	previous := ""
	for lines := bufio.NewScanner(strings.NewReader(text)); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "":
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			section, reason = strings.Trim(line, "[]"), ""
		case strings.HasPrefix(line, "#"):
			more := strings.TrimSpace(strings.TrimPrefix(line, "#"))
			if strings.HasPrefix(previous, "#") {
				more = reason + " " + more
			}
			reason = more
		case section == "" || reason == "":
			return nil, fmt.Errorf("explained.txt: no package or no reason for %q", line)
		default:
			reasons[section+" "+line] = reason
		}
		previous = line
	}
	return reasons, nil
}
