package backofficetest

import "slices"

// Operations returns the names of the operations of all vendors, in alphabetical
// order, as [Server.Script], [Server.Requests] and [Server.Commits] take them.
func Operations() []string {
	names := []string{linkOp, historyOp, handledOp, "orders.Validate"}
	for _, a := range actionsOf(&manexOptions{}) {
		names = append(names, a.op)
	}
	for _, route := range hostwayRoutes {
		names = append(names, route.op)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
