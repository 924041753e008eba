package sayso

import (
	"errors"
	"net/http"
	"testing"
	"time"
)

// encoding/json takes any spelling of a member's name, and the last one wins.
func TestMembersCountByTheirExactNames(t *testing.T) {
	for _, text := range []string{
		`{"approvalRequestId":"a","status":"pending","decision":null,"Status":"approved"}`,
		`{"approvalRequestId":"a","STATUS":"approved","decision":"approved"}`,
		`{"approvalRequestId":"a","status":"approved","Decision":"approved"}`,
		`{"approvalRequestId":"b","status":"approved","decision":"approved","approvalrequestid":"a"}`,
		`{"approvalRequestId":"a","status":"approved","decision":"approved","approvalrequestid":"b"}`,
		`{"approvalRequestID":"a","status":"approved","decision":"approved"}`,
	} {
		if approval := readApproval([]byte(text), "a"); approval != nil {
			t.Errorf("%s is %+v", text, *approval)
		}
	}
}

func TestParseApprovalResult(t *testing.T) {
	result, err := ParseApprovalResult([]byte(`{"approvalRequestId":"claim-42","executionId":null,"decision":"approved",
		"feedback":null,"reviewer":{"id":"ann","name":"Ann","via":"oidc"},"arguments":{"amount":1},"response":null,
		"decidedAt":"2026-11-22T10:05:00.000Z"}`))
	if err != nil || !result.Approved() || result.Reviewer.Name != "Ann" || string(result.Arguments) != `{"amount":1}` ||
		result.Response != nil || !result.DecidedAt.Equal(time.Date(2026, 11, 22, 10, 5, 0, 0, time.UTC)) {
		t.Errorf("got %+v, %v", result, err)
	}
	for _, text := range []string{
		"", "null", "[]", `"approved"`, "{}", `{"decision":"approved"}`, `{"approvalRequestId":"a"}`,
		`{"approvalRequestId":"a","decision":"pending"}`, `{"approvalRequestId":"a","decision":"yes"}`,
		`{"approvalRequestId":"a","decision":"rejected","Decision":"approved"}`,
		`{"approvalRequestId":"a","Decision":"approved"}`, `{"approvalRequestId":"","decision":"approved"}`,
		`{"approvalRequestId":"a","decision":"approved"} {}`,
	} {
		if result, err := ParseApprovalResult([]byte(text)); !errors.Is(err, ErrInvalidResult) {
			t.Errorf("%s is %+v, %v", text, result, err)
		}
	}
}

func TestParseEvent(t *testing.T) {
	data := `{"approvalRequestId":"claim-42","status":"approved","decision":"approved","feedback":"Fine"}`
	event, err := ParseEvent([]byte(`{"type":"execution.resuming","eventId":"e","timestamp":"2026-11-22T10:05:00.000Z",
		"sequence":3,"truncated":true,"resume":{"executionId":"run-7","detail":{"order":7}},"data":` + data + `}`))
	if err != nil || event.Type != EventResuming || event.Sequence != 3 || !event.Truncated || event.EventID != "e" ||
		event.Data.Status != "approved" || event.Resume.ExecutionID != "run-7" || string(event.Resume.Detail) != `{"order":7}` {
		t.Errorf("got %+v, %v", event, err)
	}
	for _, text := range []string{
		"", "[]", "{}", `{"type":"approval.decided"}`, `{"data":` + data + `}`,
		`{"type":7,"data":` + data + `}`, `{"type":"approval.decided","data":{"approvalRequestId":"a","status":"yes"}}`,
		`{"type":"approval.decided","data":{"status":"approved","decision":"approved"}}`,
	} {
		if event, err := ParseEvent([]byte(text)); !errors.Is(err, ErrInvalidResult) {
			t.Errorf("%s is %+v, %v", text, event, err)
		}
	}
}

// The delivery is the vector that Standard Webhooks publishes.
func TestWebhookThatIsSignedAndNotWhatItShouldBe(t *testing.T) {
	webhook, err := NewWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	webhook.now = func() time.Time { return time.Unix(1614265330, 0) }
	header := http.Header{}
	header.Set("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
	header.Set("webhook-timestamp", "1614265330")
	header.Set("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
	body := []byte(`{"test": 2432232314}`)
	if err := webhook.Verify(body, header); err != nil {
		t.Fatal(err)
	}
	if result, err := webhook.Result(body, header); !errors.Is(err, ErrInvalidWebhookBody) {
		t.Errorf("got %+v, %v", result, err)
	}
	if event, err := webhook.Event(body, header); !errors.Is(err, ErrInvalidWebhookBody) {
		t.Errorf("got %+v, %v", event, err)
	}
	header.Set("webhook-timestamp", "1614265330000000")
	if err := webhook.Verify(body, header); !errors.Is(err, ErrInvalidWebhookHeaders) {
		t.Errorf("got %v", err)
	}
}
