package main

import (
	"crypto/sha256"
	"encoding"
	"encoding/hex"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// column is a column of a CSV file.
type column struct {
	name string
	// field is the field of the library's request that the column fills, "" for
	// a column that only this program uses.
	field    string
	required bool
	help     string
}

var idColumn = column{name: "id", required: true, help: "your own name for the row, unique in the file"}

var customerColumns = []column{
	idColumn,
	{"number", "Number", false, "the customer number, filled with zeros to 10 characters; needed without -first-number"},
	{"name", "Name", true, "the customer's name"},
	{"status", "Status", true, "Active, Inactive or Quote"},
	{"phone", "Phone", false, ""},
	{"fax", "Fax", false, ""},
	{"territory", "Territory", false, "a sales territory, such as NEW ENGLAND"},
	{"terms", "Terms", false, "sales terms, such as NET 30"},
	{"credit_limit", "CreditLimit", false, "a whole number"},
	{"credit_status", "CreditStatus", false, "OK, HOLD or REJECT"},
	{"highest_balance", "HighestBalance", false, "a number with at most two decimals"},
	{"account_date", "AccountDate", false, "MM/DD/YYYY or YYYY-MM-DD"},
	{"sales_discount_id", "SalesDiscountID", false, "the key of a sales discount"},
	{"taxable", "Taxable", false, "yes or no"},
}

var addressColumns = []column{
	idColumn,
	{"customer", "", true, "the id of a row of the customers file"},
	{"ship_to", "ShipTo", false, "the name of the receiving organisation"},
	{"address1", "Address1", false, ""},
	{"address2", "Address2", false, ""},
	{"city", "City", false, ""},
	{"state", "State", false, ""},
	{"zip", "Zip", false, ""},
	{"country", "Country", false, ""},
	{"phone", "Phone", false, ""},
	{"fax", "Fax", false, ""},
	{"email", "Email", false, ""},
	{"attention", "Attention", false, ""},
	{"record_type", "RecordType", false, "S for ship to, B for bill to"},
}

var taxColumns = []column{
	idColumn,
	{"address", "", true, "the id of a row of the addresses file"},
	{"description", "Description", true, "as in the ERP's table of tax authorities"},
	{"type", "Type", false, "S on items, C on freight, P or E for foreign taxes"},
	{"rate", "Rate", true, "in percent, such as 8.25"},
	{"tax_id", "TaxID", true, "as in the ERP's table of tax authorities"},
	{"record_type", "RecordType", true, "S for sales"},
	{"primary_on_product", "PrimaryOnProduct", false, "yes or no"},
	{"primary_on_freight", "PrimaryOnFreight", false, "yes or no"},
	{"secondary_on_product", "SecondaryOnProduct", false, "yes or no"},
	{"secondary_on_freight", "SecondaryOnFreight", false, "yes or no"},
	{"secondary_on_tax", "SecondaryOnTax", false, "yes or no"},
}

// fill puts the text of a cell into a field of a request, a pointer to a struct.
func fill(request any, field, text string) error {
	value := reflect.ValueOf(request).Elem().FieldByName(field)
	if value.Kind() == reflect.Pointer {
		value.Set(reflect.New(value.Type().Elem()))
		value = value.Elem()
	}
	switch target := value.Addr().Interface().(type) {
	case encoding.TextUnmarshaler: // numbers and dates
		if err := target.UnmarshalText([]byte(text)); err != nil {
			return fmt.Errorf("%q is %w", text, err)
		}
	case *bool:
		flag, ok := words[strings.ToLower(text)]
		if !ok {
			return fmt.Errorf("%q is neither yes nor no", text)
		}
		*target = flag
	default:
		value.SetString(text)
	}
	return nil
}

var words = map[string]bool{"yes": true, "true": true, "1": true, "no": false, "false": false, "0": false}

// digest is a fingerprint of the cells of a row, whatever the order of the
// columns. It tells whether a row is still what an earlier run has sent.
func digest(k *kind, cells map[string]string) string {
	h := sha256.New()
	for _, c := range k.columns {
		if text := cells[c.name]; text != "" {
			_, _ = io.WriteString(h, c.name+"="+fmt.Sprintf("%q", text)+"\n") // a hash takes everything
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
