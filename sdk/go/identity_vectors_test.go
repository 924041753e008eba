package sayso

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

type vectorIdentity struct {
	APIKey      string
	Token       string
	Auth        Auth
	Region      string
	Credentials *struct{ AccessKeyID, SecretAccessKey, SessionToken string }
}

func (v vectorIdentity) options(url string) Options {
	options := Options{ServerURL: url, APIKey: v.APIKey, Token: v.Token, Auth: v.Auth, Region: v.Region}
	if given := v.Credentials; given != nil {
		options.Credentials = aws.CredentialsProviderFunc(credentialsOf(given.AccessKeyID, given.SecretAccessKey, given.SessionToken))
	}
	return options
}

func TestIdentityVectors(t *testing.T) {
	type vector struct {
		Environment map[string]string
		Options     vectorIdentity
		Call        string
		Arguments   vectorCall
		Request     *struct {
			Path    string
			Headers map[string]*string
			Signed  *struct{ AccessKeyID, Region string }
			Body    json.RawMessage
		}
		Error string
	}
	eachVector(t, "identities.json", func(t *testing.T, v vector) {
		clearEnvironment(t)
		for name, value := range v.Environment {
			t.Setenv(name, value)
		}
		stub := startStub(t, always(400, "{}"))
		client, err := NewClient(v.Options.options(stub.url()))
		if err == nil {
			_, err = v.Arguments.do(t, client, v.Call)
		}
		sent := stub.sent()
		if v.Request == nil {
			if codeOf(err) != v.Error || len(sent) != 0 {
				t.Errorf("got %v after %d requests", err, len(sent))
			}
			return
		}
		if codeOf(err) != "invalid_request" || len(sent) != 1 {
			t.Fatalf("got %v after %d requests", err, len(sent))
		}
		got := sent[0]
		if got.Path != v.Request.Path {
			t.Errorf("got %s", got.Path)
		}
		for name, want := range v.Request.Headers {
			if values := got.Header.Values(name); want == nil && values != nil || want != nil && got.Header.Get(name) != *want {
				t.Errorf("%s: got %q", name, values)
			}
		}
		if v.Request.Body != nil {
			sameJSON(t, got.Body, v.Request.Body)
		}
		if signed := v.Request.Signed; signed != nil {
			day := got.Header.Get("X-Amz-Date")[:8]
			scope := fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/%s/%s/execute-api/aws4_request,", signed.AccessKeyID, day, signed.Region)
			if !strings.HasPrefix(got.Header.Get("Authorization"), scope) {
				t.Errorf("got %s", got.Header.Get("Authorization"))
			}
		}
	})
}
