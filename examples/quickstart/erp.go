package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
)

// erp holds a client for each resource of the ERP.
type erp struct {
	customers *customer.Client
	addresses *shipbill.Client
	taxes     *shiptax.Client
}

func newERP(rootURL, apiKey string) (*erp, error) {
	customers, err1 := customer.New(rootURL, apiKey)
	addresses, err2 := shipbill.New(rootURL, apiKey)
	taxes, err3 := shiptax.New(rootURL, apiKey)
	return &erp{customers, addresses, taxes}, errors.Join(err1, err2, err3)
}

func visitERP(ctx context.Context, out io.Writer, server *backofficetest.Server) error {
	chapter(out, "ManEx ERP: a customer, its addresses and its taxes")
	e, err := newERP(server.ManExURL(), server.ManExKey())
	if err != nil {
		return err
	}
	number, err := e.liveCustomer(ctx, out)
	if err != nil {
		return err
	}
	if err := e.liveAddresses(ctx, out, number); err != nil {
		return err
	}
	return e.showErrors(ctx, out, server)
}

// liveCustomer adds a customer, reads it back and changes it.
func (e *erp) liveCustomer(ctx context.Context, out io.Writer) (number string, err error) {
	added, err := e.customers.Add(ctx, customer.AddRequest{
		Name:        "Müller & Söhne",
		Status:      customer.StatusActive,
		Territory:   new(customer.TerritoryNewEngland),
		Terms:       new(customer.TermsNet30Percent10),
		CreditLimit: new(backoffice.MustDecimal("2500")),
		AccountDate: new(backoffice.NewDate(2014, time.November, 19)),
	})
	if err != nil {
		return "", err
	}
	say(out, "added        customer %s, numbered by the server", added.Number)

	read, err := e.customers.Get(ctx, added.Number)
	if err != nil {
		return "", err
	}
	say(out, "read back    %q, %s, %s, terms %s, limit %s: the padding of its columns is gone",
		read.Name, read.Status, read.Territory, read.Terms, read.CreditLimit)

	err = e.customers.Edit(ctx, customer.EditRequest{
		Number:      added.Number,
		Phone:       new("+1 603 555 5555"),
		CreditLimit: new(backoffice.MustDecimal("4000")),
	})
	if err != nil {
		return "", err
	}
	if read, err = e.customers.Get(ctx, added.Number); err != nil {
		return "", err
	}
	say(out, "edited       phone %s, limit %s, changed %s", read.Phone, read.CreditLimit,
		read.ModifiedDate.In(time.Local).Format(time.DateTime))
	return added.Number, nil
}

// liveAddresses adds two addresses and two taxes to a customer and removes them.
func (e *erp) liveAddresses(ctx context.Context, out io.Writer, number string) error {
	shipTo, err := e.addAddress(ctx, out, number, shipbill.ShipTo, "12 West St")
	if err != nil {
		return err
	}
	if _, err := e.addAddress(ctx, out, number, shipbill.BillTo, "1 Main St"); err != nil {
		return err
	}
	for _, taxType := range []shiptax.Type{shiptax.OnItems, shiptax.OnFreight} {
		err := e.taxes.Add(ctx, shiptax.AddRequest{
			Key:            new(backoffice.NewKey()),
			Link:           shipTo,
			CustomerNumber: number,
			Description:    "SANTA CLARA CNTY. USE TAX",
			Type:           new(taxType),
			Rate:           new(backoffice.MustDecimal("8.25")),
			TaxID:          "CA USE",
			RecordType:     shiptax.Sales,
		})
		if err != nil {
			return err
		}
	}
	rows, err := e.taxes.Get(ctx, shipTo)
	if err != nil {
		return err
	}
	for _, row := range rows {
		say(out, "tax          %s on %s: %s %%", row.Description, kindOf(row.Type), row.Rate)
	}
	say(out, "             both rows point to one address in memory: %v", rows[0].Address == rows[1].Address)

	if err := e.taxes.DeleteByCustomer(ctx, number); err != nil {
		return err
	}
	if err := e.addresses.Delete(ctx, shipTo); err != nil {
		return err
	}
	_, err = e.addresses.Get(ctx, shipTo)
	say(out, "deleted      the taxes and the ship-to address; reading it again is %q", reason(err))
	return nil
}

func (e *erp) addAddress(ctx context.Context, out io.Writer, number string, what shipbill.RecordType, street string) (link string, err error) {
	added, err := e.addresses.Add(ctx, shipbill.AddRequest{
		CustomerNumber: number,
		ShipTo:         new("Müller & Söhne"),
		Address1:       new(street),
		City:           new("Swilton"),
		State:          new("NH"),
		Zip:            new("02343"),
		RecordType:     new(what),
	})
	if err != nil {
		return "", err
	}
	say(out, "address      %s is a %s address: %s, %s, %s", added.Link, useOf(what), added.Address1, added.City, added.State)
	return added.Link, nil
}

func useOf(what shipbill.RecordType) string {
	return map[shipbill.RecordType]string{shipbill.ShipTo: "ship-to", shipbill.BillTo: "bill-to"}[what]
}

func kindOf(what shiptax.Type) string {
	return map[shiptax.Type]string{shiptax.OnItems: "items", shiptax.OnFreight: "freight"}[what]
}

// showErrors makes four mistakes and shows the typed error of each.
func (e *erp) showErrors(ctx context.Context, out io.Writer, server *backofficetest.Server) error {
	stranger, err := customer.New(server.ManExURL(), "WRONG-KEY1")
	if err != nil {
		return err
	}
	lost, err := customer.New(server.ManExURL(), server.ManExKey(),
		backoffice.WithRoute("customer.Get", backoffice.Route{Path: "/API/Customers/Get/{key}"}))
	if err != nil {
		return err
	}
	fmt.Fprintln(out)
	_, err = stranger.Get(ctx, "0000000001")
	if err := expect(out, "wrong key", err, backoffice.ErrUnauthorized); err != nil {
		return err
	}
	_, err = e.customers.Get(ctx, "9999999999")
	if err := expect(out, "unknown", err, backoffice.ErrNotFound); err != nil {
		return err
	}
	_, err = e.customers.Add(ctx, customer.AddRequest{Status: "Pending"})
	if err := expect(out, "bad fields", err, backoffice.ErrInvalid); err != nil {
		return err
	}
	_, err = lost.Get(ctx, "0000000001")
	return expect(out, "wrong route", err, backoffice.ErrRoute)
}

// expect shows an error and fails if it is of another kind.
func expect(out io.Writer, mistake string, err error, kind backoffice.Kind) error {
	if !errors.Is(err, kind) {
		return fmt.Errorf("%s: expected %q, got %w", mistake, kind, err)
	}
	say(out, "%-12s %v", mistake, err)
	return nil
}

// reason returns the kind of an error.
func reason(err error) string {
	if e, ok := errors.AsType[*backoffice.Error](err); ok {
		return string(e.Kind)
	}
	return fmt.Sprint(err)
}
