package backofficetest

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// manexPrefix is the path the ERP stands under.
const manexPrefix = "/manex"

// manex is the ERP: three tables, and the web framework in front of them.
type manex struct {
	options manexOptions
	now     func() time.Time
	actions []action

	mu         sync.Mutex
	customers  *relation
	addresses  *relation
	taxes      *relation
	lastNumber int
}

// mountManEx puts an ERP under its path.
func (s *Server) mountManEx() {
	if s.config.manex.key == "" {
		s.config.manex.key = freshKey()
	}
	s.manex = &manex{
		options:   s.config.manex,
		now:       s.config.now,
		actions:   actionsOf(&s.config.manex),
		customers: newRelation(customerTable),
		addresses: newRelation(addressTable),
		taxes:     newRelation(taxTable),
	}
	s.vendors = append(s.vendors, mounted{prefix: manexPrefix, vendor: s.manex})
}

// action is one method of a controller.
type action struct {
	op               string
	controller, name string
	method           string
	table            *table
	// parameters are the documented ones. The framework takes those of a call
	// with a body as the members of one object.
	parameters string
	// required is the URI argument without which the framework finds no action.
	required string
	run      func(*manex, *exchange, *arguments) reply
}

func (a *action) hasBody() bool { return a.required == "" }

const (
	customerAddParameters = "Custno Custname Status Phone Fax Territory Terms Credlimit Creditok Ar_highBal " +
		"Acct_date Saledsctid Acctaxable"
	customerEditParameters = customerAddParameters + " Resl_no Inactdt Inactinit modifieddate"
	addressParameters      = "Linkadd Custno Shipto Address1 Address2 City State Zip Country Phone Fax Email " +
		"Attention recordtype"
	addressEditParameters = addressParameters + " ShipCharge ShipVia FOB Foreightax"
	taxParameters         = "unqshiptax Linkadd Custno Taxdesc Taxtype tax_rate Tax_id recordtype " +
		"ptProd ptFr stProd stFrt stTx modifiedDate"
)

// actionsOf returns the actions of the ERP. Their methods are those of the
// framework's naming convention; the documents name none.
func actionsOf(options *manexOptions) []action {
	actions := []action{
		{"customer.Add", "Customer", "Add", "POST", customerTable, customerAddParameters, "", (*manex).addCustomer},
		{"customer.Edit", "Customer", "Edit", "POST", customerTable, customerEditParameters, "", (*manex).editCustomer},
		{"customer.Get", "Customer", "Get", "GET", customerTable, "CustNumOrName", "CustNumOrName", (*manex).getCustomer},
		{"shiptax.DeleteByCustomer", "Customer", "TaxDelete", "POST", customerTable, "Custno", "Custno", (*manex).deleteTaxes},
		{"shipbill.Add", "ShipBill", "Add", "POST", addressTable, addressParameters, "", (*manex).addAddress},
		{"shipbill.Edit", "ShipBill", "Edit", "POST", addressTable, addressEditParameters, "", (*manex).editAddress},
		{"shipbill.Delete", "ShipBill", "Delete", "DELETE", addressTable, addressParameters, "Linkadd", (*manex).deleteAddress},
		{"shipbill.Get", "ShipBill", "Get", "GET", addressTable, addressParameters, "Linkadd", (*manex).getAddress},
		{"shiptax.Add", "ShipTax", "Add", "POST", taxTable, taxParameters, "", (*manex).addTax},
		{"shiptax.Edit", "ShipTax", "Edit", "POST", taxTable, taxParameters, "", (*manex).editTax},
		{"shiptax.DeleteByCustomer", "ShipTax", "Delete", "DELETE", taxTable, "Custno", "Custno", (*manex).deleteTaxes},
		{"shiptax.Get", "ShipTax", "Get", "GET", taxTable, "Linkadd", "Linkadd", (*manex).getTaxes},
	}
	for i := range actions {
		if method, ok := options.methods[actions[i].op]; ok {
			actions[i].method = method
		}
	}
	return actions
}

// operation implements vendor.
func (m *manex) operation(_, path string) string {
	segments := strings.Split(path, "/")
	if len(segments) < 4 {
		return ""
	}
	if a := m.find(segments[2], segments[3]); a != nil {
		return a.op
	}
	return ""
}

// find returns an action by the names in a path, whose case does not matter.
func (m *manex) find(controller, name string) *action {
	for i := range m.actions {
		a := &m.actions[i]
		if strings.EqualFold(a.controller, controller) && strings.EqualFold(a.name, name) {
			return a
		}
	}
	return nil
}

// serve implements vendor: the framework finds the action and binds its
// arguments, and then the action looks at the key.
func (m *manex) serve(x *exchange) {
	path := strings.TrimPrefix(x.http.URL.EscapedPath(), manexPrefix)
	segments := strings.Split(path, "/")[1:]
	for i := range segments {
		segments[i], _ = url.PathUnescape(segments[i]) // net/http has parsed it
	}
	if len(segments) != 4 || !strings.EqualFold(segments[0], "api") {
		m.notFound(x, segments)
		return
	}
	controller, name, key := segments[1], segments[2], segments[3]
	a := m.find(controller, name)
	switch {
	case a == nil:
		m.notFound(x, segments)
	case x.http.Method != a.method:
		m.wrongMethod(x, a)
	default:
		m.call(x, a, key)
	}
}

func (m *manex) call(x *exchange, a *action, key string) {
	args, ok := m.bind(x, a)
	if !ok {
		return
	}
	if key != m.options.key {
		m.answer(x, reply{code: 403, message: "Invalid API Key.", wrongKey: true})
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answer(x, a.run(m, x, args))
}

// reply is what an action answers.
type reply struct {
	code     int
	message  string
	wrongKey bool
	payload  any
}

func done(message string, payload any) reply {
	return reply{code: 200, message: message, payload: payload}
}

func refused(message string) reply { return reply{code: 403, message: message} }

func (m *manex) answer(x *exchange, r reply) {
	status := http.StatusOK
	if r.code == 403 && m.options.forbiddenStatus {
		status = http.StatusForbidden
	}
	m.send(x, status, envelope(r.code, r.message, !r.wrongKey, r.payload))
}

func (m *manex) send(x *exchange, status int, o *object) {
	x.reply(status, "application/json; charset=utf-8", m.render(o))
}
