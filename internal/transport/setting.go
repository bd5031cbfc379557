package transport

// Setting returns a setting of the resource package, as the options of this
// call or else of New made it; nil if none did. It can be asked once the call
// is under way, by its Check, its Credential and its Secrets.
func (c *Call) Setting(key any) any { return c.config.Vendor[key] }
