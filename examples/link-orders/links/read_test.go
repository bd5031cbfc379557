package links_test

import (
	"strings"
	"testing"

	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRead(t *testing.T) {
	t.Parallel()
	two := []links.Link{{Line: 2, Order: "1", Customer: "C-1"}, {Line: 3, Order: "2", Customer: "C 2"}}
	tests := map[string]struct {
		input string
		want  []links.Link
	}{
		"plain":               {"order_number,customer_id\n1,C-1\n2,C 2\n", two},
		"no end of line":      {"order_number,customer_id\n1,C-1\n2,C 2", two},
		"other order":         {"customer_id,order_number\nC-1,1\nC 2,2\n", two},
		"from a spreadsheet":  {"\uFEFForder_number,customer_id\r\n1,C-1\r\n\"2\",\"C 2\"\r\n", two},
		"blank lines between": {"order_number,customer_id\n\n1,C-1\n", []links.Link{{Line: 3, Order: "1", Customer: "C-1"}}},
		"no links":            {"order_number,customer_id\n", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := links.Read(strings.NewReader(test.input))
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestReadNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	const header = "order_number,customer_id\n"
	wrongHeader := "line 1: must name the columns order_number and customer_id, and no others, separated by a comma"
	tests := map[string]struct{ input, want string }{
		"nothing":               {"", wrongHeader},
		"no header":             {"1,C-1\n", wrongHeader},
		"another column":        {"order_number,customer_id,email\n1,C-1,a@example.com\n", wrongHeader},
		"a column twice":        {"order_number,order_number\n1,1\n", wrongHeader},
		"semicolons":            {"order_number;customer_id\n1;C-1\n", wrongHeader},
		"no customer":           {header + "1,\n", "line 2: customer_id is required"},
		"nothing on a line":     {header + ",\n", "line 2: order_number is required; customer_id is required"},
		"blanks":                {header + "1 , C-1\n", "line 2: order_number has blanks around it; customer_id has blanks around it"},
		"a control character":   {header + "\"1\n2\",C-1\n", "line 2: order_number must be valid UTF-8 without control characters"},
		"a bad encoding":        {header + "1,M\xfcller\n", "line 2: customer_id must be valid UTF-8 without control characters"},
		"an order twice":        {header + "1,C-1\n2,C-1\n1,C-1\n", "line 4: the order stands on line 2 already"},
		"a field too many":      {header + "1,C-1,x\n2\n3,C-1\n", "line 2: wrong number of fields\nline 3: wrong number of fields"},
		"each line":             {header + "1,\n2,C-2\n,C-3\n,C-4\n", "line 2: customer_id is required\nline 4: order_number is required\nline 5: order_number is required"},
		"a quote in the middle": {header + "1,\n2,C\"2\n3,C-3\n", "line 2: customer_id is required\nline 3: bare \" in non-quoted-field\nwhat follows was not read"},
		"an open quote":         {header + "1,\"C-1\n2,C-2\n", "line 2: extraneous or missing \" in quoted-field\nwhat follows was not read"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := links.Read(strings.NewReader(test.input))
			assert.EqualError(t, err, test.want)
		})
	}
}

func TestReadFailure(t *testing.T) {
	t.Parallel()
	_, err := links.Read(brokenReader{})
	assert.ErrorIs(t, err, errBroken)
	_, err = links.Read(readers("order_number,customer_id\n1,C-1\n"))
	assert.ErrorIs(t, err, errBroken, "half a file is no file")
}
