package backoffice_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"golang.org/x/time/rate"
)

// The code blocks of the README are the bodies of these functions. Those
// without an Output comment are compiled, not run: they name hosts that do not
// exist.

func Example_program() {
	customers, err := customer.New("https://erp.example.com", os.Getenv("MANEX_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	c, err := customers.Add(context.Background(), customer.AddRequest{
		Name:        "Müller & Söhne",
		Status:      customer.StatusActive,
		CreditLimit: new(backoffice.MustDecimal("2500")),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.Number, c.Name)
}

func Example_credentials() {
	erp, err := customer.New("https://erp.example.com", os.Getenv("MANEX_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	links, err := oms.New("https://tenant.example.com", oms.Credentials{
		SiteCode: os.Getenv("DECK_SITE_CODE"),
		APIKey:   os.Getenv("DECK_API_KEY"),
	})
	if err != nil {
		log.Fatal(err)
	}
	carts, err := orders.New(orders.DefaultBaseURL)
	if err != nil {
		log.Fatal(err)
	}
	_, _, _ = erp, links, carts
}

func Example_errors() {
	server, err := backofficetest.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		log.Fatal(err)
	}
	report(customers.Get(context.Background(), "0000000099"))
	// Output: there is no such customer
}

func report(_ *customer.Customer, err error) {
	var e *backoffice.Error
	switch {
	case err == nil:
	case errors.Is(err, backoffice.ErrNotFound):
		fmt.Println("there is no such customer")
	case errors.Is(err, backoffice.ErrInvalid) && errors.As(err, &e):
		for _, v := range e.Violations {
			fmt.Println(v.Field, v.Rule)
		}
	case errors.Is(err, backoffice.ErrOutcomeUnknown):
		fmt.Println("it may have happened: look before doing it again")
	default:
		fmt.Println(err)
	}
}

func Example_settle() {
	server, err := backofficetest.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	server.Script("customer.Add", backofficetest.DropAfter()) // the answer gets lost

	var report backoffice.Report
	_, err = customers.Add(ctx, customer.AddRequest{
		Number: new("0000000042"), // with a number of its own an Add can be settled
		Name:   "Müller & Söhne",
		Status: customer.StatusActive,
	}, backoffice.WithReport(&report))
	fmt.Println(err, "settled:", report.Settled, "customers:", len(server.Customers()))
	// Output: <nil> settled: true customers: 1
}

func Example_retries() {
	limiter := rate.NewLimiter(20, 5) // 20 requests a second for all three clients
	options := []backoffice.Option{
		backoffice.WithRateLimit(limiter),
		backoffice.WithRetry(backoffice.RetryPolicy{MaxAttempts: 5}),
		backoffice.WithTimeout(30 * time.Second),
	}
	customers, err := customer.New("https://erp.example.com", os.Getenv("MANEX_KEY"), options...)
	if err != nil {
		log.Fatal(err)
	}
	// The same options work for a single call.
	_, err = customers.Get(context.Background(), "0000000010", backoffice.WithTimeout(2*time.Second))
	fmt.Println(err)
}

func TestReadme(t *testing.T) {
	server := backofficetest.NewServer(t)
	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	if err != nil {
		t.Fatal(err)
	}

	// The server carries the Add out and drops the connection.
	server.Script("customer.Add", backofficetest.DropAfter())
	_, err = customers.Add(t.Context(), customer.AddRequest{Name: "Acme", Status: customer.StatusActive})
	if !errors.Is(err, backoffice.ErrOutcomeUnknown) {
		t.Errorf("got %v", err)
	}
	if n := len(server.Commits("customer.Add")); n != 1 {
		t.Errorf("%d customers were added", n)
	}
}

func Example_logging() {
	logger := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	durations := func(_ context.Context, e backoffice.Event) {
		fmt.Println(e.Op, e.Route, e.Status, e.Took) // e.Route is a template, fit for a metric label
	}
	customers, err := customer.New("https://erp.example.com", os.Getenv("MANEX_KEY"),
		backoffice.WithLogger(logger),
		backoffice.WithHook(backoffice.Hook{Done: durations}),
	)
	if err != nil {
		log.Fatal(err)
	}
	// A dry run prints writes, with placeholders in place of secrets, and sends none.
	_, err = customers.Add(context.Background(), customer.AddRequest{Name: "Acme", Status: customer.StatusActive},
		backoffice.WithDryRun(os.Stdout))
	fmt.Println(errors.Is(err, backoffice.ErrNotSent))
}

func Example_route() {
	_, err := shipbill.New("https://erp.example.com", os.Getenv("MANEX_KEY"),
		backoffice.WithRoute("shipbill.Delete", backoffice.Route{Method: "POST"}),
		backoffice.WithRoute("shipbill.Add", backoffice.Route{Arguments: backoffice.Query}),
	)
	fmt.Println(err)
}
