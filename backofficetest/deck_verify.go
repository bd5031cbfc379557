package backofficetest

import "time"

// verify returns why the signature of a request is refused, or "". The route is
// in lower case.
func (d *deck) verify(route string, request deckRequest, now time.Time) string {
	key := d.config.apiKey
	if username := request.text("APIUsername"); username != "" {
		var known bool
		if key, known = d.config.users[username]; !known {
			return "Verification failed: unknown APIUsername."
		}
	}
	timestamp := request.text("TimestampUTC")
	at, err := time.Parse(d.config.layout, timestamp)
	switch {
	case request.text("SiteCode") != deckSiteCode:
		return "Verification failed: unknown SiteCode."
	case err != nil:
		return "Verification failed: TimestampUTC is not a time."
	case at.Sub(now).Abs() > d.config.window:
		return "Verification failed: TimestampUTC is out of range."
	case request.text("VerificationKey") != d.config.sign(route, timestamp, key):
		return "Verification failed: wrong VerificationKey."
	}
	return ""
}

// checkHeader reports headers that contradict the body. Neither is documented,
// so a request without them is fine.
func (d *deck) checkHeader(x *exchange, request deckRequest) {
	if sent := x.http.Header.Get("Authorization"); sent != "" && sent != request.text("VerificationKey") {
		x.problem("the Authorization header is not the VerificationKey")
	}
	if sent := x.http.Header.Get("apiVersion"); sent != "" && sent != "5" {
		x.problem("apiVersion is %q, the connector sends 5", sent)
	}
}
