// Package links reads order links, each an order and the customer it is to
// belong to, and knows the OMS they go to. The examples link-orders and
// jetstream-worker share it.
package links
