package backofficetest

// manexOptions say how the ERP behaves where servers differ.
type manexOptions struct {
	key             string
	methods         map[string]string
	withoutPadding  bool
	quotedScalars   bool
	withoutNulls    bool
	newerColumns    bool
	decimalZeros    bool
	taxAddresses    bool
	queryBinding    bool
	forbiddenStatus bool
}

// WithManExKey sets the API key of the ERP. The default is a random one of ten
// letters and digits.
func WithManExKey(key string) Option {
	return func(c *settings) { c.manex.key = key }
}

// WithManExMethod makes the ERP take another HTTP method for an operation, such
// as POST for "shipbill.Delete". The documents name no methods; the default is
// the naming convention of the server's framework.
func WithManExMethod(op, method string) Option {
	return func(c *settings) {
		if c.manex.methods == nil {
			c.manex.methods = map[string]string{}
		}
		c.manex.methods[op] = method
	}
}

// WithoutPadding makes the ERP answer Get without the blanks that fill CHAR
// columns.
func WithoutPadding() Option {
	return func(c *settings) { c.manex.withoutPadding = true }
}

// WithQuotedScalars makes the ERP write numbers and booleans as strings.
func WithQuotedScalars() Option {
	return func(c *settings) { c.manex.quotedScalars = true }
}

// WithoutNulls makes the ERP leave out members that are null.
func WithoutNulls() Option {
	return func(c *settings) { c.manex.withoutNulls = true }
}

// WithNewerColumns makes the ERP answer with columns that newer databases have
// and the documents do not show.
func WithNewerColumns() Option {
	return func(c *settings) { c.manex.newerColumns = true }
}

// WithDecimalZeros makes the ERP write numbers with all digits of their column:
// 100.0 and 8.2500 in place of 100 and 8.25.
func WithDecimalZeros() Option {
	return func(c *settings) { c.manex.decimalZeros = true }
}

// WithTaxAddresses makes the ERP answer tax rows with their address in place of
// null. Rows of the same address refer to one object, by $ref.
func WithTaxAddresses() Option {
	return func(c *settings) { c.manex.taxAddresses = true }
}

// WithQueryBinding makes the ERP take the arguments of Add and Edit from the
// query string when there is no body. By default it finds no arguments then.
func WithQueryBinding() Option {
	return func(c *settings) { c.manex.queryBinding = true }
}

// WithForbiddenStatus makes the ERP send its errors, whose Code is 403, with
// HTTP status 403 in place of 200. The documents don't tell the status.
func WithForbiddenStatus() Option {
	return func(c *settings) { c.manex.forbiddenStatus = true }
}
