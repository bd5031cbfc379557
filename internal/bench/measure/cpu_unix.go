//go:build unix

package measure

import (
	"syscall"
	"time"
)

// processCPU returns the time this process has spent on the processors, in user
// and system mode.
func processCPU() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
