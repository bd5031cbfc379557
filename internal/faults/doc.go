// Package faults holds no code of its own: its tests prove end to end, over real
// sockets and for all three vendors, what the client does when something goes
// wrong. They write docs/reliability.md.
package faults
