package shiptax

import "slices"

// Type says what a tax is levied on.
type Type string

// The types of tax. The vendor's samples use S and C; what the letters mean
// comes from the ERP's database procedures.
const (
	OnItems          Type = "S"
	OnFreight        Type = "C"
	ForeignPrimary   Type = "P"
	ForeignSecondary Type = "E"
)

// Known reports whether the type is one of the above.
func (t Type) Known() bool {
	return slices.Contains([]Type{OnItems, OnFreight, ForeignPrimary, ForeignSecondary}, t)
}

// RecordType says whether a tax is one of sales or of receiving.
type RecordType string

// The record types. The vendor's samples use S; I comes from the ERP's database
// procedures.
const (
	Sales     RecordType = "S"
	Receiving RecordType = "I"
)

// Known reports whether the record type is one of the above.
func (t RecordType) Known() bool {
	return slices.Contains([]RecordType{Sales, Receiving}, t)
}
