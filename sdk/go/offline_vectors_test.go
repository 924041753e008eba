package sayso

import (
	"encoding/json"
	"net/http"
	"reflect"
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

func TestEndVectors(t *testing.T) {
	type vector struct {
		Text   string
		Result json.RawMessage
		Error  string
	}
	eachVector(t, "ends.json", func(t *testing.T, v vector) {
		result, err := ParseApprovalResult([]byte(v.Text))
		if codeOf(err) != v.Error {
			t.Fatalf("got %v, want %q", err, v.Error)
		}
		if v.Error == "" {
			sameResult(t, result, v.Result)
		}
	})
}

func TestEventVectors(t *testing.T) {
	type expected struct {
		Type              EventType
		Timestamp         time.Time
		Sequence          int
		EventID           string
		Truncated         bool
		Resume            *EventResume
		ApprovalRequestID string
		Status            Status
	}
	type vector struct {
		Text  string
		Event expected
		Error string
	}
	eachVector(t, "events.json", func(t *testing.T, v vector) {
		event, err := ParseEvent([]byte(v.Text))
		if codeOf(err) != v.Error {
			t.Fatalf("got %v, want %q", err, v.Error)
		}
		if v.Error != "" {
			return
		}
		got := expected{event.Type, event.Timestamp, event.Sequence, event.EventID, event.Truncated, event.Resume,
			event.Data.ApprovalRequestID, event.Data.Status}
		if got.Resume != nil && v.Event.Resume != nil {
			sameJSON(t, got.Resume.Detail, v.Event.Resume.Detail)
			got.Resume.Detail, v.Event.Resume.Detail = nil, nil
		}
		if !reflect.DeepEqual(got, v.Event) {
			t.Errorf("got  %+v\nwant %+v", got, v.Event)
		}
	})
}

func TestPageVectors(t *testing.T) {
	type listed struct {
		ApprovalRequestID string
		Status            Status
		ActionName        string
	}
	type page struct {
		Approvals  []listed
		NextCursor string
	}
	type vector struct {
		Answer vectorAnswer
		Page   page
		Error  string
	}
	eachVector(t, "pages.json", func(t *testing.T, v vector) {
		stub := startStub(t, func(int, recorded, <-chan struct{}) *vectorAnswer { return &v.Answer })
		got, err := testClient(t, Options{ServerURL: stub.url(), RetryFor: -1}).ListApprovals(t.Context(), nil)
		if codeOf(err) != v.Error {
			t.Fatalf("got %v, want %q", err, v.Error)
		}
		if v.Error != "" {
			return
		}
		plain := page{[]listed{}, got.NextCursor}
		for _, it := range got.Approvals {
			plain.Approvals = append(plain.Approvals, listed{it.ApprovalRequestID, it.Status, it.ActionName})
		}
		if !reflect.DeepEqual(plain, v.Page) {
			t.Errorf("got  %+v\nwant %+v", plain, v.Page)
		}
	})
}

func TestCodesAreTheServersAndNoOthers(t *testing.T) {
	known := map[string]bool{}
	for _, code := range serverCodes {
		known[string(code)] = true
	}
	type vector struct{ Name string }
	eachVector(t, "errors.json", func(t *testing.T, v vector) {
		if code, ok := strings.CutPrefix(v.Name, "the server's code "); ok {
			if !known[code] {
				t.Errorf("%s is not known", code)
			}
			delete(known, code)
		}
	})
	if len(known) > 0 {
		t.Errorf("the server does not know %v", known)
	}
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
