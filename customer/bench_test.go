package customer_test

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/internal/wire"
	"github.com/stretchr/testify/require"
)

// paddedAnswer is the documented answer of Get with the blanks that the page
// has lost put back.
const paddedAnswer = `{"$id":"1","Code":200,"Message":"Customer details:","SessionId":null,"IsValidUser":true,"ResponseObject":{"$id":"2",` +
	`"LinkAddList":null,"CUSTNO":"0000000010","CUSTNAME":"Customer                           ","PHONE":"                    ",` +
	`"FAX":"                   ","BLINKADD":"          ","SLINKADD":"          ","TERRITORY":"NEW ENGLAND    ","TERMS":"               ",` +
	`"CREDLIMIT":0,"PROFILE":"","CUSTNOTE":"","ACCTSTATUS":"         ","DIVISION":"            ","SREPS":" ","CREDITOK":"               ",` +
	`"RESL_NO":"                ","AR_CALDATE":null,"AR_CALTIME":"          ","AR_CALBY":"          ","AR_CALNOTE":"","AR_HIGHBAL":0,"CREDITNOTE":"",` +
	`"ACCT_DATE":"2014-11-19T13:28:00","SAVEINIT":"        ","OUT_MARGIN":0,"TL_MARGIN":0,"MAT_MARGIN":0,"LAB_MARGIN":0,"MIN_ORDAMT":0,` +
	`"SCRAP_FACT":0,"COMMITEM":0,"CUSTSPEC":0,"LABOR":false,"MATERIAL":false,"SPLIT1":0,"SPLIT2":0,"SPLITAMT":0,"SPLITPERC":0,"TOOLING":false,` +
	`"SIC_CODE":"     ","SIC_DESC":"                                   ","DELIVTIME":"       ","STATUS":"Active  ","SERIFLAG":false,"OVERHEAD":0,` +
	`"IS_EDITED":"   ","SALEDSCTID":"          ","CUSTPFX":"    ","ACTTAXABLE":false,"INACTDT":null,"INACTINIT":"        ",` +
	`"modifiedDate":"2014-11-19T13:27:49.25","UserId":null}}`

// answering is a transport that answers from memory.
type answering string

func (a answering) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(string(a)))}, nil
}

func inMemory(b *testing.B, answer string) *customer.Client {
	b.Helper()
	client, err := customer.New("https://erp.example.com", "DUMMY-KEY1",
		backoffice.WithHTTPClient(&http.Client{Transport: answering(answer)}))
	require.NoError(b, err)
	return client
}

func BenchmarkGet(b *testing.B) {
	client := inMemory(b, paddedAnswer)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := client.Get(b.Context(), "0000000010"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	client := inMemory(b, strings.Replace(paddedAnswer, "Customer details:", "Customer added successfully.", 1))
	request := customer.AddRequest{
		Number: new("0000000010"), Name: "Customer", Status: customer.StatusActive, Phone: new("+1 603 5555555"), Fax: new("+1 603 5555556"),
		Territory: new(customer.TerritoryNewEngland), Terms: new(customer.TermsNet30Percent10), CreditLimit: new(backoffice.MustDecimal("2500")),
		CreditStatus: new(customer.CreditOK), HighestBalance: new(backoffice.MustDecimal("199.99")),
		AccountDate: new(backoffice.NewDate(2014, time.November, 19)), SalesDiscountID: new("_4560WJU2L"), Taxable: new(true),
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := client.Add(b.Context(), request); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead reads the answer alone, beside encoding/json into a plain struct
// with the same members: texts that stay padded, floats, and times as texts.
func BenchmarkRead(b *testing.B) {
	b.Run("wire", func(b *testing.B) {
		answer := []byte(paddedAnswer)
		b.ReportAllocs()
		for b.Loop() {
			var envelope struct {
				ResponseObject *customer.Customer `json:"ResponseObject"`
			}
			if err := wire.Read(answer, &envelope, wire.Options{TrimRight: true}); err != nil || envelope.ResponseObject.Number == "" {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		answer := []byte(paddedAnswer)
		envelope := reflect.StructOf([]reflect.StructField{{
			Name: "ResponseObject", Type: reflect.PointerTo(plain(reflect.TypeFor[customer.Customer]())), Tag: `json:"ResponseObject"`,
		}})
		b.ReportAllocs()
		for b.Loop() {
			into := reflect.New(envelope)
			if err := json.Unmarshal(answer, into.Interface()); err != nil || into.Elem().Field(0).IsNil() {
				b.Fatal(err)
			}
		}
	})
}

// plain returns the struct type that a program would declare without this
// library.
func plain(typ reflect.Type) reflect.Type {
	fields := reflect.VisibleFields(typ)
	for i := range fields {
		switch fields[i].Type {
		case reflect.TypeFor[backoffice.Decimal]():
			fields[i].Type = reflect.TypeFor[float64]()
		case reflect.TypeFor[backoffice.Time]():
			fields[i].Type = reflect.TypeFor[*string]()
		}
	}
	return reflect.StructOf(fields)
}
