package sayso

import (
	"net/url"
	"os"
	"regexp"
	"strings"
)

const localServer = "http://127.0.0.1:4000"

// serverAddress is the server's base URL without its trailing slash: the one given, else the environment's, else the
// local server.
func serverAddress(given string) (string, error) {
	address := localServer
	for _, value := range []string{os.Getenv("SAYSO_SERVER_URL"), given} {
		if value != "" {
			address = value
		}
	}
	// The address itself stays out of the message: a password may be what is wrong with it.
	parsed, err := url.Parse(address)
	switch {
	case err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") || parsed.Host == "":
		return "", unusable("not an http or https URL")
	case parsed.User != nil:
		return "", unusable("it holds a user name or password; use APIKey")
	case parsed.RawQuery != "" || parsed.ForceQuery || strings.Contains(address, "#"):
		return "", unusable("it holds a query or a fragment")
	}
	return strings.TrimRight(parsed.String(), "/"), nil
}

func unusable(why string) *Error {
	message := "the server's URL cannot be used: " + why + " (ServerURL or SAYSO_SERVER_URL)"
	return &Error{Code: ErrInvalidRequest, Message: message}
}

var dotsOnly = regexp.MustCompile(`^\.{0,2}$`)

// segment is the id as one segment of a path. Empty and dots alone would name another path altogether.
func segment(id, field string) (string, error) {
	if dotsOnly.MatchString(id) {
		problem := FieldProblem{Field: field, Detail: "must not be empty, . or .."}
		message := field + ` cannot be "` + id + `"`
		return "", &Error{Code: ErrInvalidRequest, Message: message, Fields: []FieldProblem{problem}}
	}
	// Unlike url.PathEscape this leaves nothing that a signature would have to read in two ways.
	return strings.ReplaceAll(url.QueryEscape(id), "+", "%20"), nil
}

var visible = regexp.MustCompile(`^[\x21-\x7e]+$`)

// credential is a key or token fit for a header, without the line break that files end with.
func credential(value, name string) (string, error) {
	trimmed := strings.TrimSpace(value)
	if trimmed == "" || visible.MatchString(trimmed) {
		return trimmed, nil
	}
	message := name + " holds a space, a line break or another character that no key has"
	return "", &Error{Code: ErrInvalidRequest, Message: message}
}
