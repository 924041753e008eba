package sayso

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

func TestWebhookVectors(t *testing.T) {
	type vector struct {
		Keys       []string
		Now        int64
		Headers    map[string]string
		Body       string
		BodyBase64 []byte
		JSON       json.RawMessage
		Error      string
	}
	eachVector(t, "webhooks.json", func(t *testing.T, v vector) {
		webhook, err := NewWebhook(v.Keys...)
		body := v.BodyBase64
		if body == nil {
			body = []byte(v.Body)
		}
		if err == nil {
			webhook.now = func() time.Time { return time.UnixMilli(v.Now) }
			err = webhook.Verify(body, headerOf(vectorAnswer{Headers: v.Headers}))
		}
		if codeOf(err) != v.Error {
			t.Fatalf("got %v, want %q", err, v.Error)
		}
		if v.Error == "" {
			sameJSON(t, body, v.JSON)
		}
	})
}

func TestCanonicalJSONVectors(t *testing.T) {
	type vector struct{ Text, Canonical, Digest, Error string }
	eachVector(t, "canonical-json.json", func(t *testing.T, v vector) {
		canonical, err := CanonicalJSON([]byte(v.Text))
		digest, again := Digest([]byte(v.Text))
		if codeOf(err) != v.Error || codeOf(again) != v.Error {
			t.Fatalf("got %v and %v, want %q", err, again, v.Error)
		}
		if string(canonical) != v.Canonical || digest != v.Digest {
			t.Errorf("got %s %s, want %s %s", canonical, digest, v.Canonical, v.Digest)
		}
	})
}

func TestSigV4Vectors(t *testing.T) {
	type vector struct {
		Credentials struct{ AccessKeyID, SecretAccessKey, SessionToken string }
		Service     string
		Region      string
		Now         int64
		Method      string
		URL         string
		Headers     map[string]string
		Body        *string
		Added       map[string]string
	}
	eachVector(t, "sigv4.json", func(t *testing.T, v vector) {
		// Without its body: this signer signs the length of one, too, and the vectors' does not.
		request, err := http.NewRequest(v.Method, v.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header = headerOf(vectorAnswer{Headers: v.Headers})
		var body []byte
		if v.Body != nil {
			body = []byte(*v.Body)
		}
		by := aws.Credentials{
			AccessKeyID:     v.Credentials.AccessKeyID,
			SecretAccessKey: v.Credentials.SecretAccessKey,
			SessionToken:    v.Credentials.SessionToken,
		}
		if err := signV4(t.Context(), request, body, by, v.Service, v.Region, time.UnixMilli(v.Now)); err != nil {
			t.Fatal(err)
		}
		for name, want := range v.Added {
			if got := request.Header.Get(name); got != want {
				t.Errorf("%s\ngot  %s\nwant %s", name, got, want)
			}
		}
		for name := range request.Header {
			_, given := v.Headers[strings.ToLower(name)]
			if _, added := v.Added[strings.ToLower(name)]; !given && !added {
				t.Errorf("%s was added", name)
			}
		}
	})
}
