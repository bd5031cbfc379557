package work

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Check compares what a client returned with what the answer holds, field by
// field.
func (item *Item) Check(result any, returns Returns) error {
	if len(item.rows) == 0 || returns == Nothing {
		if result != nil {
			return fmt.Errorf("%s: a result where none belongs", item.Name)
		}
		return nil
	}
	rows := rowsOf(reflect.Indirect(reflect.ValueOf(result)))
	if len(rows) != len(item.rows) {
		return fmt.Errorf("%s: %d rows in place of %d", item.Name, len(rows), len(item.rows))
	}
	layout, err := layoutOf(rows[0].Type(), item.rows[0].columns)
	if err != nil {
		return fmt.Errorf("%s: %w", item.Name, err)
	}
	for i, row := range item.rows {
		for j, c := range row.columns {
			got, err := textOf(rows[i].Field(layout[j]))
			if want := row.want(c, returns); err == nil && got != want {
				err = fmt.Errorf("%q in place of %q", got, want)
			}
			if err != nil {
				return fmt.Errorf("%s: row %d: %s: %w", item.Name, i, c.name, err)
			}
		}
	}
	return nil
}

// rowsOf returns the elements of a list, or the one object itself.
func rowsOf(v reflect.Value) []reflect.Value {
	if v.Kind() != reflect.Slice {
		return []reflect.Value{v}
	}
	rows := make([]reflect.Value, v.Len())
	for i := range rows {
		rows[i] = reflect.Indirect(v.Index(i))
	}
	return rows
}

// layoutOf returns the index of the struct field of each column, by json tag. A
// struct with a field too few or too many is an error.
func layoutOf(typ reflect.Type, columns []column) ([]int, error) {
	if typ.Kind() != reflect.Struct {
		return nil, fmt.Errorf("%s is not an object", typ)
	}
	fields := map[string]int{}
	for i := range typ.NumField() {
		name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
		fields[name] = i
	}
	layout := make([]int, len(columns))
	for i, c := range columns {
		index, ok := fields[c.name]
		if !ok {
			return nil, fmt.Errorf("%s has no field for %s", typ, c.name)
		}
		layout[i] = index
	}
	if len(fields) != len(columns) {
		return nil, fmt.Errorf("%s has %d fields in place of %d", typ, len(fields), len(columns))
	}
	return layout, nil
}

// textOf returns a value as the wire writes it, without quotes, and the same for
// all ways to hold it. null and "" are both "".
func textOf(v reflect.Value) (string, error) {
	switch value := v.Interface().(type) {
	case fmt.Stringer:
		return value.String(), nil
	case interface{ Get() (string, bool) }: // a generated type that can be null
		text, _ := value.Get()
		return text, nil
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10), nil
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64), nil
	case reflect.Pointer:
		if v.IsNil() {
			return "", nil
		}
		return textOf(v.Elem())
	case reflect.Slice:
		if v.Len() == 0 {
			return "", nil
		}
	}
	return "", fmt.Errorf("a value of type %s that nobody expects here", v.Type())
}
