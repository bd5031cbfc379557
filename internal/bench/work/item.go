package work

// Op is a call that a contender can make.
type Op string

// The calls that are measured.
const (
	CustomerGet   Op = "customer.Get"
	CustomerAdd   Op = "customer.Add"
	ShipTaxGet    Op = "shiptax.Get"
	LinkAccount   Op = "oms.LinkAccount"
	SetAttributes Op = "orders.SetAccountAttributes"
)

// Key is the ERP credential, a segment of each path.
const Key = "dummy-key0"

// Returns says what a client makes of the values of an answer.
type Returns string

const (
	// Nothing throws the answer away.
	Nothing Returns = "nothing"
	// Plain leaves the padding of texts, and times as texts.
	Plain Returns = "plain"
	// Trimmed removes the padding and parses times, with or without a zone.
	Trimmed Returns = "trimmed"
	// Exact is Trimmed, and numbers with a fraction are exact decimals.
	Exact Returns = "exact"
)

// Item is one piece of work.
type Item struct {
	// Name tells the items of one call apart.
	Name string
	// Op is the call.
	Op Op
	// Request is what must arrive at the server.
	Request Request
	// Answer is the body that comes back, with the status of the request.
	Answer []byte

	rows []record
}

// Items returns everything that is measured in the paired sets.
func Items() []*Item {
	return []*Item{CustomerPadded, CustomerPopulated, CustomerAdded, TwoTaxes, ThousandTaxes, Linked, AttributesSet}
}

// Find returns the item with the given name.
func Find(name string) *Item {
	for _, item := range Items() {
		if item.Name == name {
			return item
		}
	}
	return nil
}
