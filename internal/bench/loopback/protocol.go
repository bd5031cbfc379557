package loopback

import "time"

// Config says how a listener answers.
type Config struct {
	// Item names the piece of work whose answer is sent.
	Item string
	// Delay is how long an answer takes.
	Delay time.Duration
	// FailEvery makes every n-th answer a 500; 0 makes none.
	FailEvery int
	// Hold keeps all answers back until the listener is released.
	Hold bool
}

// Stats are the counts of a listener.
type Stats struct {
	// Opened counts the connections made so far, Open those that still stand.
	Opened, Open int
	// Waiting counts the requests that are held.
	Waiting int
}

// command is what the measuring process asks for.
type command struct {
	Do     string // open, stats, release or close
	ID     int
	Config Config
}

// reply is the answer to a command.
type reply struct {
	ID    int
	URL   string
	Stats Stats
	Err   string
}
