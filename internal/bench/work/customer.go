package work

// Customer is the payload of Customer Get and Add as a hand-written client
// declares it. S is the type of texts, T of times.
type Customer[S, T any] struct {
	LinkAddList    []S     `json:"LinkAddList"`
	Number         S       `json:"CUSTNO"`
	Name           S       `json:"CUSTNAME"`
	Phone          S       `json:"PHONE"`
	Fax            S       `json:"FAX"`
	BillToLink     S       `json:"BLINKADD"`
	ShipToLink     S       `json:"SLINKADD"`
	Territory      S       `json:"TERRITORY"`
	Terms          S       `json:"TERMS"`
	CreditLimit    float64 `json:"CREDLIMIT"`
	Profile        S       `json:"PROFILE"`
	Note           S       `json:"CUSTNOTE"`
	AccountStatus  S       `json:"ACCTSTATUS"`
	Division       S       `json:"DIVISION"`
	SalesReps      S       `json:"SREPS"`
	CreditStatus   S       `json:"CREDITOK"`
	ResaleNumber   S       `json:"RESL_NO"`
	CallDate       T       `json:"AR_CALDATE"`
	CallTime       S       `json:"AR_CALTIME"`
	CallBy         S       `json:"AR_CALBY"`
	CallNote       S       `json:"AR_CALNOTE"`
	HighestBalance float64 `json:"AR_HIGHBAL"`
	CreditNote     S       `json:"CREDITNOTE"`
	AccountDate    T       `json:"ACCT_DATE"`
	SavedBy        S       `json:"SAVEINIT"`
	OutMargin      float64 `json:"OUT_MARGIN"`
	TLMargin       float64 `json:"TL_MARGIN"`
	MaterialMargin float64 `json:"MAT_MARGIN"`
	LaborMargin    float64 `json:"LAB_MARGIN"`
	MinimumOrder   float64 `json:"MIN_ORDAMT"`
	ScrapFactor    float64 `json:"SCRAP_FACT"`
	CommItem       int     `json:"COMMITEM"`
	CustSpec       int     `json:"CUSTSPEC"`
	Labor          bool    `json:"LABOR"`
	Material       bool    `json:"MATERIAL"`
	Split1         int     `json:"SPLIT1"`
	Split2         int     `json:"SPLIT2"`
	SplitAmount    float64 `json:"SPLITAMT"`
	SplitPercent   float64 `json:"SPLITPERC"`
	Tooling        bool    `json:"TOOLING"`
	SICCode        S       `json:"SIC_CODE"`
	SICDescription S       `json:"SIC_DESC"`
	DeliveryTime   S       `json:"DELIVTIME"`
	Status         S       `json:"STATUS"`
	SerialFlag     bool    `json:"SERIFLAG"`
	Overhead       float64 `json:"OVERHEAD"`
	IsEdited       S       `json:"IS_EDITED"`
	DiscountID     S       `json:"SALEDSCTID"`
	Prefix         S       `json:"CUSTPFX"`
	Taxable        bool    `json:"ACTTAXABLE"`
	InactiveDate   T       `json:"INACTDT"`
	InactiveBy     S       `json:"INACTINIT"`
	ModifiedDate   T       `json:"modifiedDate"`
	UserID         *S      `json:"UserId"`
}

// customerColumns are the members of a customer in the order of the ERP. The
// widths are those of the database columns when the vendor took its samples;
// SREPS is narrower than its 100 characters, so that the padded answer has the
// 1,271 bytes of the measurements before this module.
var customerColumns = []column{
	{"LinkAddList", null, 0},
	{"CUSTNO", char, 10},
	{"CUSTNAME", char, 35},
	{"PHONE", char, 20},
	{"FAX", char, 19},
	{"BLINKADD", char, 10},
	{"SLINKADD", char, 10},
	{"TERRITORY", char, 15},
	{"TERMS", char, 15},
	{"CREDLIMIT", number, 0},
	{"PROFILE", memo, 0},
	{"CUSTNOTE", memo, 0},
	{"ACCTSTATUS", char, 9},
	{"DIVISION", char, 12},
	{"SREPS", char, 56},
	{"CREDITOK", char, 15},
	{"RESL_NO", char, 16},
	{"AR_CALDATE", moment, 0},
	{"AR_CALTIME", char, 10},
	{"AR_CALBY", char, 10},
	{"AR_CALNOTE", memo, 0},
	{"AR_HIGHBAL", number, 0},
	{"CREDITNOTE", memo, 0},
	{"ACCT_DATE", moment, 0},
	{"SAVEINIT", char, 3},
	{"OUT_MARGIN", number, 0},
	{"TL_MARGIN", number, 0},
	{"MAT_MARGIN", number, 0},
	{"LAB_MARGIN", number, 0},
	{"MIN_ORDAMT", number, 0},
	{"SCRAP_FACT", number, 0},
	{"COMMITEM", number, 0},
	{"CUSTSPEC", number, 0},
	{"LABOR", truth, 0},
	{"MATERIAL", truth, 0},
	{"SPLIT1", number, 0},
	{"SPLIT2", number, 0},
	{"SPLITAMT", number, 0},
	{"SPLITPERC", number, 0},
	{"TOOLING", truth, 0},
	{"SIC_CODE", char, 5},
	{"SIC_DESC", char, 35},
	{"DELIVTIME", char, 7},
	{"STATUS", char, 8},
	{"SERIFLAG", truth, 0},
	{"OVERHEAD", number, 0},
	{"IS_EDITED", char, 3},
	{"SALEDSCTID", char, 10},
	{"CUSTPFX", char, 4},
	{"ACTTAXABLE", truth, 0},
	{"INACTDT", moment, 0},
	{"INACTINIT", char, 3},
	{"modifiedDate", moment, 0},
	{"UserId", null, 0},
}
