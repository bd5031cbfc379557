package orders

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/internal/transport"
	"github.com/backoffice-sdk/backoffice/internal/wire"
)

// User is the log-in of an account. The server never returns its password.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-user:GET&oldid=408, read 2026-11.
type User struct {
	// UserName is the log-in name. A generated one exists by default.
	UserName string `json:"userName"`
	// Links are the links of the answer.
	Links Links `json:"links"`
}

func hasUserName(u *User) string {
	if u.UserName == "" {
		return "holds no userName"
	}
	return ""
}

// UserRequest is the log-in to give to an account.
//
// Source: http://docs.hostway.com/index.php?title=Orders-orderId-account-user:PUT&oldid=1655, read 2026-11.
type UserRequest struct {
	// UserName is required: at most 50 letters, digits, dots, hyphens,
	// underscores or at signs. It must not be taken.
	UserName string `json:"userName" check:"required,max=50"`
	// Password is required: 8 to 50 characters, among them a letter and a
	// digit, and none of & ` ' " \ / < > $
	Password Secret `json:"-"`
}

// check tells nothing about the password but the rules it breaks.
func (r *UserRequest) check() []backoffice.Violation {
	password := r.Password.Reveal()
	length := utf8.RuneCountInString(password)
	rules := []struct {
		holds       bool
		field, rule string
	}{
		{!strings.ContainsFunc(r.UserName, notInUserName), "UserName", "must consist of letters, digits and . - _ @"},
		{length >= 8 && length <= 50, "Password", "must have 8 to 50 characters"},
		{strings.ContainsFunc(password, unicode.IsLetter), "Password", "must have a letter"},
		{strings.ContainsFunc(password, unicode.IsDigit), "Password", "must have a digit"},
		{!strings.ContainsFunc(password, notInPassword), "Password", "must have no control character and none of & ` ' \" \\ / < > $"},
	}
	var found []backoffice.Violation
	for _, r := range rules {
		if !r.holds {
			found = append(found, backoffice.Violation{Field: r.field, Rule: r.rule})
		}
	}
	return found
}

func notInUserName(c rune) bool {
	return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune(".-_@", c)
}

// notInPassword also finds what is no valid UTF-8, which JSON can't carry.
func notInPassword(c rune) bool {
	return unicode.IsControl(c) || c == utf8.RuneError || strings.ContainsRune("&`'\"\\/<>$", c)
}

// userBody is what is sent.
type userBody struct {
	UserName string `json:"userName"`
	Password string `json:"password"`
}

// logIn gives the call the log-in. Everything outside the innermost layer sees
// a body with a placeholder: middleware, the dry run, and the retry loop.
func (x *exchange[T]) logIn(request *UserRequest) *exchange[T] {
	password := request.Password.Reveal()
	x.Request = request
	x.checks = append(x.checks, request.check)
	x.Encode = func(backoffice.Placement) ([]byte, string, error) {
		return wire.AppendJSON(nil, &userBody{request.UserName, placeholder}), jsonType, nil
	}
	x.identities = append(x.identities, identity{
		credential: transport.Body(wire.AppendJSON(nil, &userBody{request.UserName, password})),
		secrets:    func() []string { return []string{password} },
	})
	return x
}
