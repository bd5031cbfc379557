package transport

import (
	"context"
	"net/http"
)

// Body returns the credential of a call whose body holds a secret. It takes the
// place of the body that everything outside the credential sees.
func Body(body []byte) Credential {
	return func(_ context.Context, request *http.Request) error {
		if request.Body != nil {
			_ = request.Body.Close() // it holds nothing but memory
		}
		setBody(request, body)
		return nil
	}
}
