package sayso

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"os"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// authorizer proves who is asking. What it knows is held by its function alone, where no %v and no %+v finds it.
type authorizer struct {
	// prefix of the paths at which the server reads this proof.
	prefix string
	sign   func(request *http.Request, body []byte) error
}

var anonymous = authorizer{sign: func(*http.Request, []byte) error { return nil }}

func byHeader(name, value string) authorizer {
	return authorizer{sign: func(request *http.Request, _ []byte) error {
		request.Header.Set(name, value)
		return nil
	}}
}

func byToken(token string) authorizer { return byHeader("Authorization", "Bearer "+token) }

func byAPIKey(key string) authorizer {
	if key == "" {
		return anonymous
	}
	return byHeader("X-Api-Key", key)
}

// byRole signs with AWS Signature Version 4, for the paths below prefix.
func byRole(prefix string, credentials aws.CredentialsProvider, region string) authorizer {
	return authorizer{prefix: prefix, sign: func(request *http.Request, body []byte) error {
		ctx := request.Context()
		found, err := credentials.Retrieve(ctx)
		if err != nil {
			// Not a reason to end a wait of days: a role's credentials are fetched anew every hour.
			return &Error{Code: ErrUnauthenticated, Message: "no AWS credentials could be had", Retryable: true, cause: err}
		}
		return signV4(ctx, request, body, found, "execute-api", region, time.Now())
	}}
}

var signer = v4.NewSigner()

func signV4(ctx context.Context, request *http.Request, body []byte, by aws.Credentials, service, region string, now time.Time) error {
	digest := sha256.Sum256(body)
	return signer.SignHTTP(ctx, by, request, hex.EncodeToString(digest[:]), service, region, now)
}

var gatewayHost = regexp.MustCompile(`^https://[^/:]+\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(?:[:/]|$)`)

// regionOf is the region that the server's address names, else the one given, else the environment's.
func regionOf(serverURL, given string) string {
	if given != "" {
		return given
	}
	if match := gatewayHost.FindStringSubmatch(serverURL); match != nil {
		return match[1]
	}
	if region := os.Getenv("AWS_REGION"); region != "" {
		return region
	}
	return os.Getenv("AWS_DEFAULT_REGION")
}

// environmentCredentials are those that Lambda gives to a function. They are read at every call, since tools renew them.
var environmentCredentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	found := aws.Credentials{
		AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
		SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
		SessionToken:    os.Getenv("AWS_SESSION_TOKEN"),
		Source:          "environment",
	}
	if !found.HasKeys() {
		message := "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set; give Options.Credentials"
		return aws.Credentials{}, &Error{Code: ErrUnauthenticated, Message: message}
	}
	return found, nil
})
