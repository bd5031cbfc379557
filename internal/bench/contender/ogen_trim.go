package contender

import (
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/bench/generated/ogen"
	"github.com/backoffice-sdk/backoffice/internal/bench/work"
)

// trimCustomer is the pass over a generated customer.
func trimCustomer(c *ogen.Customer) (*work.Customer[string, backoffice.Time], error) {
	var p pass
	customer := &work.Customer[string, backoffice.Time]{
		LinkAddList:    c.LinkAddList,
		Number:         trim(c.CUSTNO),
		Name:           trim(c.CUSTNAME),
		Phone:          trim(c.PHONE),
		Fax:            trim(c.FAX),
		BillToLink:     trim(c.BLINKADD),
		ShipToLink:     trim(c.SLINKADD),
		Territory:      trim(c.TERRITORY),
		Terms:          trim(c.TERMS),
		CreditLimit:    c.CREDLIMIT,
		Profile:        trim(c.PROFILE),
		Note:           trim(c.CUSTNOTE),
		AccountStatus:  trim(c.ACCTSTATUS),
		Division:       trim(c.DIVISION),
		SalesReps:      trim(c.SREPS),
		CreditStatus:   trim(c.CREDITOK),
		ResaleNumber:   trim(c.RESLNO),
		CallDate:       p.time(c.ARCALDATE),
		CallTime:       trim(c.ARCALTIME),
		CallBy:         trim(c.ARCALBY),
		CallNote:       trim(c.ARCALNOTE),
		HighestBalance: c.ARHIGHBAL,
		CreditNote:     trim(c.CREDITNOTE),
		AccountDate:    p.time(c.ACCTDATE),
		SavedBy:        trim(c.SAVEINIT),
		OutMargin:      c.OUTMARGIN,
		TLMargin:       c.TLMARGIN,
		MaterialMargin: c.MATMARGIN,
		LaborMargin:    c.LABMARGIN,
		MinimumOrder:   c.MINORDAMT,
		ScrapFactor:    c.SCRAPFACT,
		CommItem:       c.COMMITEM,
		CustSpec:       c.CUSTSPEC,
		Labor:          c.LABOR,
		Material:       c.MATERIAL,
		Split1:         c.SPLIT1,
		Split2:         c.SPLIT2,
		SplitAmount:    c.SPLITAMT,
		SplitPercent:   c.SPLITPERC,
		Tooling:        c.TOOLING,
		SICCode:        trim(c.SICCODE),
		SICDescription: trim(c.SICDESC),
		DeliveryTime:   trim(c.DELIVTIME),
		Status:         trim(c.STATUS),
		SerialFlag:     c.SERIFLAG,
		Overhead:       c.OVERHEAD,
		IsEdited:       trim(c.ISEDITED),
		DiscountID:     trim(c.SALEDSCTID),
		Prefix:         trim(c.CUSTPFX),
		Taxable:        c.ACTTAXABLE,
		InactiveDate:   p.time(c.INACTDT),
		InactiveBy:     trim(c.INACTINIT),
		ModifiedDate:   p.time(c.ModifiedDate),
		UserID:         optional(c.UserId),
	}
	return customer, p.err
}

// trimTaxes is the pass over generated tax rows.
func trimTaxes(rows []ogen.ShipTax) ([]work.Tax[string, backoffice.Time, float64], error) {
	var p pass
	taxes := make([]work.Tax[string, backoffice.Time, float64], len(rows))
	for i := range rows {
		taxes[i] = p.tax(&rows[i])
	}
	return taxes, p.err
}

func (p *pass) tax(t *ogen.ShipTax) work.Tax[string, backoffice.Time, float64] {
	return work.Tax[string, backoffice.Time, float64]{
		Address:            optional(t.ShipBill),
		Key:                trim(t.UNQSHIPTAX),
		Link:               trim(t.LINKADD),
		CustomerNumber:     trim(t.CUSTNO),
		Address1:           trim(t.ADDRESS1),
		Description:        trim(t.TAXDESC),
		Type:               trim(t.TAXTYPE),
		Rate:               t.TAXRATE,
		TaxID:              trim(t.TAXID),
		RecordType:         trim(t.RECORDTYPE),
		PrimaryOnProduct:   t.PTPROD,
		PrimaryOnFreight:   t.PTFRT,
		SecondaryOnProduct: t.STPROD,
		SecondaryOnFreight: t.STFRT,
		SecondaryOnTax:     t.STTX,
		ModifiedDate:       p.time(t.ModifiedDate),
	}
}

// pass keeps the first error of a pass.
type pass struct{ err error }

func (p *pass) time(text ogen.NilString) backoffice.Time {
	if text.Null {
		return backoffice.Time{}
	}
	t, err := backoffice.ParseTime(text.Value)
	if err != nil && p.err == nil {
		p.err = err
	}
	return t
}

func trim(text string) string { return strings.TrimRight(text, " ") }

func optional(text ogen.NilString) *string {
	if text.Null {
		return nil
	}
	return new(trim(text.Value))
}
