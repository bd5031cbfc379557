package backofficetest

import "strings"

// Texts of refusals. Those marked as ours stand in no document: it says that
// such a request is refused, but not in which words.
const (
	objectReference  = "Object reference not set to an instance of an object."
	customerUnknown  = "Customer does not exists."
	customerUnnamed  = "Customer Number or Customer Name is Required"
	customerNotGiven = "Customer number or customer name not provided."
	valueNotAllowed  = "The value is not allowed."                                         // ours
	keyTaken         = "Violation of PRIMARY KEY constraint. Cannot insert duplicate key." // ours
	customerAddFail  = "Customer add failed."
	customerEditFail = "Customer edit failed."
	customerAddDone  = "Customer added successfully."
	customerEditDone = "Customer edited successfully."
	customerGetDone  = "Customer details:"
	taxDeleteDone    = "ShipTax deleted successfully."
)

// The documented values of STATUS.
const (
	statusActive   = "Active"
	statusInactive = "Inactive"
	statusQuote    = "Quote"
)

// isStatus reports whether text is a documented status. The page of Add insists
// on the spelling; the page of Edit prints capitals and sends mixed case.
func isStatus(text string, same func(a, b string) bool) bool {
	return same(text, statusActive) || same(text, statusInactive) || same(text, statusQuote)
}

func isExactly(a, b string) bool { return a == b }

func (m *manex) addCustomer(x *exchange, args *arguments) reply {
	if args == nil || args.missing("CUSTNAME", "STATUS") != "" || !isStatus(args.text("STATUS"), isExactly) ||
		args.isNegative("CREDLIMIT", "AR_HIGHBAL") {
		return refused(customerAddFail + objectReference)
	}
	if args.refusal != "" {
		return refused(customerAddFail + args.refusal)
	}
	added := customerTable.newRow()
	added["ACCT_DATE"] = zonedTime{m.now()}
	args.copyTo(added)
	if added.text("CUSTNO") == "" {
		added["CUSTNO"] = m.nextCustomerNumber()
	}
	if !m.customers.insert(added) {
		return refused(customerAddFail + keyTaken)
	}
	x.commit(added.text("CUSTNO"))
	payload := &object{}
	m.echo(payload, customerTable, added)
	payload.add("UserId", nil)
	payload.add("LinkAddList", nil)
	return done(customerAddDone, payload)
}

// editCustomer leaves alone what is not sent. Whether the real server does is
// not documented.
func (m *manex) editCustomer(x *exchange, args *arguments) reply {
	if args == nil {
		return refused(customerEditFail + objectReference)
	}
	named := args.text("CUSTNO")
	if named == "" {
		named = args.text("CUSTNAME")
	}
	if named == "" {
		return refused(customerEditFail + customerUnnamed)
	}
	edited := m.findCustomer(named)
	_, hasStatus := args.values["STATUS"]
	switch {
	case edited == nil:
		return refused(customerEditFail + customerUnknown) // ours
	case args.refusal != "":
		return refused(customerEditFail + args.refusal)
	case args.isNegative("CREDLIMIT", "AR_HIGHBAL"), hasStatus && !isStatus(args.text("STATUS"), strings.EqualFold):
		return refused(customerEditFail + valueNotAllowed)
	}
	number := edited.text("CUSTNO")
	changes := row{}
	args.copyTo(changes)
	changes["CUSTNO"] = number
	changes["modifiedDate"] = m.now()
	m.statusTrigger(edited, changes)
	m.customers.update(number, changes)
	x.commit(number)
	return done(customerEditDone, nil)
}

// statusTrigger is a trigger of the database: it keeps the columns that tell
// when and by whom a customer was made inactive, whatever the caller sent.
func (m *manex) statusTrigger(before, changes row) {
	status, given := changes["STATUS"].(string)
	if !given {
		return
	}
	was := before.text("STATUS")
	switch {
	case strings.EqualFold(was, statusActive) && strings.EqualFold(status, statusInactive):
		changes["INACTDT"], changes["INACTINIT"] = m.now(), before["SAVEINIT"]
	case strings.EqualFold(was, statusInactive) && strings.EqualFold(status, statusActive):
		changes["INACTDT"], changes["INACTINIT"] = nil, ""
	}
}

func (m *manex) getCustomer(_ *exchange, args *arguments) reply {
	found := m.findCustomer(args.text("CustNumOrName"))
	if found == nil {
		return refused(customerUnknown)
	}
	payload := &object{}
	payload.add("LinkAddList", nil)
	m.read(payload, customerTable, found)
	payload.add("UserId", nil)
	return done(customerGetDone, payload)
}

// findCustomer returns the customer with the given number or name, the first
// one if several have the name. What the real server does then is not documented.
func (m *manex) findCustomer(numberOrName string) row {
	if found := m.customers.find(numberOrName); found != nil {
		return found
	}
	named := m.customers.where(func(r row) bool {
		return numberOrName != "" && normal(r.text("CUSTNAME")) == normal(numberOrName)
	})
	if len(named) == 0 {
		return nil
	}
	return named[0]
}

// deleteTaxes removes all tax rows of a customer. A customer without any is no
// error here; the documents leave that open.
func (m *manex) deleteTaxes(x *exchange, args *arguments) reply {
	named := args.text("CUSTNO")
	if named == "" {
		return refused(customerNotGiven)
	}
	owner := m.findCustomer(named)
	if owner == nil {
		return refused(customerUnknown) // ours
	}
	number := owner.text("CUSTNO")
	if m.taxes.remove(func(r row) bool { return normal(r.text("CUSTNO")) == normal(number) }) > 0 {
		x.commit(number)
	}
	return done(taxDeleteDone, nil)
}
