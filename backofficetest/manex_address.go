package backofficetest

const (
	linkUnknown     = "Link address does not exists."
	linkNotGiven    = "Please provide LinkAddress"
	addressUnknown  = "ShipBill does not exists."
	addressAddFail  = "ShipBill add failed."
	addressEditFail = "ShipBill edit failed."
	addressAddDone  = "ShipBill added successfully."
	addressEditDone = "ShipBill edited successfully."
	addressGetDone  = "ShipBill details:"
	addressGone     = "ShipBill deleted successfully."
)

func (m *manex) addAddress(x *exchange, args *arguments) reply {
	switch {
	case args == nil:
		return refused(addressAddFail + objectReference)
	case m.customers.find(args.text("CUSTNO")) == nil:
		return refused(addressAddFail + customerUnknown)
	case args.refusal != "":
		return refused(addressAddFail + args.refusal)
	}
	added := addressTable.newRow()
	args.copyTo(added)
	if added.text("LINKADD") == "" {
		added["LINKADD"] = freshKey()
	}
	if !m.addresses.insert(added) {
		return refused(addressAddFail + keyTaken)
	}
	x.commit(added.text("LINKADD"))
	payload := &object{}
	m.echo(payload, addressTable, added)
	return done(addressAddDone, payload)
}

// editAddress leaves alone what is not sent. Whether the real server does is
// not documented.
func (m *manex) editAddress(x *exchange, args *arguments) reply {
	if args == nil {
		return refused(addressEditFail + objectReference)
	}
	edited := m.addresses.find(args.text("LINKADD"))
	missing := args.missing("SHIPCHARGE", "SHIPVIA", "FOB")
	switch {
	case edited == nil:
		return refused(addressEditFail + linkUnknown)
	case m.customers.find(args.text("CUSTNO")) == nil:
		return refused(addressEditFail + customerUnknown) // ours
	case missing != "":
		return refused(addressEditFail + missing + " is Required") // ours
	case args.refusal != "":
		return refused(addressEditFail + args.refusal)
	}
	if normal(edited.text("CUSTNO")) != normal(args.text("CUSTNO")) {
		x.problem("has a Custno that does not own the address")
	}
	changes := row{}
	args.copyTo(changes)
	delete(changes, "LINKADD")
	delete(changes, "CUSTNO")
	changes["ModifiedDate"] = m.now()
	m.addresses.update(edited.text("LINKADD"), changes)
	x.commit(edited.text("LINKADD"))
	return done(addressEditDone, nil)
}

// deleteAddress removes an address and, as a trigger of the database does, its
// tax rows.
func (m *manex) deleteAddress(x *exchange, args *arguments) reply {
	if args.missing("LINKADD") != "" {
		return refused(linkNotGiven)
	}
	found := m.addresses.find(args.text("LINKADD"))
	if found == nil {
		return refused(addressUnknown) // ours
	}
	link := found.text("LINKADD")
	isLinked := func(r row) bool { return normal(r.text("LINKADD")) == normal(link) }
	m.addresses.remove(isLinked)
	m.taxes.remove(isLinked)
	x.commit(link)
	return done(addressGone, nil)
}

func (m *manex) getAddress(_ *exchange, args *arguments) reply {
	found := m.addresses.find(args.text("LINKADD"))
	if found == nil {
		return refused(addressUnknown)
	}
	payload := &object{}
	m.read(payload, addressTable, found)
	return done(addressGetDone, payload)
}
