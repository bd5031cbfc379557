package library

// historyPage is a page with one order of one item.
var historyPage = []byte(`{"ResponseCode":0,"Message":null,"CorrelationId":"corr-9","TotalRecordsAvailable":"1","OrderDetails":[{` +
	`"OrderNumber":"100000042","OrderDateAsDate":"2025-12-20T13:22:45.0257602+00:00","OrderStatus":"Complete","CustomerID":"C-7",` +
	`"EmailAddress":"jane@example.invalid","ShippingMethod":"Ground","ShipAddress":null,"Items":[{"ID":501,"DeckSKU":"SKU-1",` +
	`"ItemType":"RegularItem","ItemStatusName":"Shipped","Quantity":"2.0","DisplayPrice":"19.9900","DisplayDiscount":1.5}],` +
	`"Totals":{"MerchandiseNetTotal":39.98,"TotalGrossTotal":47.5},"Payments":[{"PaymentName":"Visa","Amount":47.5}]}]}`)

// accountAttributes are the attributes of an account in the envelope of lists.
var accountAttributes = []byte(`{"list":[{"name":"partner_account_id","value":"P-100042"},{"name":"affiliate_id","value":"A-7"}],"links":{}}`)

// done is the answer of a write that returns nothing.
func done(message string) []byte {
	return []byte(`{"$id":"1","Code":200,"Message":"` + message + `","SessionId":null,"IsValidUser":true,"ResponseObject":null}`)
}

// address is the vendor's sample of an address, with its padding.
func address(message string) []byte {
	return []byte(`{"$id":"1","Code":200,"Message":"` + message + `","SessionId":null,"IsValidUser":true,"ResponseObject":{` +
		`"$id":"2","LINKADD":"_41X0YBRKE","CUSTNO":"0000000008","SHIPTO":"TestShipping                  ",` +
		`"ADDRESS1":"12 West St                    ","ADDRESS2":"                              ","CITY":"Swilton             ",` +
		`"STATE":"NH                  ","ZIP":"02343               ","COUNTRY":"USA                 ","PHONE":"6035555555          ",` +
		`"FAX":"                   ","E_MAIL":"","TRANSDAY":0,"FOB":"ORIGIN-CUST P/U","SHIPCHARGE":"PREPAY/BILL CUS",` +
		`"SHIPVIA":"COMPANY TRUCK  ","ATTENTION":"                              ","RECORDTYPE":"B","BILLACOUNT":"                    ",` +
		`"SHIPTIME":"        ","SHIPNOTE":"","SHIP_DAYS":0,"RECV_DEFA":false,"CONFIRM":"      ","PKFOOTNOTE":"","INFOOTNOTE":"",` +
		`"TAXEXEMPT":"               ","FOREIGNTAX":false,"ModifiedDate":"2014-12-01T09:31:36.737"}}`)
}
