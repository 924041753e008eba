package sayso

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

func credentialsOf(key, secret, session string) func(context.Context) (aws.Credentials, error) {
	return func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: key, SecretAccessKey: secret, SessionToken: session}, nil
	}
}

// clearEnvironment takes away what the machine may have set.
func clearEnvironment(t *testing.T) {
	for _, name := range []string{"SAYSO_SERVER_URL", "SAYSO_API_KEY", "SAYSO_AUTH", "AWS_ACCESS_KEY_ID",
		"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION"} {
		t.Setenv(name, "")
	}
}

func TestServerAddress(t *testing.T) {
	clearEnvironment(t)
	for _, c := range []struct{ given, environment, want string }{
		{"", "", "http://127.0.0.1:4000"},
		{"", "https://sayso.example.com/prod/", "https://sayso.example.com/prod"},
		{"http://localhost:5000//", "https://sayso.example.com", "http://localhost:5000"},
		{"ftp://sayso.example.com", "", ""},
		{"sayso.example.com", "", ""},
		{"http://", "", ""},
		{"http://me:secret-1@sayso.example.com", "", ""},
		{"https://sayso.example.com?key=secret-1", "", ""},
		{"https://sayso.example.com#secret-1", "", ""},
		{"https://sayso.example.com?", "", ""},
		{"http://secret-1\x7f", "", ""},
	} {
		t.Setenv("SAYSO_SERVER_URL", c.environment)
		client, err := NewClient(Options{ServerURL: c.given})
		if c.want == "" {
			if !errors.Is(err, ErrInvalidRequest) || strings.Contains(err.Error(), "secret-1") {
				t.Errorf("%q: got %v", c.given, err)
			}
		} else if err != nil || client.ServerURL() != c.want {
			t.Errorf("%q: got %v, %v", c.given, client, err)
		}
	}
}

func TestRegion(t *testing.T) {
	clearEnvironment(t)
	t.Setenv("AWS_DEFAULT_REGION", "us-west-1")
	gateway := "https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod"
	for _, c := range [][3]string{
		{gateway, "", "eu-central-1"},
		{gateway, "eu-north-1", "eu-north-1"},
		{"https://a1.execute-api.cn-north-1.amazonaws.com.cn/prod", "", "cn-north-1"},
		{"https://sayso.example.com", "", "us-west-1"},
		{"https://a1.execute-api.eu-central-1.amazonaws.com.example.com/", "", "us-west-1"},
	} {
		if got := regionOf(c[0], c[1]); got != c[2] {
			t.Errorf("%s: got %s", c[0], got)
		}
	}
	t.Setenv("AWS_REGION", "us-east-2")
	if got := regionOf("https://sayso.example.com", ""); got != "us-east-2" {
		t.Errorf("got %s", got)
	}
}

func TestOptionsThatCannotBeUsed(t *testing.T) {
	for name, options := range map[string]Options{
		"a key with a space":   {APIKey: "hidden key"},
		"a key with a break":   {APIKey: "hidden\r\nX-Other: key"},
		"a token beyond ASCII": {Token: "hidden-ü"},
		"an unknown way":       {Auth: "hidden"},
	} {
		clearEnvironment(t)
		if _, err := NewClient(options); !errors.Is(err, ErrInvalidRequest) || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := NewClient(Options{Auth: AuthIAM, Region: "eu-west-1"}); !errors.Is(err, ErrUnauthenticated) {
		t.Errorf("a role without credentials: got %v", err)
	}
	if _, err := NewClient(Options{Auth: AuthIAMReview}); !errors.Is(err, ErrUnauthenticated) {
		t.Errorf("a role without a region: got %v", err)
	}
	client := testClient(t, Options{})
	answer := &ReviewerAnswer{Decision: Approved, Token: "hidden key"}
	if _, err := client.SubmitDecision(t.Context(), "a", answer); !errors.Is(err, ErrInvalidRequest) || strings.Contains(err.Error(), "hidden") {
		t.Errorf("got %v", err)
	}
	to := &Reassignment{Reviewers: []string{"ann"}, Token: "hidden key"}
	if _, err := client.ReassignApproval(t.Context(), "a", to); !errors.Is(err, ErrInvalidRequest) || strings.Contains(err.Error(), "hidden") {
		t.Errorf("got %v", err)
	}
}

func TestCredentialsAppearNowhere(t *testing.T) {
	clearEnvironment(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "hidden-4")
	options := Options{ServerURL: "http://127.0.0.1:1", APIKey: "hidden-1", Token: "hidden-2", RetryFor: -1}
	key, token, role := options, options, options
	key.Token, token.APIKey = "", ""
	role.Token, role.APIKey, role.Auth, role.Region = "", "", AuthIAM, "eu-west-1"
	answer := ReviewerAnswer{Decision: Approved, Token: "hidden-3"}
	request := ApprovalRequest{ApprovalRequestID: "a", Resume: TaskToken("hidden-5")}
	webhook, err := NewWebhook("whsec_" + "aGlkZGVuLWhpZGRlbi1oaWRkZW4taGlkZGVu")
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&printed, nil))
	print := func(value any) {
		fmt.Fprintf(&printed, "%v %+v %#v %s\n", value, value, value, value)
		logger.Info("value", "it", value)
	}
	for _, options := range []Options{key, token, role} {
		client, err := NewClient(options)
		if err != nil {
			t.Fatal(err)
		}
		_, down := client.SubmitDecision(t.Context(), "a", &answer)
		_, asked := client.RequestApproval(t.Context(), &request)
		for _, value := range []any{options, &options, client, *client.transport, client.reviewer, down, asked} {
			print(value)
		}
	}
	print(answer)
	print(&answer)
	print(request.Resume)
	print(request)
	print(DurableCallback("hidden-6"))
	fmt.Fprintf(&printed, "%v %+v %#v", request, request, request)
	fmt.Fprintf(&printed, "%v %+v %#v", webhook, *webhook, webhook.checks)
	text, _ := json.Marshal([]any{options, answer})
	printed.Write(text)
	for _, secret := range []string{"hidden", "aGlkZGVu"} {
		if strings.Contains(printed.String(), secret) {
			t.Errorf("%s is in %s", secret, printed.String())
		}
	}
}

func TestCredentialsThatCannotBeHadEndNoWait(t *testing.T) {
	stub := startStub(t, always(200, approvalJSON("claim-42", "approved")))
	var asked atomic.Int64
	late := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		if asked.Add(1) < 3 {
			return aws.Credentials{}, errors.New("no role yet")
		}
		return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret-1"}, nil
	})
	options := Options{ServerURL: stub.url(), Auth: AuthIAM, Region: "eu-west-1", Credentials: late, RetryFor: -1}
	client := testClient(t, options)
	if _, err := client.GetApproval(t.Context(), "claim-42"); !errors.Is(err, ErrUnauthenticated) {
		t.Errorf("got %v", err)
	}
	result, err := client.WaitForApproval(t.Context(), "claim-42", nil)
	if err != nil || !result.Approved() || len(stub.sent()) != 1 {
		t.Errorf("got %v, %v after %d questions", result, err, len(stub.sent()))
	}
}

func TestARoleIsTheAgent(t *testing.T) {
	stub := startStub(t, always(201, approvalJSON("claim-42", "pending")))
	role := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret-1"}, nil
	})
	request := &ApprovalRequest{ApprovalRequestID: "claim-42", Agent: "claims", Resume: Poll{}}
	for _, options := range []Options{
		{Auth: AuthIAM, Region: "eu-west-1", Credentials: role},
		{APIKey: "key-1"},
	} {
		options.ServerURL = stub.url()
		if _, err := testClient(t, options).RequestApproval(t.Context(), request); err != nil {
			t.Fatal(err)
		}
	}
	sent := stub.sent()
	sameJSON(t, sent[0].Body, json.RawMessage(`{"approvalRequestId":"claim-42","resume":{"kind":"poll"}}`))
	sameJSON(t, sent[1].Body, json.RawMessage(`{"approvalRequestId":"claim-42","agent":"claims","resume":{"kind":"poll"}}`))
	if request.Agent != "claims" {
		t.Error("the request was changed")
	}
}
