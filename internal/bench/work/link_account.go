package work

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// What the OMS is called with.
const (
	SiteCode    = "SITE"
	SigningKey  = "dummy-signing-key"
	OrderNumber = "100000042"
	CustomerID  = "C-7"
)

// LinkRequest is the body of OmsOrderLinkAccount as a hand-written client
// declares it.
type LinkRequest struct {
	SiteCode        string `json:"SiteCode"`
	VerificationKey string `json:"VerificationKey"`
	TimestampUTC    string `json:"TimestampUTC"`
	OrderNumber     string `json:"OrderNumber"`
	CustomerID      string `json:"CustomerID"`
}

// LinkAnswer is the answer to it.
type LinkAnswer struct {
	ResponseCode  int    `json:"ResponseCode"`
	Message       string `json:"Message"`
	CorrelationID string `json:"CorrelationId"`
}

// timestampLayout is the form of a timestamp in the vendor's connector.
const timestampLayout = "1/2/2006 15:04 PM"

// NewLink returns a request that is signed now, as a hand-written client does
// it. Its key goes into the header Authorization as well.
func NewLink() LinkRequest {
	timestamp := time.Now().UTC().Format(timestampLayout)
	return LinkRequest{
		SiteCode:        SiteCode,
		VerificationKey: sign(timestamp),
		TimestampUTC:    timestamp,
		OrderNumber:     OrderNumber,
		CustomerID:      CustomerID,
	}
}

func sign(timestamp string) string {
	route := strings.ToLower(strings.TrimPrefix(RouteLinkAccount.Template, "/"))
	sum := sha256.Sum256([]byte(route + timestamp + SigningKey))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

var errSignature = errors.New("sent a signature that does not fit the timestamp")

// checkSignature checks the signature of a body and takes it out of it.
func checkSignature(header http.Header, body Fields) error {
	timestamp, key := body["TimestampUTC"], body["VerificationKey"]
	now := time.Now().UTC()
	if timestamp != now.Format(timestampLayout) && timestamp != now.Add(-time.Minute).Format(timestampLayout) {
		return fmt.Errorf("sent the timestamp %q", timestamp)
	}
	if key != sign(timestamp) || header.Get("Authorization") != key || header.Get("apiVersion") != APIVersion {
		return errSignature
	}
	delete(body, "TimestampUTC")
	delete(body, "VerificationKey")
	return nil
}

// APIVersion is the value of the header apiVersion of the vendor's connector.
const APIVersion = "5"

// Linked is OmsOrderLinkAccount.
var Linked = linkAccount(map[string]string{"Message": "Order updated", "CorrelationId": "7d1e2f30-0000-4000-8000-000000000042"})

func linkAccount(values map[string]string) *Item {
	row := record{
		columns: []column{{name: "ResponseCode", kind: number}, {name: "Message", kind: memo}, {name: "CorrelationId", kind: memo}},
		values:  values,
	}
	request := write(RouteLinkAccount, Fields{"SiteCode": SiteCode, "OrderNumber": OrderNumber, "CustomerID": CustomerID})
	request.signed = true
	return &Item{
		Name:    "OMS link, signed",
		Op:      LinkAccount,
		Request: request,
		Answer:  row.appendMembers([]byte("{"), ""),
		rows:    []record{row},
	}
}
