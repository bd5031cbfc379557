package orders_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/orders"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// attribute returns one attribute whose value has so many characters.
func attribute(name, character string, count int) []orders.Attribute {
	return []orders.Attribute{{Name: name, Value: strings.Repeat(character, count)}}
}

func TestAttributesAreChecked(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		list []orders.Attribute
		want string
	}{
		"at the limit":                {attribute("other", "a", 200), ""},
		"characters, not bytes":       {attribute("other", "ü", 200), ""},
		"one too many":                {attribute("other", "ü", 201), "attributes[0].Value has 201 characters, the limit is 200"},
		"partner id at the limit":     {attribute(orders.PartnerAccountID, "漢", 100), ""},
		"partner id one too many":     {attribute(orders.PartnerAccountID, "a", 101), "attributes[0].Value has 101 characters, the limit is 100"},
		"partner id in another case":  {attribute("Partner_Account_Id", "a", 200), ""},
		"no name":                     {[]orders.Attribute{{Value: "x"}}, "attributes[0].Name is required"},
		"blank name":                  {[]orders.Attribute{{Name: " "}}, "attributes[0].Name is required"},
		"empty value":                 {[]orders.Attribute{{Name: "other"}}, ""},
		"unknown name":                {[]orders.Attribute{{Name: "anything at all", Value: "x"}}, ""},
		"names that differ in case":   {[]orders.Attribute{{Name: "a"}, {Name: "A"}}, ""},
		"control character":           {[]orders.Attribute{{Name: "a", Value: "\x00"}}, "attributes[0].Value must be valid UTF-8 without control characters other than tabs and line breaks"},
		"lines":                       {[]orders.Attribute{{Name: "a", Value: "first\r\n\tsecond"}}, ""},
		"name of two lines":           {[]orders.Attribute{{Name: "a\nb"}}, "attributes[0].Name must be one line of valid UTF-8 without control characters"},
		"characters of 2014":          {[]orders.Attribute{{Name: orders.PartnerAccountID, Value: "a b/ü&"}}, ""},
		"repeated name":               {[]orders.Attribute{{Name: "a"}, {Name: "b"}, {Name: "a"}}, "attributes[2].Name repeats that of attributes[0]"},
		"everything that is wrong":    {append(attribute("a", "x", 201), orders.Attribute{Name: "a"}, orders.Attribute{}), "attributes[0].Value has 201 characters, the limit is 200\nattributes[1].Name repeats that of attributes[0]\nattributes[2].Name is required"},
		"two names that are missing":  {[]orders.Attribute{{}, {}}, "attributes[0].Name is required\nattributes[1].Name is required"},
		"repeated twice, first named": {[]orders.Attribute{{Name: "a"}, {Name: "a"}, {Name: "a"}}, "attributes[1].Name repeats that of attributes[0]\nattributes[2].Name repeats that of attributes[0]"},
	}
	server := backofficetest.NewServer(t)
	seed(server)
	client := newClient(t, server)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := client.SetAccountAttributes(t.Context(), ref, test.list)
			if test.want == "" {
				require.NoError(t, err)
				return
			}
			before := len(server.Requests("*"))
			assert.Equal(t, test.want, violations(t, err))
			assert.Len(t, server.Requests("*"), before, "nothing is sent")
		})
	}
	t.Run("order attributes have no limit of 100", func(t *testing.T) {
		require.NoError(t, client.SetAttributes(t.Context(), ref, attribute(orders.PartnerAccountID, "a", 200)))
		err := client.SetAttributes(t.Context(), ref, attribute(orders.PartnerAccountID, "a", 201))
		assert.Equal(t, "attributes[0].Value has 201 characters, the limit is 200", violations(t, err))
	})
}

func TestRequestsAreChecked(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		do   func(*orders.Client) error
		want string
	}{
		"client IP": {func(c *orders.Client) error {
			_, err := c.Create(t.Context(), orders.CreateRequest{ClientIP: new("10.0.0.256")})
			return err
		}, "ClientIP must be an IP address"},
		"account with nothing": {func(c *orders.Client) error {
			return c.SetAccount(t.Context(), ref, orders.AccountRequest{})
		}, "Currency must be an ISO 4217 code of three letters, unless Number is given\nLanguage must be an IETF language tag, unless Number is given"},
		"account with both": {func(c *orders.Client) error {
			return c.SetAccount(t.Context(), ref, orders.AccountRequest{Number: new("1"), Language: new("en")})
		}, "Number must not be given together with Currency or Language"},
		"account with a blank number": {func(c *orders.Client) error {
			return c.SetAccount(t.Context(), ref, orders.AccountRequest{Number: new(" ")})
		}, "Number must not be blank"},
		"account with a long currency": {func(c *orders.Client) error {
			return c.SetAccount(t.Context(), ref, orders.AccountRequest{Currency: new("US dollar"), Language: new("en_US")})
		}, "Currency must be an ISO 4217 code of three letters, unless Number is given\nLanguage must be an IETF language tag, unless Number is given"},
		"user with nothing": {func(c *orders.Client) error {
			return c.SetUser(t.Context(), ref, orders.UserRequest{})
		}, "UserName is required\nPassword must have 8 to 50 characters\nPassword must have a letter\nPassword must have a digit"},
		"user with odd characters": {func(c *orders.Client) error {
			return c.SetUser(t.Context(), ref, orders.UserRequest{UserName: "ann smith", Password: orders.NewSecret("pass<word>1")})
		}, "UserName must consist of letters, digits and . - _ @\nPassword must have no control character and none of & ` ' \" \\ / < > $"},
		"password that is too long": {func(c *orders.Client) error {
			return c.SetUser(t.Context(), ref, orders.UserRequest{UserName: strings.Repeat("a", 51), Password: orders.NewSecret(strings.Repeat("a1", 26))})
		}, "UserName has 51 characters, the limit is 50\nPassword must have 8 to 50 characters"},
		"password that is too short": {func(c *orders.Client) error {
			return c.SetUser(t.Context(), ref, orders.UserRequest{UserName: "ann", Password: orders.NewSecret("passw0r")})
		}, "Password must have 8 to 50 characters"},
		"password that is no UTF-8": {func(c *orders.Client) error {
			return c.SetUser(t.Context(), ref, orders.UserRequest{UserName: "ann", Password: orders.NewSecret("passw0rd\xff")})
		}, "Password must have no control character and none of & ` ' \" \\ / < > $"},
		"contact without a name": {func(c *orders.Client) error {
			return c.SetContactInfo(t.Context(), ref, orders.Billing, orders.ContactInfo{})
		}, "Name.FirstName is required\nName.LastName is required"},
		"contact with odd names": {func(c *orders.Client) error {
			return c.SetContactInfo(t.Context(), ref, "", orders.ContactInfo{Name: orders.ContactName{
				FirstName: "Ann!", MiddleName: new("a/b"), LastName: strings.Repeat("é", 51), Company: new(strings.Repeat("c", 201)),
			}})
		}, "Name.LastName has 51 characters, the limit is 50\nName.Company has 201 characters, the limit is 200\ncontactType is required\nName.FirstName must consist of letters, digits, white space and - . '\nName.MiddleName must consist of letters, digits, white space and - . '"},
		"product without an offering": {func(c *orders.Client) error {
			_, err := c.AddProduct(t.Context(), ref, orders.AddProductRequest{})
			return err
		}, "Offering is required"},
		"billing cycle of a product": {func(c *orders.Client) error {
			return c.UpdateProduct(t.Context(), ref, "", orders.UpdateProductRequest{BillingCycle: 121})
		}, "BillingCycle must not be above 120\nproductID is required"},
		"promotion of a product": {func(c *orders.Client) error {
			return c.SetProductPromotion(t.Context(), ref, "..", " ")
		}, "PromoCode is required\nproductID must not consist of dots"},
		"promotion of a service": {func(c *orders.Client) error {
			return c.SetServicePromotion(t.Context(), ref, "p", "s t", "")
		}, "PromoCode is required\nserviceID must not contain blanks or control characters"},
		"service with nothing": {func(c *orders.Client) error {
			_, err := c.AddService(t.Context(), ref, "p1", orders.AddServiceRequest{Attributes: orders.ServiceAttributes{"": 1, "b": 1.5}})
			return err
		}, "Name is required\nServiceSpecification is required\nBillingCycle must not be below 1\nAttributes[\"\"] needs a name\nAttributes[\"b\"] must be a string, bool, int, int64, json.Number or backoffice.Decimal"},
		"update of a service": {func(c *orders.Client) error {
			return c.UpdateService(t.Context(), ref, "p1", "s1", orders.UpdateServiceRequest{})
		}, "BillingCycle must not be below 1\nName is required"},
		"attributes of a service": {func(c *orders.Client) error {
			return c.SetServiceAttributes(t.Context(), ref, "p1", "s1", orders.ServiceAttributes{
				"a": nil, "b": json.Number("1x"), "c": "\xff", "d": []string{"x"},
			})
		}, "attributes[\"a\"] must be a string, bool, int, int64, json.Number or backoffice.Decimal\nattributes[\"b\"] must be a number\nattributes[\"c\"] must be valid UTF-8\nattributes[\"d\"] must be a string, bool, int, int64, json.Number or backoffice.Decimal"},
		"attributes of a service that JSON can't carry": {func(c *orders.Client) error {
			return c.SetServiceAttributes(t.Context(), ref, "p1", "s1", orders.ServiceAttributes{
				"a": json.Number("01"), "b": json.Number("+1"), "c": json.Number(""), "d": json.Number(".5"), "ok": json.Number("-1.50e3"), "n\xff": "x",
			})
		}, "attributes[\"a\"] must be a number\nattributes[\"b\"] must be a number\nattributes[\"c\"] must be a number\nattributes[\"d\"] must be a number\nattributes[\"n\\xff\"] needs a name that is valid UTF-8"},
		"note": {func(c *orders.Client) error {
			return c.AddNote(t.Context(), ref, "p1", "s1", "")
		}, "Note is required"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			assert.Equal(t, test.want, violations(t, test.do(newClient(t, server))))
			assert.Empty(t, server.Requests("*"))
		})
	}
}

func TestGoodRequestsPass(t *testing.T) {
	t.Parallel()
	server := backofficetest.NewServer(t, backofficetest.WithHostwayUser(dummyUser, dummyBasic))
	client := newClient(t, server, orders.WithBasicAuth(dummyUser, dummyBasic))
	ctx := t.Context()
	order, err := client.Create(ctx, orders.CreateRequest{ClientIP: new("2001:db8::1")})
	require.NoError(t, err)
	stored, _ := server.HostwayOrder(order.Ref.OrderID)
	assert.Equal(t, "2001:db8::1", stored.ClientIP)

	require.NoError(t, client.SetAccount(ctx, order.Ref, orders.AccountRequest{Currency: new("eur"), Language: new("zh-Hant-TW")}))
	require.NoError(t, client.SetUser(ctx, order.Ref, orders.UserRequest{
		UserName: "ann.smith-2_x@example.com", Password: orders.NewSecret("pässwörd 1.%+=;,"),
	}))
	require.NoError(t, client.SetContactInfo(ctx, order.Ref, "sales", orders.ContactInfo{Name: orders.ContactName{
		FirstName: "Jose\u0301 M. 2nd", LastName: "D'Arc-Łuk", Salutation: new("Mr."),
	}}))
	stored, _ = server.HostwayOrder(order.Ref.OrderID)
	assert.Equal(t, "pässwörd 1.%+=;,", stored.Account.Password)
	assert.Contains(t, stored.Account.Contacts, "sales", "types beyond the documented ones pass")

	product, err := client.AddProduct(ctx, order.Ref, orders.AddProductRequest{Offering: "o", DisplayName: new("d"), PartnerID: new("7")})
	require.NoError(t, err)
	service, err := client.AddService(ctx, order.Ref, product.ID, orders.AddServiceRequest{Name: "n", ServiceSpecification: "s", BillingCycle: 120})
	require.NoError(t, err)
	attributes := orders.ServiceAttributes{
		"text": "a<b>&\"c\"", "flag": false, "small": 1, "big": int64(1) << 62,
		"number": json.Number("0.10"), "price": backoffice.MustDecimal("12345678901234567890.25"),
	}
	require.NoError(t, client.SetServiceAttributes(ctx, order.Ref, product.ID, service.ID, attributes))
	got, err := client.ServiceAttributes(ctx, order.Ref, product.ID, service.ID)
	require.NoError(t, err)
	assert.Equal(t, orders.ServiceAttributes{
		"text": "a<b>&\"c\"", "flag": false, "small": number("1"), "big": number("4611686018427387904"),
		"number": number("0.10"), "price": number("12345678901234567890.25"),
	}, got)
}

// TestAddressIsChecked proves that no call goes out with an order id or an owner
// id that would name something else on the way.
func TestAddressIsChecked(t *testing.T) {
	t.Parallel()
	const charset = "ref.OwnerID must not contain blanks, quotes, commas, semicolons, backslashes, control characters or anything beyond ASCII"
	tests := map[string]struct{ orderID, owner, want string }{
		"nothing":           {"", "", "ref.OrderID is required\nref.OwnerID is required"},
		"dots":              {"..", dummyOwner, "ref.OrderID must not consist of dots"},
		"blank in the id":   {"a b", dummyOwner, "ref.OrderID must not contain blanks or control characters"},
		"newline in the id": {"o1\n", dummyOwner, "ref.OrderID must not contain blanks or control characters"},
		"semicolon":         {"o1", "4;2", charset},
		"comma":             {"o1", "4,2", charset},
		"quote":             {"o1", `"42"`, charset},
		"backslash":         {"o1", `4\2`, charset},
		"blank":             {"o1", "4 2", charset},
		"line break":        {"o1", "42\r\nX: y", charset},
		"beyond ASCII":      {"o1", "4é2", charset},
		"too long":          {"o1", strings.Repeat("x", 5000), "ref.OwnerID is too long for a cookie"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := backofficetest.NewServer(t)
			client := newClient(t, server)
			for _, call := range calls[1:] {
				_, err := call.do(t.Context(), client, orders.Ref{OrderID: test.orderID, OwnerID: orders.NewSecret(test.owner)})
				assert.Equal(t, test.want, violations(t, err), call.op)
				if test.owner != "" {
					assert.NotContains(t, err.Error(), test.owner)
				}
			}
			assert.Empty(t, server.Requests("*"))
		})
	}
	t.Run("create", func(t *testing.T) {
		t.Parallel()
		server := backofficetest.NewServer(t)
		_, err := newClient(t, server).Create(t.Context(), orders.CreateRequest{OwnerID: orders.NewSecret("4;2")})
		assert.Equal(t, strings.TrimPrefix(charset, "ref."), violations(t, err))
		assert.Empty(t, server.Requests("*"))
	})
}
