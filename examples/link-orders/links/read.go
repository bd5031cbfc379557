package links

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/oms"
)

// Link is one line of the input.
type Link struct {
	// Line is where it stands, from 1.
	Line int
	// Order is the number of the order, and Customer the customer it is to
	// belong to.
	Order, Customer string
}

// Request returns the link as the client takes it.
func (l Link) Request() oms.LinkAccountRequest {
	return oms.LinkAccountRequest{OrderNumber: l.Order, CustomerID: l.Customer}
}

// The columns of the input.
const (
	OrderColumn    = "order_number"
	CustomerColumn = "customer_id"
)

var columns = []string{OrderColumn, CustomerColumn}

var errHeader = errors.New("line 1: must name the columns " + OrderColumn + " and " + CustomerColumn +
	", and no others, separated by a comma")

// Load reads the links of a file, or of standard input if path is empty or "-".
// See [Read].
func Load(path string, stdin io.Reader) ([]Link, error) {
	if path == "" || path == "-" {
		return Read(stdin)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return Read(file)
}

// Read reads links from CSV whose first line names the columns, in any order.
// The error names every line that the client would refuse, that has blanks
// around a value, or that links an order a second time. Nothing is sent.
func Read(input io.Reader) ([]Link, error) {
	client, err := newDryRunner()
	if err != nil {
		return nil, err
	}
	lines := csv.NewReader(withoutBOM(input))
	header, err := lines.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !slices.Equal(slices.Sorted(slices.Values(header)), slices.Sorted(slices.Values(columns))) {
		return nil, errHeader
	}
	c := checker{client: client, lines: map[string]int{}}
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return c.links, errors.Join(c.problems...)
		}
		c.take(lines, header, fields, err)
		if err != nil && !errors.Is(err, csv.ErrFieldCount) {
			return nil, errors.Join(append(c.problems, errors.New("what follows was not read"))...)
		}
	}
}

// newDryRunner returns a client for dry runs, which go through all checks and send
// nothing. It needs a place to send it to all the same.
func newDryRunner() (*oms.Client, error) {
	return oms.New("https://nowhere.invalid", oms.Credentials{SiteCode: "none", APIKey: "none"},
		backoffice.WithDryRun(io.Discard))
}

// checker collects links and what is wrong with them.
type checker struct {
	client   *oms.Client
	lines    map[string]int // by order
	links    []Link
	problems []error
}

func (c *checker) take(lines *csv.Reader, header, fields []string, err error) {
	if err != nil {
		parse, _ := errors.AsType[*csv.ParseError](err)
		if parse != nil {
			err = fmt.Errorf("line %d: %w", parse.StartLine, parse.Err)
		}
		c.problems = append(c.problems, err)
		return
	}
	line, _ := lines.FieldPos(0)
	link := Link{
		Line:     line,
		Order:    fields[slices.Index(header, OrderColumn)],
		Customer: fields[slices.Index(header, CustomerColumn)],
	}
	found := c.check(link)
	if len(found) > 0 {
		c.problems = append(c.problems, fmt.Errorf("line %d: %s", line, strings.Join(found, "; ")))
	}
	c.links = append(c.links, link)
	c.lines[link.Order] = line
}

// check returns what is wrong with a link.
func (c *checker) check(link Link) []string {
	found := refusals(c.client, link)
	for _, value := range []struct{ column, text string }{{OrderColumn, link.Order}, {CustomerColumn, link.Customer}} {
		// The OMS might take a blank for a part of the number.
		if value.text != "" && strings.TrimSpace(value.text) != value.text {
			found = append(found, value.column+" has blanks around it")
		}
	}
	if before, twice := c.lines[link.Order]; twice && link.Order != "" {
		found = append(found, fmt.Sprintf("the order stands on line %d already", before))
	}
	return found
}

var columnOf = map[string]string{"OrderNumber": OrderColumn, "CustomerID": CustomerColumn}

// refusals asks the client itself.
func refusals(client *oms.Client, link Link) []string {
	_, err := client.LinkAccount(context.Background(), link.Request())
	e, ok := errors.AsType[*backoffice.Error](err)
	switch {
	case ok && e.Kind == backoffice.ErrNotSent:
		return nil
	case !ok || len(e.Violations) == 0:
		return []string{fmt.Sprint(err)}
	}
	found := make([]string, len(e.Violations))
	for i, violation := range e.Violations {
		found[i] = columnOf[violation.Field] + " " + violation.Rule
	}
	return found
}

// withoutBOM drops the mark that spreadsheets put in front of UTF-8.
func withoutBOM(input io.Reader) io.Reader {
	mark := []byte("\uFEFF")
	buffered := bufio.NewReader(input)
	if start, _ := buffered.Peek(len(mark)); bytes.Equal(start, mark) { // a failure comes back with the first Read
		_, _ = buffered.Discard(len(mark))
	}
	return buffered
}
