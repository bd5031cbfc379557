package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/backoffice-sdk/backoffice/backofficetest"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle []byte

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// view is what the page shows.
type view struct {
	URL    string
	Tables []table
}

// table is one table of the page. Each row has a text for each column.
type table struct {
	Title   string
	Columns []string
	Rows    [][]string
	Total   int
}

// Anchor names the table in links.
func (t table) Anchor() string { return strings.ReplaceAll(t.Title, " ", "-") }

// maxRows bounds a table of the page.
const maxRows = 100

// newPage returns the handler of the page. It only reads.
func newPage(server *backofficetest.Server, calls *callLog) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		var text bytes.Buffer
		if err := pageTemplate.Execute(&text, viewOf(server, calls)); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		header := w.Header()
		header.Set("Content-Type", "text/html; charset=utf-8")
		header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Cache-Control", "no-store")
		_, _ = w.Write(text.Bytes()) // the reader may be gone
	})
	mux.HandleFunc("GET /page.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write(pageStyle) // the reader may be gone
	})
	return localOnly(mux)
}

// localOnly refuses names that are not this machine's: a web site could point
// its own name here and read the page in the user's browser.
func localOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch (&url.URL{Host: r.Host}).Hostname() {
		case "127.0.0.1", "localhost":
			next.ServeHTTP(w, r)
		default:
			http.Error(w, "the sandbox answers to 127.0.0.1 and localhost only", http.StatusMisdirectedRequest)
		}
	})
}

func viewOf(server *backofficetest.Server, calls *callLog) view {
	v := view{URL: server.URL(), Tables: []table{
		callTable(calls.calls()),
		recordTable("Customers", server.Customers(), "Number CUSTNO|Name CUSTNAME|Status STATUS|Terms TERMS|Limit CREDLIMIT|Phone PHONE"),
		recordTable("Addresses", server.Addresses(), "Link LINKADD|Customer CUSTNO|For RECORDTYPE|Ship to SHIPTO|Street ADDRESS1|City CITY|State STATE|Zip ZIP"),
		recordTable("Taxes", server.Taxes(), "Key UNQSHIPTAX|Address LINKADD|Customer CUSTNO|Description TAXDESC|On TAXTYPE|Rate TAX_RATE|Tax ID TAX_ID"),
		omsTable(server.DECKOrders()),
		hostwayTable(server.HostwayOrders()),
	}}
	calls.learn()
	for _, t := range v.Tables {
		for _, row := range t.Rows {
			for i, text := range row {
				row[i] = calls.scrub(text)
			}
		}
	}
	return v
}

// recordTable makes a table of records. Each column is a title and, after its
// last blank, the name of the column in the ERP.
func recordTable(title string, records []backofficetest.Record, columns string) table {
	t := table{Title: title, Total: len(records)}
	var names []string
	for column := range strings.SplitSeq(columns, "|") {
		at := strings.LastIndex(column, " ")
		t.Columns = append(t.Columns, column[:at])
		names = append(names, column[at+1:])
	}
	for _, record := range latest(records) {
		var row []string
		for _, name := range names {
			row = append(row, fmt.Sprint(record[name]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func omsTable(orders []backofficetest.DECKOrder) table {
	t := table{Title: "OMS orders", Columns: []string{"Number", "Customer"}, Total: len(orders)}
	for _, o := range latest(orders) {
		t.Rows = append(t.Rows, []string{o.Number, o.CustomerID})
	}
	return t
}

// hostwayTable shows neither owners nor log-ins.
func hostwayTable(orders []backofficetest.HostwayOrder) table {
	t := table{Title: "Hostway orders", Columns: []string{"Order", "Status", "Account", "Products", "Account attributes"}, Total: len(orders)}
	for _, o := range latest(orders) {
		account, products := "none", 0
		if o.Account != nil {
			account, products = o.Account.Currency+" "+o.Account.Language, len(o.Account.Products)
		}
		t.Rows = append(t.Rows, []string{o.ID, o.Status, account, fmt.Sprint(products), attributesText(o.AccountAttributes)})
	}
	return t
}

func attributesText(attributes []backofficetest.HostwayAttribute) string {
	var texts []string
	for _, a := range attributes {
		value := a.Value
		if isSecret(a.Name) {
			value = hidden
		}
		texts = append(texts, a.Name+" = "+value)
	}
	return strings.Join(texts, ", ")
}

func callTable(calls []call, total int) table {
	t := table{Title: "Last calls", Columns: []string{"Time", "Call", "Answer", "Took", "Request"}, Total: total}
	for _, c := range calls {
		answer := c.Outcome()
		if c.Fault != "" {
			answer += ", fault: " + c.Fault
		}
		t.Rows = append(t.Rows, []string{
			c.At.Format(time.TimeOnly), c.Name(), answer, c.Took.Round(10 * time.Microsecond).String(), c.Method + " " + c.Target,
		})
	}
	return t
}

// latest returns the last items of all, the latest first.
func latest[T any](all []T) []T {
	shown := slices.Clone(all[max(0, len(all)-maxRows):])
	slices.Reverse(shown)
	return shown
}
