package sayso_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
	"time"

	sayso "github.com/sayso-dev/sayso/sdk/go"
)

// A real server, which test/go/go.test.ts starts and names.
func agentAndReviewer(t *testing.T) (agent, reviewer *sayso.Client) {
	t.Helper()
	url := os.Getenv("SAYSO_TEST_SERVER_URL")
	if url == "" {
		t.Skip("SAYSO_TEST_SERVER_URL names no server: npm test -- go starts one")
	}
	agent = newClient(t, sayso.Options{ServerURL: url, APIKey: os.Getenv("SAYSO_TEST_API_KEY")})
	return agent, newClient(t, sayso.Options{ServerURL: url, Token: os.Getenv("SAYSO_TEST_ADMIN_TOKEN")})
}

func newClient(t *testing.T, options sayso.Options) *sayso.Client {
	t.Helper()
	client, err := sayso.NewClient(options)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// once is an id that no other run has used.
func once(t *testing.T, name string) string {
	return fmt.Sprintf("go-%s-%d", name, time.Now().UnixNano())
}

func TestServerDecides(t *testing.T) {
	agent, reviewer := agentAndReviewer(t)
	for decision, approved := range map[sayso.Decision]bool{sayso.Approved: true, sayso.Rejected: false, sayso.RequestChanges: false} {
		id := once(t, string(decision))
		request := &sayso.ApprovalRequest{
			ApprovalRequestID: id,
			Title:             "Pay $12,000.00?",
			Context:           map[string]any{"claim": "42"},
			Action:            &sayso.ApprovalAction{Name: "pay", Arguments: map[string]any{"amount": 12_000}},
			ExpiresInHours:    1,
			Policy:            &sayso.ApprovalPolicy{Exclusive: true},
			Metadata:          map[string]any{"claim": "42", "amount": 12_000.5, "urgent": false},
		}
		answer := &sayso.ReviewerAnswer{Decision: decision, Feedback: "Seen <b>&</b> 🙂"}
		result, err := agent.Pause(t.Context(), request, &sayso.WaitOptions{OnPending: func(*sayso.Approval) {
			if _, err := reviewer.SubmitDecision(t.Context(), id, answer); err != nil {
				t.Error(err)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		if result.Decision != decision || result.Approved() != approved || result.Feedback != answer.Feedback ||
			result.Reviewer.ID != "admin" || result.ApprovalRequestID != id || time.Since(result.DecidedAt).Abs() > time.Minute {
			t.Errorf("got %+v", result)
		}
		var arguments struct{ Amount int }
		if err := json.Unmarshal(result.Arguments, &arguments); err != nil || arguments.Amount != 12_000 {
			t.Errorf("got %s, %v", result.Arguments, err)
		}
		again, err := agent.WaitForResume(t.Context(), id, nil)
		if err != nil || again.Decision != decision {
			t.Errorf("got %v, %v", again, err)
		}
		var known *sayso.Error
		_, err = reviewer.SubmitDecision(t.Context(), id, answer)
		if !errors.Is(err, sayso.ErrAlreadyDecided) || !errors.As(err, &known) || known.Approval.Status != sayso.Status(decision) {
			t.Errorf("got %v", err)
		}
		request.Title = "Pay $20,000.00?"
		if _, err = agent.RequestApproval(t.Context(), request); !errors.Is(err, sayso.ErrApprovalRequestConflict) {
			t.Errorf("got %v", err)
		}
	}
}

func TestServerRefuses(t *testing.T) {
	agent, _ := agentAndReviewer(t)
	id := once(t, "refused")
	if _, err := agent.WaitForApproval(t.Context(), id, nil); !errors.Is(err, sayso.ErrApprovalNotFound) {
		t.Errorf("got %v", err)
	}
	if result, err := agent.WaitForResume(t.Context(), id, nil); result != nil || err != nil {
		t.Errorf("got %v, %v", result, err)
	}
	var known *sayso.Error
	_, err := agent.RequestApproval(t.Context(), &sayso.ApprovalRequest{ApprovalRequestID: id, ExpiresInHours: 9000})
	if !errors.As(err, &known) || known.Code != sayso.ErrInvalidRequest || known.Fields[0].Field != "expiresInHours" {
		t.Errorf("got %v", err)
	}
	if _, err := agent.RequestApproval(t.Context(), &sayso.ApprovalRequest{ApprovalRequestID: id}); err != nil {
		t.Fatal(err)
	}
	if _, err := agent.SubmitDecision(t.Context(), id, &sayso.ReviewerAnswer{Decision: sayso.Approved}); !errors.Is(err, sayso.ErrForbidden) {
		t.Errorf("an agent's key decided: %v", err)
	}
	nobody := newClient(t, sayso.Options{ServerURL: agent.ServerURL(), APIKey: "sayso_wrong00000_" + "x"})
	if _, err := nobody.GetApproval(t.Context(), id); !errors.Is(err, sayso.ErrUnauthenticated) {
		t.Errorf("got %v", err)
	}
	if _, err := agent.WaitForResume(t.Context(), id, &sayso.WaitOptions{Timeout: sayso.NoWait}); !errors.Is(err, sayso.ErrWaitTimeout) {
		t.Errorf("got %v", err)
	}
	cancelled, err := agent.CancelApproval(t.Context(), id, "The claim was withdrawn")
	if err != nil || cancelled.Status != "error" || cancelled.Feedback != "The claim was withdrawn" {
		t.Errorf("got %v, %v", cancelled, err)
	}
	result, err := agent.WaitForApproval(t.Context(), id, nil)
	if err != nil || result.Decision != sayso.Failed || result.Approved() || result.Reviewer != nil {
		t.Errorf("got %+v, %v", result, err)
	}
}

func TestServerWaitAsLongAsTheExpiryEndsAsExpired(t *testing.T) {
	agent, _ := agentAndReviewer(t)
	id, hours := once(t, "expires"), time.Second.Hours()
	if _, err := agent.RequestApproval(t.Context(), &sayso.ApprovalRequest{ApprovalRequestID: id, ExpiresInHours: hours}); err != nil {
		t.Fatal(err)
	}
	result, err := agent.WaitForApproval(t.Context(), id, &sayso.WaitOptions{Timeout: time.Second})
	if err != nil || result.Decision != sayso.Expired || result.Approved() {
		t.Errorf("got %+v, %v", result, err)
	}
}

func TestServerKeepsTheStoryOfAnExecution(t *testing.T) {
	agent, reviewer := agentAndReviewer(t)
	run := once(t, "run")
	if err := reviewer.AddNote(t.Context(), run, &sayso.Note{Message: "too early"}); !errors.Is(err, sayso.ErrExecutionNotFound) {
		t.Errorf("got %v", err)
	}
	for _, status := range []sayso.ExecutionStatus{sayso.Running, sayso.Succeeded} {
		if err := agent.PutExecution(t.Context(), run, &sayso.ExecutionUpdate{Status: status, Agent: "go-test"}); err != nil {
			t.Fatal(err)
		}
		if err := agent.AddNote(t.Context(), run, &sayso.Note{Message: string(status), Tags: []string{"test"}}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestServerLists(t *testing.T) {
	agent, reviewer := agentAndReviewer(t)
	run := once(t, "list")
	for _, id := range []string{run + "-1", run + "-2", run + "-3"} {
		request := &sayso.ApprovalRequest{ApprovalRequestID: id, ExecutionID: run, Action: &sayso.ApprovalAction{Name: "pay"}}
		if _, err := agent.RequestApproval(t.Context(), request); err != nil {
			t.Fatal(err)
		}
	}
	var found []string
	query := &sayso.ApprovalQuery{ExecutionID: run, Status: sayso.Pending, Limit: 2}
	for pages := 1; ; pages++ {
		page, err := reviewer.ListApprovals(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range page.Approvals {
			found = append(found, it.ApprovalRequestID+" "+it.ActionName)
		}
		if query.Cursor = page.NextCursor; query.Cursor == "" {
			break
		}
		if pages == 3 {
			t.Fatal("the list has no end")
		}
	}
	if want := []string{run + "-3 pay", run + "-2 pay", run + "-1 pay"}; !slices.Equal(found, want) {
		t.Errorf("got %q", found)
	}
	if _, err := agent.ListApprovals(t.Context(), &sayso.ApprovalQuery{Limit: 1000}); !errors.Is(err, sayso.ErrInvalidRequest) {
		t.Errorf("got %v", err)
	}
}

func TestServerKeepsTheDigestOfWhatWasApproved(t *testing.T) {
	agent, reviewer := agentAndReviewer(t)
	id := once(t, "digest")
	action := &sayso.ApprovalAction{Name: "pay", Arguments: map[string]any{"amount": 12_000.5, "to": "Zoë"}}
	if _, err := agent.RequestApproval(t.Context(), &sayso.ApprovalRequest{ApprovalRequestID: id, Action: action}); err != nil {
		t.Fatal(err)
	}
	if _, err := reviewer.SubmitDecision(t.Context(), id, &sayso.ReviewerAnswer{Decision: sayso.Approved}); err != nil {
		t.Fatal(err)
	}
	result, err := agent.WaitForApproval(t.Context(), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	own, err := sayso.Digest([]byte(`{"name":"pay","arguments":` + string(result.Arguments) + `}`))
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest("GET", agent.ServerURL()+"/v1/approvals/"+id+"/audit", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("SAYSO_TEST_ADMIN_TOKEN"))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var trail struct {
		Entries []struct {
			Sequence *int
			Action   struct{ Digest string }
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&trail); err != nil || len(trail.Entries) == 0 {
		t.Fatalf("got %v, %v", trail, err)
	}
	for _, entry := range trail.Entries {
		if entry.Sequence != nil && entry.Action.Digest != own {
			t.Errorf("got %s, want %s", entry.Action.Digest, own)
		}
	}
}

func TestServerCallsBack(t *testing.T) {
	agent, reviewer := agentAndReviewer(t)
	webhook, err := sayso.NewWebhook(publicKeys(t, agent.ServerURL())...)
	if err != nil {
		t.Fatal(err)
	}
	type delivery struct {
		result *sayso.ApprovalResult
		err    error
	}
	come := make(chan delivery, 10)
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		result, err := webhook.Result(body, r.Header)
		come <- delivery{result, err}
		if forged := webhook.Verify(append(body, ' '), r.Header); !errors.Is(forged, sayso.ErrInvalidWebhookSignature) {
			t.Errorf("another body passes: %v", forged)
		}
	}))
	defer endpoint.Close()
	id := once(t, "callback")
	request := &sayso.ApprovalRequest{ApprovalRequestID: id, Resume: sayso.Callback(endpoint.URL)}
	if _, err := agent.RequestApproval(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	if _, err := reviewer.SubmitDecision(t.Context(), id, &sayso.ReviewerAnswer{Decision: sayso.Rejected, Feedback: "No"}); err != nil {
		t.Fatal(err)
	}
	select {
	case got := <-come:
		if got.err != nil || got.result.Decision != sayso.Rejected || got.result.Feedback != "No" || got.result.ApprovalRequestID != id {
			t.Errorf("got %+v, %v", got.result, got.err)
		}
	case <-time.After(time.Minute):
		t.Error("nothing was delivered")
	}
}

func publicKeys(t *testing.T, url string) (keys []string) {
	t.Helper()
	response, err := http.Get(url + "/v1/keys")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var list struct{ Keys []struct{ PublicKey string } }
	if err := json.NewDecoder(response.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	for _, key := range list.Keys {
		keys = append(keys, key.PublicKey)
	}
	return keys
}

func TestServerWaitsOfOneProcess(t *testing.T) {
	agent, reviewer := agentAndReviewer(t)
	id := once(t, "many")
	if _, err := agent.RequestApproval(t.Context(), &sayso.ApprovalRequest{ApprovalRequestID: id}); err != nil {
		t.Fatal(err)
	}
	results := make(chan *sayso.ApprovalResult)
	for range 20 {
		go func() {
			result, err := agent.WaitForApproval(context.Background(), id, nil)
			if err != nil {
				t.Error(err)
			}
			results <- result
		}()
	}
	if _, err := reviewer.SubmitDecision(t.Context(), id, &sayso.ReviewerAnswer{Decision: sayso.Approved}); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if result := <-results; result == nil || !result.Approved() {
			t.Errorf("got %v", result)
		}
	}
}
