package manex_test

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/backofficetest"
	"github.com/backoffice-sdk/backoffice/customer"
	"github.com/backoffice-sdk/backoffice/shipbill"
	"github.com/backoffice-sdk/backoffice/shiptax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAnswersHaveFields fails when a documented member has no field, and when a
// field has no documented member.
func TestAnswersHaveFields(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fixture string
		typ     reflect.Type
		members int
	}{
		{"customer/testdata/docs/add.200.json", reflect.TypeFor[customer.Customer](), 54},
		{"customer/testdata/docs/get.200.json", reflect.TypeFor[customer.Customer](), 54},
		{"shipbill/testdata/docs/add.200.json", reflect.TypeFor[shipbill.Address](), 29},
		{"shipbill/testdata/docs/get.200.json", reflect.TypeFor[shipbill.Address](), 29},
		{"shiptax/testdata/docs/get.200.json", reflect.TypeFor[shiptax.Tax](), 16},
	}
	for _, test := range tests {
		t.Run(test.fixture, func(t *testing.T) {
			t.Parallel()
			members := payloadMembers(t, test.fixture)
			assert.Len(t, members, test.members)
			assert.ElementsMatch(t, members, tagNames(test.typ))
		})
	}
}

// payloadMembers returns the names of the members of the answer's first record.
func payloadMembers(t *testing.T, fixture string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(fixture)))
	require.NoError(t, err)
	var answer struct{ ResponseObject json.RawMessage }
	require.NoError(t, json.Unmarshal(text, &answer))
	var record map[string]json.RawMessage
	if json.Unmarshal(answer.ResponseObject, &record) != nil {
		var records []map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(answer.ResponseObject, &records))
		record = records[0]
	}
	delete(record, "$id")
	var names []string
	for name := range record {
		names = append(names, name)
	}
	return names
}

func tagNames(typ reflect.Type) []string {
	var names []string
	for field := range typ.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

// fromSamples are arguments that the document's samples use and its tables lack.
var fromSamples = map[string][]string{
	"shipbill.Edit": {"Foreightax"},
	"shiptax.Add":   {"Taxtype"},
	"shiptax.Edit":  {"Taxtype"},
}

// optionalHere are arguments that the tables call required, where a sample that
// succeeds goes without them.
var optionalHere = map[string][]string{"shiptax.Add": {"unqshiptax"}}

// TestParametersHaveFields fails when a documented parameter has no field, when
// a field has no documented parameter, and when one of them is required and the
// other is not.
func TestParametersHaveFields(t *testing.T) {
	t.Parallel()
	d := readDocument(t)
	requests := map[string]reflect.Type{
		"customer.Add":    reflect.TypeFor[customer.AddRequest](),
		"customer.Edit":   reflect.TypeFor[customer.EditRequest](),
		"shipbill.Add":    reflect.TypeFor[shipbill.AddRequest](),
		"shipbill.Edit":   reflect.TypeFor[shipbill.EditRequest](),
		"shipbill.Delete": reflect.TypeFor[shipbill.Selection](),
		"shipbill.Get":    reflect.TypeFor[shipbill.Selection](),
		"shiptax.Add":     reflect.TypeFor[shiptax.AddRequest](),
		"shiptax.Edit":    reflect.TypeFor[shiptax.EditRequest](),
	}
	for op, typ := range requests {
		t.Run(op, func(t *testing.T) {
			t.Parallel()
			table := d.tables[op]
			require.NotEmpty(t, table)
			documented, required := folded(fromSamples[op]), []string(nil)
			for _, parameter := range table {
				documented = append(documented, strings.ToLower(parameter.name))
				if parameter.required && !slices.Contains(optionalHere[op], parameter.name) {
					required = append(required, strings.ToLower(parameter.name))
				}
			}
			assert.ElementsMatch(t, documented, folded(tagNames(typ)))
			assert.ElementsMatch(t, required, folded(requiredNames(typ)))
		})
	}
}

func folded(names []string) []string {
	var found []string
	for _, name := range names {
		found = append(found, strings.ToLower(name))
	}
	return found
}

// requiredNames returns the arguments that are always sent: those whose fields
// are no pointers.
func requiredNames(typ reflect.Type) []string {
	var names []string
	for field := range typ.Fields() {
		if slices.Contains(strings.Split(field.Tag.Get("check"), ","), "required") {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			names = append(names, name)
		}
	}
	return names
}

// TestSingleArgumentsAreDocumented looks at what the calls with a single
// argument send, because their request types are not exported.
func TestSingleArgumentsAreDocumented(t *testing.T) {
	t.Parallel()
	d := readDocument(t)
	server := backofficetest.NewServer(t)
	customers, err := customer.New(server.ManExURL(), server.ManExKey())
	require.NoError(t, err)
	taxes, err := shiptax.New(server.ManExURL(), server.ManExKey())
	require.NoError(t, err)

	_, err = customers.Get(t.Context(), "0000000010")
	require.Error(t, err, "the server is empty")
	_, err = taxes.Get(t.Context(), "_41X0YBRKE")
	require.Error(t, err, "the server is empty")
	require.Error(t, taxes.DeleteByCustomer(t.Context(), "0000000011"), "the server is empty")

	documented := map[string]string{
		"customer.Get":             "customer.Get",
		"shiptax.Get":              "shiptax.Get",
		"shiptax.DeleteByCustomer": "shiptax.Delete",
	}
	for op, section := range documented {
		requests := server.Requests(op)
		require.Len(t, requests, 1, op)
		target, err := url.ParseRequestURI(requests[0].URI)
		require.NoError(t, err)
		table := d.tables[section]
		require.Len(t, table, 1, section)
		require.Len(t, target.Query(), 1, op)
		for name := range target.Query() {
			assert.True(t, strings.EqualFold(table[0].name, name), "%s sends %s", op, name)
		}
		assert.True(t, table[0].required, section)
	}
}
