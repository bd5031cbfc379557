// Package measure takes times, allocations and memory. It knows neither the
// clients nor the work.
package measure
