package transport

// Clean returns text without the secrets of the client and of the call, for
// vendor text that leaves the library other than in an error.
func (c *Call) Clean(text string) string { return c.scrubber().clean(text) }
