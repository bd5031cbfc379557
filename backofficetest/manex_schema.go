package backofficetest

import "strings"

// columnKind says what a column of the ERP's database holds.
type columnKind uint8

const (
	textColumn   columnKind = iota
	flagColumn              // BIT
	numberColumn            // NUMERIC
	minuteColumn            // SMALLDATETIME, rounded to the minute
	momentColumn            // DATETIME
)

// column is one column of a table. Its name is the one that answers use.
type column struct {
	name   string
	kind   columnKind
	width  int  // characters of a text, 0 for no limit
	fixed  bool // CHAR: the database fills the text with blanks up to width
	digits int  // of a number
	scale  int  // of a number: digits after the point
	newer  bool // newer databases have it, the documents do not
}

func char(name string, width int) column {
	return column{name: name, kind: textColumn, width: width, fixed: true}
}

func varchar(name string, width int) column {
	return column{name: name, kind: textColumn, width: width}
}

func longText(name string) column { return column{name: name, kind: textColumn} }

func bit(name string) column { return column{name: name, kind: flagColumn} }

func numeric(name string, digits, scale int) column {
	return column{name: name, kind: numberColumn, digits: digits, scale: scale}
}

func smallDateTime(name string) column { return column{name: name, kind: minuteColumn} }

func dateTime(name string) column { return column{name: name, kind: momentColumn} }

// newer marks a column that only newer databases have.
func newer(c column) column {
	c.newer = true
	return c
}

// table is one table of the ERP's database, with its columns in the order in
// which answers hold them.
type table struct {
	entity  string // what messages call a row
	key     string
	columns []column
	byName  map[string]*column
}

func newTable(entity, key string, columns ...column) *table {
	t := &table{entity: entity, key: key, columns: columns, byName: map[string]*column{}}
	for i := range columns {
		t.byName[fold(columns[i].name)] = &columns[i]
	}
	return t
}

// otherSpellings are the documented parameters, and the one misspelt in a
// sample, that are not named like the column they fill.
var otherSpellings = map[string]string{
	"acctaxable": "acttaxable",
	"email":      "e_mail",
	"ptfr":       "ptfrt",
	"foreightax": "foreigntax",
}

// column returns the column that a parameter fills, nil if there is none.
func (t *table) column(parameter string) *column {
	name := fold(parameter)
	if other, ok := otherSpellings[name]; ok {
		name = other
	}
	return t.byName[name]
}

// fold makes names comparable: the framework ignores case.
func fold(name string) string { return strings.ToLower(name) }

var customerTable = newTable("Customer", "CUSTNO",
	char("CUSTNO", 10), char("CUSTNAME", 50), char("PHONE", 20), char("FAX", 19),
	char("BLINKADD", 10), char("SLINKADD", 10), char("TERRITORY", 15), char("TERMS", 15),
	numeric("CREDLIMIT", 9, 0), longText("PROFILE"), longText("CUSTNOTE"), char("ACCTSTATUS", 9),
	char("DIVISION", 12), char("SREPS", 100), char("CREDITOK", 15), char("RESL_NO", 16),
	smallDateTime("AR_CALDATE"), char("AR_CALTIME", 10), char("AR_CALBY", 10), longText("AR_CALNOTE"),
	numeric("AR_HIGHBAL", 12, 2), longText("CREDITNOTE"), smallDateTime("ACCT_DATE"), varchar("SAVEINIT", 256),
	numeric("OUT_MARGIN", 6, 2), numeric("TL_MARGIN", 6, 2), numeric("MAT_MARGIN", 6, 2), numeric("LAB_MARGIN", 6, 2),
	numeric("MIN_ORDAMT", 12, 2), numeric("SCRAP_FACT", 6, 2), numeric("COMMITEM", 1, 0), numeric("CUSTSPEC", 4, 0),
	bit("LABOR"), bit("MATERIAL"), numeric("SPLIT1", 1, 0), numeric("SPLIT2", 1, 0),
	numeric("SPLITAMT", 12, 2), numeric("SPLITPERC", 6, 2), bit("TOOLING"), char("SIC_CODE", 5),
	char("SIC_DESC", 35), char("DELIVTIME", 7), char("STATUS", 8), bit("SERIFLAG"),
	numeric("OVERHEAD", 6, 2), char("IS_EDITED", 3), char("SALEDSCTID", 10), char("CUSTPFX", 4),
	bit("ACTTAXABLE"), smallDateTime("INACTDT"), varchar("INACTINIT", 256), dateTime("modifiedDate"),
	newer(char("FcUsed_uniq", 10)), newer(bit("IsSynchronizedFlag")), newer(bit("isQBSync")), newer(bit("internal")),
	newer(varchar("CustCode", 10)), newer(dateTime("LastStmtSent")), newer(varchar("WebSite", 150)),
)

var addressTable = newTable("ShipBill", "LINKADD",
	char("LINKADD", 10), char("CUSTNO", 10), varchar("SHIPTO", 50), varchar("ADDRESS1", 50),
	varchar("ADDRESS2", 50), varchar("CITY", 50), char("STATE", 50), char("ZIP", 20),
	varchar("COUNTRY", 50), char("PHONE", 20), char("FAX", 19), varchar("E_MAIL", 200),
	numeric("TRANSDAY", 2, 0), char("FOB", 15), char("SHIPCHARGE", 15), char("SHIPVIA", 15),
	char("ATTENTION", 30), char("RECORDTYPE", 1), char("BILLACOUNT", 20), char("SHIPTIME", 8),
	longText("SHIPNOTE"), numeric("SHIP_DAYS", 3, 0), bit("RECV_DEFA"), char("CONFIRM", 6),
	longText("PKFOOTNOTE"), longText("INFOOTNOTE"), char("TAXEXEMPT", 15), bit("FOREIGNTAX"),
	dateTime("ModifiedDate"),
	newer(varchar("address4", 50)), newer(varchar("address3", 50)), newer(char("bk_uniq", 10)),
	newer(char("Fcused_Uniq", 10)), newer(bit("useDefaultTax")), newer(bit("IsSynchronizedFlag")),
	newer(bit("isQBSync")), newer(bit("IsDefaultAddress")),
)

var taxTable = newTable("ShipTax", "UNQSHIPTAX",
	char("UNQSHIPTAX", 10), char("LINKADD", 10), char("CUSTNO", 10), char("ADDRESS1", 35),
	char("TAXDESC", 25), char("TAXTYPE", 1), numeric("TAX_RATE", 8, 4), char("TAX_ID", 8),
	char("RECORDTYPE", 1), bit("PTPROD"), bit("PTFRT"), bit("STPROD"),
	bit("STFRT"), bit("STTX"), dateTime("ModifiedDate"),
	newer(bit("DefaultTax")), newer(bit("IsSynchronizedFlag")), newer(varchar("TAXUNIQUE", 20)),
)
