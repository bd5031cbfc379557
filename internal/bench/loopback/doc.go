// Package loopback is an HTTP server in a process of its own, so that CPU time,
// memory and allocations of the measuring process are those of the client
// alone. The measuring process talks to it in lines of JSON over its standard
// input and output, and it ends when its input does.
package loopback
