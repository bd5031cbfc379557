package oms

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
)

// remembered is how many pages a token remembers. A process that goes on by a
// token sees a repetition of those; what it has seen itself it remembers whole.
const remembered = 8

// seen remembers the orders of the pages that are behind.
type seen map[uint64]bool

// addsNothing reports whether a page that is not empty holds no new order.
func (s seen) addsNothing(orders []Order) bool {
	return len(orders) > 0 && !slices.ContainsFunc(orders, func(o Order) bool { return !s[digest(o.Number)] })
}

func (s seen) add(orders []Order) {
	for _, o := range orders {
		s[digest(o.Number)] = true
	}
}

// pageDigest is the same for the same orders in any sequence.
func pageDigest(orders []Order) uint32 {
	numbers := make([]string, len(orders))
	for i := range orders {
		numbers[i] = orders[i].Number
	}
	slices.Sort(numbers)
	return uint32(digest(numbers...))
}

// selectionDigest is the same for requests that select the same orders.
func selectionDigest(r *OrdersRequest) uint64 {
	var texts []string
	for _, text := range []*string{r.CustomerID, r.OrderNumber} {
		if text == nil {
			texts = append(texts, "")
			continue
		}
		texts = append(texts, "="+*text)
	}
	return digest(texts...)
}

// digest returns a hash that is the same in every process.
func digest(texts ...string) uint64 {
	h := fnv.New64a()
	var length [8]byte
	for _, text := range texts {
		binary.BigEndian.PutUint64(length[:], uint64(len(text)))
		_, _ = h.Write(length[:]) // it never fails
		_, _ = h.Write([]byte(text))
	}
	return h.Sum64()
}
