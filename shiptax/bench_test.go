package shiptax_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/stretchr/testify/require"
)

// answering is a transport that answers from memory.
type answering string

func (a answering) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, ContentLength: int64(len(a)), Body: io.NopCloser(strings.NewReader(string(a)))}, nil
}

// taxRows is an answer of Get with many rows, padded as the ERP pads them.
func taxRows(count int) string {
	rows := make([]string, count)
	for i := range rows {
		rows[i] = fmt.Sprintf(`{"$id":"%d","ShipBill":null,"UNQSHIPTAX":"_%09d","LINKADD":"_41X0YBRKE","CUSTNO":"0000000007",`+
			`"ADDRESS1":"                                   ","TAXDESC":"SANTA CLARA CNTY. USE TAX","TAXTYPE":"S","TAX_RATE":8.25,"TAX_ID":"CA USE  ",`+
			`"RECORDTYPE":"S","PTPROD":false,"PTFRT":false,"STPROD":false,"STFRT":false,"STTX":false,"ModifiedDate":null}`, i+2, i)
	}
	return `{"$id":"1","Code":200,"Message":"ShipTax details:","SessionId":null,"IsValidUser":true,"ResponseObject":[` + strings.Join(rows, ",") + `]}`
}

func BenchmarkGet(b *testing.B) {
	for _, count := range []int{2, 1000} {
		b.Run(fmt.Sprint(count, " rows"), func(b *testing.B) {
			client, err := shiptax.New("https://erp.example.com", "DUMMY-KEY1",
				backoffice.WithHTTPClient(&http.Client{Transport: answering(taxRows(count))}))
			require.NoError(b, err)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := client.Get(b.Context(), "_41X0YBRKE"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
