package measure

import "runtime"

// Memory is what the process holds.
type Memory struct {
	Heap, Stack int
	Goroutines  int
}

// MemoryNow returns what the process holds once the garbage is gone.
func MemoryNow() Memory {
	runtime.GC()
	runtime.GC() // pools give up what they hold in the second collection
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return Memory{Heap: int(m.HeapAlloc), Stack: int(m.StackInuse), Goroutines: runtime.NumGoroutine()}
}

// Since returns what was added to an earlier state.
func (m Memory) Since(before Memory) Memory {
	return Memory{m.Heap - before.Heap, m.Stack - before.Stack, m.Goroutines - before.Goroutines}
}
