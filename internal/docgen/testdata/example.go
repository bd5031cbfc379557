package example

import "fmt"

func Example() {
	// Why.
	if err := work(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// nothing
}
