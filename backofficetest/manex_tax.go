package backofficetest

const (
	taxNotInitialized = "'ShipTax' Object is not initialized properly."
	taxUnknown        = "ShipTax does not exists."
	taxAddFail        = "ShipTax add failed."
	taxEditFail       = "ShipTax edit failed."
	taxAddDone        = "ShipTax added successfully."
	taxEditDone       = "ShipTax edited successfully."
	taxGetDone        = "ShipTax details:"
)

// addTax makes a key if the request has none: the document's table calls the
// key required, its sample goes without.
func (m *manex) addTax(x *exchange, args *arguments) reply {
	if args == nil || args.missing("LINKADD", "CUSTNO", "TAXDESC", "TAX_RATE", "TAX_ID", "RECORDTYPE") != "" ||
		!m.ownsAddress(args) || args.isNegative("TAX_RATE") {
		return refused(taxNotInitialized)
	}
	if args.refusal != "" {
		return refused(taxAddFail + args.refusal)
	}
	added := taxTable.newRow()
	args.copyTo(added)
	if added.text("UNQSHIPTAX") == "" {
		added["UNQSHIPTAX"] = freshKey()
	}
	if !m.taxes.insert(added) {
		return refused(taxAddFail + keyTaken)
	}
	x.commit(added.text("UNQSHIPTAX"))
	return done(taxAddDone, nil)
}

// editTax leaves alone what is not sent. Whether the real server does is not
// documented.
func (m *manex) editTax(x *exchange, args *arguments) reply {
	if args == nil || args.missing("UNQSHIPTAX", "LINKADD", "CUSTNO") != "" ||
		!m.ownsAddress(args) || args.isNegative("TAX_RATE") {
		return refused(taxNotInitialized)
	}
	edited := m.taxes.find(args.text("UNQSHIPTAX"))
	switch {
	case edited == nil:
		return refused(taxNotInitialized)
	case args.refusal != "":
		return refused(taxEditFail + args.refusal)
	}
	changes := row{}
	args.copyTo(changes)
	delete(changes, "UNQSHIPTAX")
	changes["ModifiedDate"] = m.now()
	m.taxes.update(edited.text("UNQSHIPTAX"), changes)
	x.commit(edited.text("UNQSHIPTAX"))
	return done(taxEditDone, nil)
}

// ownsAddress reports whether the customer and the address are there and belong
// together.
func (m *manex) ownsAddress(args *arguments) bool {
	address := m.addresses.find(args.text("LINKADD"))
	return address != nil && normal(address.text("CUSTNO")) == normal(args.text("CUSTNO"))
}

func (m *manex) getTaxes(_ *exchange, args *arguments) reply {
	link := args.text("LINKADD")
	rows := m.taxes.where(func(r row) bool { return normal(r.text("LINKADD")) == normal(link) })
	if len(rows) == 0 {
		return refused(taxUnknown)
	}
	var address any
	if m.options.taxAddresses {
		shared := &object{}
		m.read(shared, addressTable, m.addresses.find(link))
		address = shared
	}
	payload := list{}
	for _, r := range rows {
		o := &object{}
		o.add("ShipBill", address)
		m.read(o, taxTable, r)
		payload = append(payload, o)
	}
	return done(taxGetDone, payload)
}
