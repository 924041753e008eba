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

func TestEndsCountByTheirExactNames(t *testing.T) {
	for _, text := range []string{
		`{"approvalRequestId":"a","decision":"rejected","Decision":"approved"}`,
		`{"approvalRequestId":"a","Decision":"approved"}`,
	} {
		if result, err := ParseApprovalResult([]byte(text)); !errors.Is(err, ErrInvalidResult) {
			t.Errorf("%s is %+v, %v", text, result, err)
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
