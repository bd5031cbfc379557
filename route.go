package backoffice

// Route says how an operation travels: its HTTP method, its path below the
// root URL, and where its arguments go. In [WithRoute] a zero field keeps the
// operation's default.
type Route struct {
	// Method is the HTTP method.
	Method string
	// Path is the path below the root URL. Parts in braces, such as {key} or
	// {orderId}, are filled in when the request is sent, each as one escaped
	// path segment.
	Path string
	// Arguments says where the arguments go.
	Arguments Placement
}

// Placement says where the arguments of an operation go.
type Placement string

// The placements of arguments.
const (
	// JSON puts the arguments into a JSON body.
	JSON Placement = "json"
	// Query puts the arguments into the query string.
	Query Placement = "query"
	// Form puts the arguments into an application/x-www-form-urlencoded body.
	Form Placement = "form"
)
