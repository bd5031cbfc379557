package oms

// LinkAccountResult is the answer to LinkAccount.
//
// Source: https://production-admin-830042-nbdtt.deckcommerce-api.com/Help/Api/POST-api-OmsOrderLinkAccount, read 2026-11.
type LinkAccountResult struct {
	Response
}
