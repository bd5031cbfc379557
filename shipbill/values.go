package shipbill

import "slices"

// RecordType says what an address is for.
type RecordType string

// The record types. The pages' parameter tables list C and R, which belong to
// suppliers; their samples use S and B, which belong to customers. I and P are
// the company's own addresses and come from the ERP's database procedures.
const (
	ShipTo       RecordType = "S"
	BillTo       RecordType = "B"
	ConfirmTo    RecordType = "C"
	RemitTo      RecordType = "R"
	OwnReceiving RecordType = "I"
	OwnBilling   RecordType = "P"
)

// Known reports whether the record type is one of the above.
func (t RecordType) Known() bool {
	return slices.Contains([]RecordType{ShipTo, BillTo, ConfirmTo, RemitTo, OwnReceiving, OwnBilling}, t)
}

// FOB is an FOB term. Sites keep a list of their own, so unknown ones are sent as
// they are.
type FOB string

// The documented values of FOB.
const (
	FOBOriginPickUp FOB = "ORIGIN-CUST P/U"
	FOBOriginShip   FOB = "ORIGIN-SHIP"
	FOBDestination  FOB = "DESTINATION"
)

// Known reports whether the value is a documented one.
func (f FOB) Known() bool {
	return slices.Contains([]FOB{FOBOriginPickUp, FOBOriginShip, FOBDestination}, f)
}

// ShipCharge is a kind of ship charge. Sites keep a list of their own, so unknown
// ones are sent as they are.
type ShipCharge string

// The documented values of ShipCharge.
const (
	ShipChargeNone         ShipCharge = "NO CHARGE"
	ShipChargePrepay       ShipCharge = "PREPAY/BILL CUS"
	ShipChargeRateUPSBrown ShipCharge = "SET RATE:UPS-BR"
	ShipChargeRateUPSBlue  ShipCharge = "SET RATE:UPS-BL"
	ShipChargeRateUPSRed   ShipCharge = "SET RATE:UPS-RD"
	ShipChargeRateFedEx1   ShipCharge = "SET RATE:FEDX-1"
)

// Known reports whether the value is a documented one.
func (s ShipCharge) Known() bool {
	return slices.Contains([]ShipCharge{
		ShipChargeNone, ShipChargePrepay, ShipChargeRateUPSBrown, ShipChargeRateUPSBlue,
		ShipChargeRateUPSRed, ShipChargeRateFedEx1,
	}, s)
}

// ShipVia is a way of shipping. Sites keep a list of their own, so unknown ones
// are sent as they are.
type ShipVia string

// The documented values of ShipVia.
const (
	ShipViaCompanyTruck  ShipVia = "COMPANY TRUCK"
	ShipViaCustomer      ShipVia = "CUST PICK UP"
	ShipViaUPSGround     ShipVia = "UPS-GRND TRACK"
	ShipViaUPSBlue       ShipVia = "UPS-BLUE"
	ShipViaUPSRed        ShipVia = "UPS-RED"
	ShipViaFedEx1        ShipVia = "FEDX-1"
	ShipViaFedExStandard ShipVia = "FEDX-STD"
)

// Known reports whether the value is a documented one.
func (s ShipVia) Known() bool {
	return slices.Contains([]ShipVia{
		ShipViaCompanyTruck, ShipViaCustomer, ShipViaUPSGround, ShipViaUPSBlue, ShipViaUPSRed,
		ShipViaFedEx1, ShipViaFedExStandard,
	}, s)
}
