package backofficetest

// hostwaySettings are the options of the Hostway API.
type hostwaySettings struct {
	year     int
	links    HostwayLinkForm
	users    map[string]string
	names    []string
	required []string
	contacts []string
	merge    bool
	strict   bool
}

// HostwayLinkForm says how the Hostway API writes links.
type HostwayLinkForm string

// The forms of links.
const (
	// HostwayLinksAsDocumented: an object where the pages show one, a list
	// elsewhere. This is the default.
	HostwayLinksAsDocumented HostwayLinkForm = ""
	// HostwayLinkList: a list everywhere.
	HostwayLinkList HostwayLinkForm = "list"
	// HostwayLinkObject: an object with a member for each rel everywhere.
	HostwayLinkObject HostwayLinkForm = "object"
)

// WithHostwayLinks changes how the Hostway API writes links.
func WithHostwayLinks(form HostwayLinkForm) Option {
	return func(c *settings) { c.hostway.links = form }
}

// WithHostwayYear makes the Hostway API answer as the pages of that year say:
// 2013, 2014, 2015 or 2016. The default is 2013, the year of the page on account
// attributes.
func WithHostwayYear(year int) Option {
	return func(c *settings) { c.hostway.year = year }
}

// WithHostwayUser adds a user of HTTP Basic authentication, who may see
// submitted orders and give a clientIp.
func WithHostwayUser(name, password string) Option {
	return func(c *settings) {
		if c.hostway.users == nil {
			c.hostway.users = map[string]string{}
		}
		c.hostway.users[name] = password
	}
}

// WithHostwayAttributeNames limits the names of attributes that the franchise
// supports. The default is all names.
func WithHostwayAttributeNames(names ...string) Option {
	return func(c *settings) { c.hostway.names = names }
}

// WithHostwayRequiredAttributes makes an order without these account attributes
// invalid.
func WithHostwayRequiredAttributes(names ...string) Option {
	return func(c *settings) { c.hostway.required = names }
}

// WithHostwayRequiredContacts makes an order without these types of contacts
// invalid.
func WithHostwayRequiredContacts(types ...string) Option {
	return func(c *settings) { c.hostway.contacts = types }
}

// WithHostwayMergedAttributes makes PUT add to the attributes that are there. By
// default it replaces them. The pages don't tell which is right.
func WithHostwayMergedAttributes() Option {
	return func(c *settings) { c.hostway.merge = true }
}

// WithHostwayAccountFirst makes the Hostway API refuse account attributes as
// long as the order has no account. The pages say so of reading them only.
func WithHostwayAccountFirst() Option {
	return func(c *settings) { c.hostway.strict = true }
}
