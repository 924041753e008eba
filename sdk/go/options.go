package sayso

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Auth is how a client says who is asking.
type Auth string

const (
	// AuthAPIKey sends Options.APIKey. The default.
	AuthAPIKey Auth = "api-key"
	// AuthIAM signs as an AWS role (Signature Version 4), for a server on AWS; no key exists then. Reviewers see the
	// role's name as the agent's.
	AuthIAM Auth = "iam"
	// AuthIAMReview is the same for a role that decides and never asks: it reads as a reviewer, too.
	AuthIAMReview Auth = "iam-review"
)

// Options say how to reach a Sayso server. Everything has a default.
type Options struct {
	// ServerURL defaults to SAYSO_SERVER_URL in the environment, then to http://127.0.0.1:4000.
	ServerURL string
	// APIKey is an agent's key. Default: SAYSO_API_KEY.
	APIKey string `json:"-"`
	// Token is a person's, for reviewers' tools; sent instead of the key.
	Token string `json:"-"`
	// Auth defaults to AuthAPIKey where APIKey is given, then to SAYSO_AUTH.
	Auth Auth
	// Credentials of the role, for AuthIAM. Default: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, as
	// Lambda sets them. Elsewhere give those of aws-sdk-go-v2/config.
	Credentials aws.CredentialsProvider `json:"-"`
	// Region for AuthIAM. Default: the one that the server's address names, then AWS_REGION.
	Region string
	// HTTPClient gives the transport and the cookie jar. Its redirects are not followed and its Timeout is not used:
	// every attempt has a time-out of its own.
	HTTPClient *http.Client `json:"-"`
	// RetryFor is how long a call that fails on the network, with 429 or with 5xx is tried again. Zero is a minute, less
	// than zero tries once. Waits have their own Timeout.
	RetryFor time.Duration
	// OnProblem is told of troubles that fail no call, such as a server that went away while waiting. Default: a
	// warning of slog.Default().
	OnProblem func(error) `json:"-"`
}

// String is the options without key and token.
func (o Options) String() string { return fmt.Sprintf("sayso.Options for %q", o.ServerURL) }

// GoString is the same.
func (o Options) GoString() string { return o.String() }

func (o Options) retryFor() time.Duration {
	if o.RetryFor == 0 {
		return time.Minute
	}
	return max(0, o.RetryFor)
}

func (o Options) onProblem() func(error) {
	if o.OnProblem != nil {
		return o.OnProblem
	}
	return func(err error) { slog.Warn(err.Error()) }
}

// identity is how the client's own calls, and how decisions, are authorized.
func (o Options) identity(serverURL string) (agent, reviewer authorizer, err error) {
	token, err := credential(o.Token, "Token")
	if err != nil {
		return
	}
	if token != "" {
		return byToken(token), byToken(token), nil
	}
	auth := o.Auth
	if auth == "" && o.APIKey == "" {
		auth = Auth(os.Getenv("SAYSO_AUTH"))
	}
	switch auth {
	case AuthIAM:
		return o.role(serverURL, agentPath)
	case AuthIAMReview:
		return o.role(serverURL, reviewerPath)
	case AuthAPIKey, "":
		key := o.APIKey
		if key == "" {
			key = os.Getenv("SAYSO_API_KEY")
		}
		if key, err = credential(key, "APIKey"); err != nil {
			return
		}
		return byAPIKey(key), byAPIKey(key), nil
	}
	err = &Error{Code: ErrInvalidRequest, Message: "Auth or SAYSO_AUTH is none of api-key, iam and iam-review"}
	return
}

// Where a server on AWS takes signed calls.
const agentPath, reviewerPath = "/iam", "/iam-review"

func (o Options) role(serverURL, readsAt string) (agent, reviewer authorizer, err error) {
	region := regionOf(serverURL, o.Region)
	if region == "" {
		err = &Error{Code: ErrUnauthenticated, Message: "signing as a role needs a Region, or AWS_REGION"}
		return
	}
	credentials := o.Credentials
	if credentials == nil {
		credentials = environmentCredentials
		if _, err = environmentCredentials(nil); err != nil {
			return
		}
	}
	return byRole(readsAt, credentials, region), byRole(reviewerPath, credentials, region), nil
}
