package oms_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/oms"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHistoryPage reads every member the vendor's connector reads. The vendor
// publishes no sample, so this one is made up.
func TestHistoryPage(t *testing.T) {
	s := &stub{script: []answer{{status: 200, body: readFile(t, "history_page.json")}}}
	page, err := newStubbed(t, s).OrderHistory(t.Context(), oms.HistoryRequest{OrderNumber: new("100000042")})
	require.NoError(t, err)
	decimal := backoffice.MustDecimal
	when := func(text string) backoffice.Time {
		at, err := backoffice.ParseTime(text)
		require.NoError(t, err)
		return at
	}
	assert.Equal(t, &oms.HistoryPage{
		Total:         new(1),
		CorrelationID: "corr-9",
		Orders: []oms.Order{{
			Number:         "100000042",
			Date:           when("2025-12-20T13:22:45.0257602Z"),
			Status:         oms.OrderComplete,
			CustomerID:     "7",
			Email:          "jane@example.invalid",
			ShippingMethod: "Ground",
			CustomerAddress: &oms.Address{
				FirstName: "Jane", LastName: "Doe", Email: "jane@example.invalid", Address1: "1 Main St",
				City: "Springfield", Province: "IL", PostalCode: "62701", Country: "US", Phone: "555-0100",
				CompanyName: "Doe & Co",
			},
			Items: []oms.Item{
				{
					ID: "501", SKU: "SKU-1", StyleNumber: "ST-1", GTIN: "00012345678905", Type: oms.RegularItem,
					Status: oms.ItemShipped, ShippingMethod: "Ground", Quantity: 2, DisplayPrice: decimal("19.99"),
					DisplayDiscount: decimal("1.5"), ProductSize: "M", Custom2: "Red",
					Extended: []oms.Attribute{{Key: "Returnable", Value: "Yes"}},
				},
				{ID: "502", Type: "GiftWrap", Status: "Lost in Space"},
			},
			Totals: oms.Totals{
				MerchandiseNet: decimal("39.98"), MerchandiseGross: decimal("42"), ShippingNet: decimal("5"),
				ShippingGross: decimal("5.5"), TotalGross: decimal("47.5"),
			},
			SimpleTotals: oms.SimpleTotals{Tax: decimal("2.02")},
			Payments:     []oms.Payment{{Name: "Visa", Amount: decimal("47.5")}},
			Shipments: []oms.Shipment{{
				ID: "81", ShippingMethod: "Ground",
				Items: []oms.ShipmentItem{{ID: "91", OrderItemID: "501", Tracking: "1Z999"}},
			}},
			RMAs: []oms.RMA{{
				Number: "R-1", Status: oms.RMAPending, Created: when("2025-12-28T09:00:00"),
				Orders: []oms.RMAOrder{{Items: []oms.RMAItem{{
					ID: "71", OrderItemID: "501", ReasonID: "3", Reason: "Too small", TypeID: "2", Type: "Inventory",
					TrackingNumber: "1Z998", CarrierCode: "UPS",
				}}}},
			}},
		}},
	}, page)
	item := page.Orders[0].Items[1]
	assert.False(t, item.Type.Known())
	assert.False(t, item.Status.Known())
	for _, known := range []bool{
		page.Orders[0].Status.Known(), page.Orders[0].Items[0].Type.Known(), page.Orders[0].Items[0].Status.Known(),
		page.Orders[0].RMAs[0].Status.Known(), oms.CodeQueued.Known(),
	} {
		assert.True(t, known)
	}
	assert.False(t, oms.OrderStatus("complete").Known())
	assert.False(t, oms.RMAStatus("").Known())
}

// TestHistoryMembers fails when a struct loses a member that the connector reads.
func TestHistoryMembers(t *testing.T) {
	tests := map[reflect.Type][]string{
		reflect.TypeFor[oms.Order](): {
			"OrderNumber", "OrderDateAsDate", "OrderStatus", "CustomerID", "EmailAddress", "ShippingMethod",
			"CustomerAddress", "ShipAddress", "Items", "Totals", "SimpleTotals", "Payments", "Shipments", "RMAS",
		},
		reflect.TypeFor[oms.Address](): {
			"FirstName", "LastName", "Email", "Address1", "Address2", "City", "Province", "PostalCode", "Country",
			"Phone", "CompanyName",
		},
		reflect.TypeFor[oms.Item](): {
			"ID", "DeckSKU", "StyleNumber", "GTIN", "ItemType", "ItemStatusName", "ItemShippingMethod", "Quantity",
			"DisplayPrice", "DisplayDiscount", "ProductSize", "Custom2", "Extended",
		},
		reflect.TypeFor[oms.Attribute](): {"Key", "Value"},
		reflect.TypeFor[oms.Totals](): {
			"MerchandiseNetTotal", "MerchandiseGrossTotal", "ShippingNetTotal", "ShippingGrossTotal", "TotalGrossTotal",
		},
		reflect.TypeFor[oms.SimpleTotals](): {"Tax"},
		reflect.TypeFor[oms.Payment]():      {"PaymentName", "Amount"},
		reflect.TypeFor[oms.Shipment]():     {"OrderShipmentID", "ShippingMethod", "Items"},
		reflect.TypeFor[oms.ShipmentItem](): {"OrderShipmentItemID", "OrderItemID", "Tracking"},
		reflect.TypeFor[oms.RMA]():          {"RmaNumber", "Status", "DateCreated", "Orders"},
		reflect.TypeFor[oms.RMAOrder]():     {"Items"},
		reflect.TypeFor[oms.RMAItem](): {
			"RmaOrderItemID", "OrderItemID", "ReturnReasonID", "ReturnReasonText", "ReturnTypeID", "ReturnType",
			"IsRmaCancelled", "TrackingNumber", "CarrierCode",
		},
	}
	for typ, want := range tests {
		var members []string
		for field := range typ.Fields() {
			members = append(members, field.Tag.Get("json"))
		}
		assert.Equal(t, want, members, typ.String())
	}
}

func TestHistoryChecksItsRequest(t *testing.T) {
	tests := []struct {
		name    string
		request oms.HistoryRequest
		want    []string
	}{
		{"nothing selected", oms.HistoryRequest{}, []string{"CustomerID or OrderNumber is required"}},
		{"everything wrong", oms.HistoryRequest{PageNumber: -1, PageSize: -1, CustomerID: new(""), OrderNumber: new("1\n")}, []string{
			"PageNumber must not be negative",
			"PageSize must not be negative",
			"CustomerID must not be blank",
			"OrderNumber must be valid UTF-8 without control characters",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := new(stub)
			_, err := newStubbed(t, s).OrderHistory(t.Context(), test.request)
			assert.Equal(t, test.want, violationsOf(t, err))
			assert.Empty(t, s.bodies)
		})
	}
}

func TestBadHistory(t *testing.T) {
	tests := []struct{ name, body, cause string }{
		{"queued", `{"ResponseCode":15,"Message":"Queued"}`, "the answer says queued, which is no answer to a read"},
		{"negative total", `{"ResponseCode":0,"TotalRecordsAvailable":-1}`, "the answer counts fewer than no orders"},
		{"no number", `{"ResponseCode":0,"OrderDetails":[{"CustomerID":"7"}]}`, "the answer holds an order without an OrderNumber"},
		{"null order", `{"ResponseCode":0,"OrderDetails":[null]}`, "the answer holds an order without an OrderNumber"},
		{"bad date", `{"ResponseCode":0,"OrderDetails":[{"OrderNumber":"1","OrderDateAsDate":"soon"}]}`, "member OrderDateAsDate"},
		{"bad amount", `{"ResponseCode":0,"OrderDetails":[{"OrderNumber":"1","SimpleTotals":{"Tax":"much"}}]}`, "member Tax"},
		{"no list", `{"ResponseCode":0,"OrderDetails":"none"}`, "member OrderDetails: is not a list"},
		{"XML", `<GenericResponse xmlns="http://schemas.datacontract.org/2004/07/DECK.Core.Common.Contracts.API"><ResponseCode>Success</ResponseCode></GenericResponse>`, "not valid JSON"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &stub{script: []answer{{status: 200, body: test.body}}}
			_, err := newStubbed(t, s).OrderHistory(t.Context(), oms.HistoryRequest{CustomerID: new("7")})
			require.ErrorIs(t, err, backoffice.ErrProtocol)
			assert.ErrorContains(t, err, test.cause)
			assert.Equal(t, backoffice.OutcomeNoEffect, errorOf(t, err).Outcome)
		})
	}
}

// newHistory returns a server with count orders of customer 7, and one of
// somebody else in the middle.
func newHistory(t *testing.T, count int, options ...backofficetest.Option) *backofficetest.Server {
	t.Helper()
	server := backofficetest.NewServer(t, options...)
	for i := range count {
		if i == count/2 {
			server.SeedDECK(backofficetest.DECKOrder{Number: "other", CustomerID: "8"})
		}
		server.SeedDECK(backofficetest.DECKOrder{Number: strconv.Itoa(i + 1), CustomerID: "7"})
	}
	return server
}

// collect ranges over orders until the end, an error, or limit orders.
func collect(ctx context.Context, orders *oms.Orders, limit int) (numbers []string, err error) {
	for order, err := range orders.All(ctx) {
		if err != nil {
			return numbers, err
		}
		numbers = append(numbers, order.Number)
		if len(numbers) == limit {
			break
		}
	}
	return numbers, nil
}

func numbers(first, last int) []string {
	var all []string
	for i := first; i <= last; i++ {
		all = append(all, strconv.Itoa(i))
	}
	return all
}

func TestOrders(t *testing.T) {
	tests := []struct{ orders, size, cap, requests int }{
		{0, 3, 0, 1},
		{1, 3, 0, 1},
		{3, 3, 0, 1},
		{4, 3, 0, 2},
		{9, 3, 0, 3},
		{7, 0, 0, 1},
		{7, 100, 2, 4}, // the server puts fewer on a page than it was asked for
		{8, 100, 2, 4},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%+v", test), func(t *testing.T) {
			server := newHistory(t, test.orders, backofficetest.WithDECKMaxPageSize(test.cap))
			orders := newClient(t, server).Orders(oms.OrdersRequest{CustomerID: new("7"), PageSize: test.size})
			assert.Empty(t, server.Requests("*"), "nothing is sent before it is needed")
			got, err := collect(t.Context(), orders, -1)
			require.NoError(t, err)
			assert.Equal(t, numbers(1, test.orders), got)
			assert.Len(t, server.Requests("*"), test.requests)
		})
	}
}

// TestOrdersResume breaks after each order in turn, and goes on by the token
// with a client of its own.
func TestOrdersResume(t *testing.T) {
	for _, limit := range []int{0, 2} {
		server := newHistory(t, 8, backofficetest.WithDECKMaxPageSize(limit))
		for stop := 1; stop <= 8; stop++ {
			orders := newClient(t, server).Orders(oms.OrdersRequest{CustomerID: new("7"), PageSize: 3})
			before := len(server.Requests("*"))
			first, err := collect(t.Context(), orders, stop)
			require.NoError(t, err)
			size := 3
			if limit > 0 {
				size = limit
			}
			assert.Equal(t, (stop+size-1)/size, len(server.Requests("*"))-before, "no request after the break")

			rest, err := collect(t.Context(), newClient(t, server).Orders(oms.OrdersRequest{
				CustomerID: new("7"), Token: orders.Next(),
			}), -1)
			require.NoError(t, err)
			assert.Equal(t, numbers(1, 8), append(first, rest...), "stopped after %d", stop)
		}
	}
}

func TestOrdersGoOnWhereTheyStopped(t *testing.T) {
	server := newHistory(t, 5)
	orders := newClient(t, server).Orders(oms.OrdersRequest{CustomerID: new("7"), PageSize: 2})
	first, err := collect(t.Context(), orders, 3)
	require.NoError(t, err)
	rest, err := collect(t.Context(), orders, -1)
	require.NoError(t, err)
	assert.Equal(t, numbers(1, 5), append(first, rest...))
	server.SeedDECK(backofficetest.DECKOrder{Number: "6", CustomerID: "7"})
	late, err := collect(t.Context(), orders, -1)
	require.NoError(t, err)
	assert.Equal(t, []string{"6"}, late)
}

// TestOrdersFail: a page that fails for good ends the range with one error, and
// a later range goes on without gap or repetition.
func TestOrdersFail(t *testing.T) {
	server := newHistory(t, 7)
	orders := newClient(t, server).Orders(oms.OrdersRequest{CustomerID: new("7"), PageSize: 2})
	server.Script("oms.OrderHistory", backofficetest.Fault{}, backofficetest.Fault{}, backofficetest.HTML(500), backofficetest.HTML(500), backofficetest.HTML(500))
	var got []string
	failures := 0
	for order, err := range orders.All(t.Context()) {
		if err != nil {
			failures++
			require.ErrorIs(t, err, backoffice.ErrServer)
			assert.Zero(t, order)
			continue
		}
		got = append(got, order.Number)
	}
	assert.Equal(t, 1, failures)
	assert.Equal(t, numbers(1, 4), got)
	rest, err := collect(t.Context(), orders, -1)
	require.NoError(t, err)
	assert.Equal(t, numbers(5, 7), rest)
}

func page(total string, orders ...string) answer {
	details := ""
	for i, number := range orders {
		if i > 0 {
			details += ","
		}
		details += `{"OrderNumber":"` + number + `"}`
	}
	return answer{status: 200, body: `{"ResponseCode":0,"TotalRecordsAvailable":` + total + `,"OrderDetails":[` + details + `]}`}
}

func TestOrdersEnd(t *testing.T) {
	tests := []struct {
		name   string
		script []answer
		want   []string
		cause  string
	}{
		{"a page repeats the one before", []answer{page("9", "1", "2"), page("9", "1", "2")}, []string{"1", "2"}, "the page repeats orders of pages before and brings no new one"},
		{"a page is empty too early", []answer{page("3", "1", "2"), page("3")}, []string{"1", "2"}, "the page is empty, though the server counts more orders"},
		{"the first page is empty", []answer{page("1")}, nil, "the page is empty, though the server counts more orders"},
		{"no total, an empty page tells", []answer{page("null", "1", "2"), page("null", "3"), page("null")}, []string{"1", "2", "3"}, ""},
		{"no total, and pages repeat", []answer{page("null", "1"), page("null", "1")}, []string{"1"}, "the page repeats orders of pages before and brings no new one"},
		{"pages alternate", []answer{page("null", "1", "2"), page("null", "3", "4"), page("null", "1", "2")}, []string{"1", "2", "3", "4"}, "the page repeats orders of pages before and brings no new one"},
		{"the same orders in another sequence", []answer{page("null", "1", "2"), page("null", "2", "1")}, []string{"1", "2"}, "the page repeats orders of pages before and brings no new one"},
		{"orders of several pages", []answer{page("9", "1", "2"), page("9", "3", "4"), page("9", "4", "1")}, []string{"1", "2", "3", "4"}, "the page repeats orders of pages before and brings no new one"},
		{"a page overlaps", []answer{page("null", "1", "2"), page("null", "2", "3"), page("null")}, []string{"1", "2", "2", "3"}, ""},
		{"the total shrinks", []answer{page("3", "1", "2"), page("2")}, []string{"1", "2"}, ""},
		{"the total is too small", []answer{page("0", "1", "2")}, []string{"1", "2"}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &stub{script: test.script}
			got, err := collect(t.Context(), newStubbed(t, s).Orders(oms.OrdersRequest{CustomerID: new("7"), PageSize: 2}), -1)
			assert.Equal(t, test.want, got)
			assert.Len(t, s.bodies, len(test.script))
			if test.cause == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, backoffice.ErrProtocol)
			require.EqualError(t, err, "oms.OrderHistory: protocol error: "+test.cause)
		})
	}
}

func TestOrdersChecksItsRequest(t *testing.T) {
	beginning := newStubbed(t, new(stub)).Orders(oms.OrdersRequest{CustomerID: new("7")}).Next()
	digests := beginning[strings.LastIndexByte(beginning, '.'):]
	tests := []struct {
		name    string
		request oms.OrdersRequest
		want    []string
	}{
		{"nothing selected", oms.OrdersRequest{}, []string{"CustomerID or OrderNumber is required"}},
		{"page size", oms.OrdersRequest{CustomerID: new("7"), PageSize: -2}, []string{"PageSize must not be negative"}},
		{"another page size", oms.OrdersRequest{CustomerID: new("7"), PageSize: 4, Token: "2.2.3.0.3" + digests}, []string{"Token belongs to a PageSize of 3"}},
		{"no token", oms.OrdersRequest{CustomerID: new("7"), Token: "next"}, []string{"Token is not one of Orders.Next"}},
		{"an older token", oms.OrdersRequest{CustomerID: new("7"), Token: "1.2.3.0.3"}, []string{"Token is not one of Orders.Next"}},
		{"no digests", oms.OrdersRequest{CustomerID: new("7"), Token: "2.2.3.0.3."}, []string{"Token is not one of Orders.Next"}},
		{"half a digest", oms.OrdersRequest{CustomerID: new("7"), Token: "2.2.3.0.3" + digests + "0102"}, []string{"Token is not one of Orders.Next"}},
		{"too many digests", oms.OrdersRequest{CustomerID: new("7"), Token: "2.2.3.0.3" + digests + strings.Repeat("01020304", 9)}, []string{"Token is not one of Orders.Next"}},
		{"too long a token", oms.OrdersRequest{CustomerID: new("7"), Token: "2.2.3.0.3" + digests + "x"}, []string{"Token is not one of Orders.Next"}},
		{"page zero", oms.OrdersRequest{CustomerID: new("7"), Token: "2.0.3.0.3" + digests}, []string{"Token is not one of Orders.Next"}},
		{"size zero", oms.OrdersRequest{CustomerID: new("7"), Token: "2.1.0.0.3" + digests}, []string{"Token is not one of Orders.Next"}},
		{"negative skip", oms.OrdersRequest{CustomerID: new("7"), Token: "2.1.3.-1.3" + digests}, []string{"Token is not one of Orders.Next"}},
		{"negative count", oms.OrdersRequest{CustomerID: new("7"), Token: "2.1.3.0.-3" + digests}, []string{"Token is not one of Orders.Next"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := new(stub)
			_, err := collect(t.Context(), newStubbed(t, s).Orders(test.request), -1)
			assert.Equal(t, test.want, violationsOf(t, err))
			assert.Empty(t, s.bodies)
		})
	}
}

func TestOrdersPassOptionsOn(t *testing.T) {
	server := newHistory(t, 3)
	calls := 0
	count := backoffice.WithHook(backoffice.Hook{Done: func(context.Context, backoffice.Event) { calls++ }})
	_, err := collect(t.Context(), newClient(t, server).Orders(oms.OrdersRequest{CustomerID: new("7"), PageSize: 1}, count), -1)
	require.NoError(t, err)
	assert.Equal(t, 3, calls)

	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	cancel()
	_, err = collect(ctx, newClient(t, server).Orders(oms.OrdersRequest{CustomerID: new("7")}), -1)
	assert.True(t, errors.Is(err, context.Canceled))
	assert.Len(t, server.Requests("*"), 3)
}

// TestOrdersRefuseARepeatedPageAgain: what was refused once is no new page to who
// goes on, neither in the same process nor by the token.
func TestOrdersRefuseARepeatedPageAgain(t *testing.T) {
	first, second := page("null", "1", "2"), page("null", "3", "4")
	for name, repeated := range map[string]answer{"the last page": page("null", "4", "3"), "an earlier page": first} {
		t.Run(name, func(t *testing.T) {
			s := &stub{script: []answer{first, second, repeated, repeated, repeated}}
			client := newStubbed(t, s)
			all := client.Orders(oms.OrdersRequest{CustomerID: new("7"), PageSize: 2})
			for range 2 {
				_, err := collect(t.Context(), all, -1)
				require.ErrorIs(t, err, backoffice.ErrProtocol)
			}
			resumed := client.Orders(oms.OrdersRequest{CustomerID: new("7"), Token: all.Next()})
			got, err := collect(t.Context(), resumed, -1)
			require.ErrorIs(t, err, backoffice.ErrProtocol)
			assert.Empty(t, got)
			assert.Equal(t, all.Next(), resumed.Next())
		})
	}
}

// TestTokenBelongsToItsSelection: used with another one it would skip orders.
func TestTokenBelongsToItsSelection(t *testing.T) {
	s := &stub{script: []answer{page("9", "1", "2")}}
	client := newStubbed(t, s)
	all := client.Orders(oms.OrdersRequest{CustomerID: new("7"), PageSize: 2})
	_, err := collect(t.Context(), all, 2)
	require.NoError(t, err)
	for name, request := range map[string]oms.OrdersRequest{
		"another customer": {CustomerID: new("8")},
		"an order number":  {OrderNumber: new("7")},
		"both":             {CustomerID: new("7"), OrderNumber: new("1")},
		"an empty one":     {CustomerID: new("7"), OrderNumber: new("")},
	} {
		request.Token = all.Next()
		_, err := collect(t.Context(), client.Orders(request), -1)
		assert.Contains(t, violationsOf(t, err), "Token belongs to another CustomerID or OrderNumber", name)
	}
	assert.Len(t, s.bodies, 1)
}

// TestTokenIsBounded: a long history does not make the token grow for ever.
func TestTokenIsBounded(t *testing.T) {
	s := new(stub)
	for i := range 50 {
		s.script = append(s.script, page("null", strconv.Itoa(i)))
	}
	all := newStubbed(t, s).Orders(oms.OrdersRequest{CustomerID: new("7"), PageSize: 1})
	got, err := collect(t.Context(), all, 50)
	require.NoError(t, err)
	assert.Len(t, got, 50)
	assert.Less(t, len(all.Next()), 120)
}

// TestHistoryOfOddValues: a blank is an absent value, and what can't be read is
// an error that names its order.
func TestHistoryOfOddValues(t *testing.T) {
	read := func(order string) (*oms.HistoryPage, error) {
		body := `{"ResponseCode":0,"TotalRecordsAvailable":" ","OrderDetails":[{"OrderNumber":"1"},` + order + `]}`
		s := &stub{script: []answer{{status: 200, body: body}}}
		return newStubbed(t, s).OrderHistory(t.Context(), oms.HistoryRequest{CustomerID: new("7")})
	}
	got, err := read(`{"OrderNumber":"2","OrderDateAsDate":"","CustomerAddress":"","Items":[{"ID":"1","DisplayPrice":"","Quantity":" "}],` +
		`"RMAS":[{"Orders":[{"Items":[{"IsRmaCancelled":""}]}]}]}`)
	require.NoError(t, err)
	assert.Nil(t, got.Total, "a blank total is no total, not zero")
	assert.Nil(t, got.Orders[1].CustomerAddress)
	assert.Equal(t, []oms.Item{{ID: "1"}}, got.Orders[1].Items)
	for member, value := range map[string]string{
		"OrderDateAsDate": `"3/7/2024 3:04:05 PM"`, "CustomerAddress": `"x"`, "Totals": `7`,
	} {
		_, err := read(`{"OrderNumber":"2","` + member + `":` + value + `}`)
		require.ErrorIs(t, err, backoffice.ErrProtocol)
		assert.ErrorContains(t, err, `order "2": member `+member)
	}
}
