package sayso

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
)

// vectorCall is a call of the client with the arguments that a vector names.
type vectorCall struct {
	ApprovalRequestID string           `json:"approvalRequestId"`
	Query             *ApprovalQuery   `json:"query"`
	ExecutionID       string           `json:"executionId"`
	Request           *json.RawMessage `json:"request"`
	Feedback          string           `json:"feedback"`
	Answer            struct {
		Decision Decision
		Feedback string
		Response any
	} `json:"answer"`
	Reassignment Reassignment    `json:"reassignment"`
	Token        string          `json:"token"`
	Update       ExecutionUpdate `json:"update"`
	Note         Note            `json:"note"`
}

// do makes the call; its approval is nil where it has none.
func (v vectorCall) do(t *testing.T, client *Client, name string, options ...CallOption) (*Approval, error) {
	ctx := t.Context()
	switch name {
	case "requestApproval":
		return client.RequestApproval(ctx, requestOf(t, *v.Request), options...)
	case "getApproval":
		return client.GetApproval(ctx, v.ApprovalRequestID)
	case "listApprovals":
		_, err := client.ListApprovals(ctx, v.Query)
		return nil, err
	case "cancelApproval":
		return client.CancelApproval(ctx, v.ApprovalRequestID, v.Feedback, options...)
	case "submitDecision":
		answer := &ReviewerAnswer{Decision: v.Answer.Decision, Feedback: v.Answer.Feedback, Response: v.Answer.Response, Token: v.Token}
		return client.SubmitDecision(ctx, v.ApprovalRequestID, answer, options...)
	case "reassignApproval":
		v.Reassignment.Token = v.Token
		return client.ReassignApproval(ctx, v.ApprovalRequestID, &v.Reassignment, options...)
	case "putExecution":
		return nil, client.PutExecution(ctx, v.ExecutionID, &v.Update)
	case "addNote":
		return nil, client.AddNote(ctx, v.ExecutionID, &v.Note, options...)
	case "waitForApproval":
		_, err := client.WaitForApproval(ctx, v.ApprovalRequestID, nil)
		return nil, err
	case "waitForResume":
		_, err := client.WaitForResume(ctx, v.ApprovalRequestID, nil)
		return nil, err
	}
	t.Fatalf("no call %s", name)
	return nil, nil
}

// requestOf is the request as a Go program would write it; every field of the JSON must have a place in it.
func requestOf(t *testing.T, text json.RawMessage) *ApprovalRequest {
	t.Helper()
	fields := members(text)
	target := resumeOf(t, fields["resume"])
	delete(fields, "resume")
	rest, _ := json.Marshal(fields)
	decoder := json.NewDecoder(strings.NewReader(string(rest)))
	decoder.DisallowUnknownFields()
	var request ApprovalRequest
	if err := decoder.Decode(&request); err != nil {
		t.Fatal(err)
	}
	request.Resume = target
	return &request
}

func resumeOf(t *testing.T, text json.RawMessage) ResumeTarget {
	t.Helper()
	fields := members(text)
	switch kind := textOf(fields["kind"]); kind {
	case "":
		return nil
	case "poll":
		return Poll{}
	case "task-token":
		return TaskToken(textOf(fields["taskToken"]))
	case "callback":
		return Callback(textOf(fields["url"]))
	case "durable":
		return DurableCallback(textOf(fields["callbackId"]))
	case "event":
		return EventDetail{fields["detail"]}
	default:
		t.Fatalf("no target for %s", kind)
		return nil
	}
}

func codeOf(err error) string {
	var known *Error
	var timeout *WaitTimeout
	switch {
	case err == nil:
		return ""
	case errors.As(err, &timeout):
		return string(ErrWaitTimeout)
	case errors.As(err, &known):
		return string(known.Code)
	}
	return err.Error()
}

func sameJSON(t *testing.T, got, want json.RawMessage) {
	t.Helper()
	var a, b any
	if len(got) > 0 {
		if err := json.Unmarshal(got, &a); err != nil {
			t.Fatal(err)
		}
	}
	if len(want) > 0 {
		if err := json.Unmarshal(want, &b); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRequestVectors(t *testing.T) {
	type request struct {
		Method, Path, Query string
		Body                json.RawMessage
		Headers             map[string]*string
	}
	type vector struct {
		Call           string
		IdempotencyKey string
		Arguments      vectorCall
		Request        *request
		Error          struct{ Code, Field string }
	}
	eachVector(t, "requests.json", func(t *testing.T, v vector) {
		stub := startStub(t, always(400, "{}"))
		var options []CallOption
		if v.IdempotencyKey != "" {
			options = append(options, WithIdempotencyKey(v.IdempotencyKey))
		}
		_, err := v.Arguments.do(t, testClient(t, Options{ServerURL: stub.url()}), v.Call, options...)
		sent := stub.sent()
		if v.Request == nil {
			var known *Error
			if !errors.As(err, &known) || string(known.Code) != v.Error.Code || known.Fields[0].Field != v.Error.Field || len(sent) != 0 {
				t.Fatalf("got %v after %d requests", err, len(sent))
			}
			return
		}
		if len(sent) != 1 || codeOf(err) != "invalid_request" {
			t.Fatalf("got %v after %d requests", err, len(sent))
		}
		got := sent[0]
		if got.Method != v.Request.Method || got.Path != v.Request.Path || got.Query != v.Request.Query {
			t.Errorf("got %s %s?%s, want %s %s", got.Method, got.Path, got.Query, v.Request.Method, v.Request.Path)
		}
		sameJSON(t, got.Body, v.Request.Body)
		for name, want := range v.Request.Headers {
			if values := got.Header.Values(name); want == nil && values != nil || want != nil && got.Header.Get(name) != *want {
				t.Errorf("%s: got %q", name, values)
			}
		}
	})
}

// vectorResult is a result as the vectors write it. Go's empty string stands for their null and for their "" alike.
type vectorResult struct {
	Decision          Decision
	Feedback          string
	Reviewer          *Reviewer
	Arguments         json.RawMessage
	Response          json.RawMessage
	DecidedAt         time.Time
	ApprovalRequestID string
	ExecutionID       string
	Approved          bool
	ChangesRequested  bool
}

func sameResult(t *testing.T, got *ApprovalResult, text json.RawMessage) {
	t.Helper()
	var want *vectorResult
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if want == nil || got == nil {
		if want != nil || got != nil {
			t.Errorf("got %+v, want %+v", got, want)
		}
		return
	}
	sameJSON(t, got.Arguments, want.Arguments)
	sameJSON(t, got.Response, want.Response)
	want.Arguments, want.Response = nil, nil
	plain := vectorResult{got.Decision, got.Feedback, got.Reviewer, nil, nil, got.DecidedAt, got.ApprovalRequestID,
		got.ExecutionID, got.Approved(), got.ChangesRequested()}
	if !reflect.DeepEqual(plain, *want) {
		t.Errorf("got  %+v\nwant %+v", plain, *want)
	}
}

func TestResultVectors(t *testing.T) {
	type vector struct {
		Answer vectorAnswer
		Result json.RawMessage
		Error  string
	}
	eachVector(t, "results.json", func(t *testing.T, v vector) {
		t.Parallel()
		stub := startStub(t, func(int, recorded, <-chan struct{}) *vectorAnswer { return &v.Answer })
		client := testClient(t, Options{ServerURL: stub.url()})
		result, err := client.WaitForApproval(t.Context(), "claim-42", &WaitOptions{Timeout: 200 * time.Millisecond})
		if codeOf(err) != v.Error {
			t.Fatalf("got %v, want %q", err, v.Error)
		}
		if err == nil {
			sameResult(t, result, v.Result)
		}
	})
}

func TestRetryVectors(t *testing.T) {
	type vector struct {
		Now        int64
		Call       string
		RetryForMs int64
		Outcomes   []vectorOutcome
		Attempts   int
		Delays     []struct{ MinMs, MaxMs int64 }
		Outcome    struct{ Error, ApprovalRequestID string }
	}
	about := vectorCall{ApprovalRequestID: "claim-42", ExecutionID: "run-7", Note: Note{Message: "Hello"}}
	about.Update.Status = Running
	request := json.RawMessage(`{"approvalRequestId": "claim-42"}`)
	about.Request = &request
	eachVector(t, "retries.json", func(t *testing.T, v vector) {
		t.Parallel()
		now := time.UnixMilli(v.Now)
		for i, delay := range v.Delays {
			err := &Error{Code: ErrNetwork, Retryable: true}
			if answer := v.Outcomes[i].vectorAnswer; answer.Status != 0 {
				err = readProblem(answer.Status, headerOf(answer), answer.bytes(), now, false)
			}
			if least, most := retryDelay(i, err); least.Milliseconds() != delay.MinMs || most.Milliseconds() != delay.MaxMs {
				t.Errorf("delay %d: got %v to %v, want %+v", i, least, most, delay)
			}
		}
		for _, outcome := range v.Outcomes {
			// A date as far from this moment as it is from the vector's own.
			if at, err := time.Parse(http.TimeFormat, outcome.Headers["retry-after"]); err == nil {
				outcome.Headers["retry-after"] = time.Now().Add(at.Sub(now)).UTC().Format(http.TimeFormat)
			}
		}
		stub := startStub(t, inOrder(v.Outcomes))
		retryFor := time.Duration(v.RetryForMs) * time.Millisecond
		if retryFor == 0 {
			retryFor = -1
		}
		approval, err := about.do(t, testClient(t, Options{ServerURL: stub.url(), RetryFor: retryFor}), v.Call)
		if codeOf(err) != v.Outcome.Error {
			t.Errorf("got %v, want %q", err, v.Outcome.Error)
		}
		if v.Outcome.ApprovalRequestID != "" && approval.ApprovalRequestID != v.Outcome.ApprovalRequestID {
			t.Errorf("got %v", approval)
		}
		sent := stub.sent()
		if len(sent) != v.Attempts {
			t.Fatalf("%d attempts, want %d", len(sent), v.Attempts)
		}
		for _, attempt := range sent {
			key := attempt.Header.Get("Idempotency-Key")
			if key != sent[0].Header.Get("Idempotency-Key") || (key != "") != (attempt.Method == "POST") {
				t.Errorf("%s with the Idempotency-Key %q", attempt.Method, key)
			}
		}
	})
}

func headerOf(answer vectorAnswer) http.Header {
	header := http.Header{}
	for name, value := range answer.Headers {
		header.Set(name, value)
	}
	return header
}

func TestErrorVectors(t *testing.T) {
	type expected struct {
		Code         string
		Message      *string
		Status       int
		Retryable    bool
		RetryAfterMs *float64
		Fields       []FieldProblem
		Approval     bool
	}
	type vector struct {
		Now    int64
		Signed bool
		Answer vectorAnswer
		Error  expected
	}
	eachVector(t, "errors.json", func(t *testing.T, v vector) {
		err := readProblem(v.Answer.Status, headerOf(v.Answer), v.Answer.bytes(), time.UnixMilli(v.Now), v.Signed)
		want := v.Error
		got := expected{string(err.Code), nil, err.Status, err.Retryable, nil, err.Fields, err.Approval != nil}
		if err.RetryAfter != nil {
			milliseconds := float64(*err.RetryAfter) / 1e6
			got.RetryAfterMs = &milliseconds
		}
		if want.Message != nil && *want.Message != err.Message {
			t.Errorf("got the message %q", err.Message)
		}
		want.Message = nil
		if len(want.Fields) == 0 {
			want.Fields = nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	})
}

func TestWaitVectors(t *testing.T) {
	type vector struct {
		Call              string
		ApprovalRequestID string
		TimeoutMs         *int64
		Answers           []vectorOutcome
		Queries           []string
		Result            json.RawMessage
		Error, Cause      string
	}
	eachVector(t, "waits.json", func(t *testing.T, v vector) {
		t.Parallel()
		stub := startStub(t, inOrder(v.Answers))
		if v.Answers[0].Away {
			stub.goAway()
		}
		client := testClient(t, Options{ServerURL: stub.url()})
		options := &WaitOptions{}
		if v.TimeoutMs != nil {
			if options.Timeout = time.Duration(*v.TimeoutMs) * time.Millisecond; options.Timeout == 0 {
				options.Timeout = NoWait
			}
		}
		wait := map[string]func(context.Context, string, *WaitOptions) (*ApprovalResult, error){
			"waitForApproval": client.WaitForApproval, "waitForResume": client.WaitForResume,
		}[v.Call]
		result, err := wait(t.Context(), v.ApprovalRequestID, options)
		if codeOf(err) != v.Error {
			t.Fatalf("got %v, want %q", err, v.Error)
		}
		if v.Cause != "" && codeOf(errors.Unwrap(err)) != v.Cause {
			t.Errorf("got the cause %v", errors.Unwrap(err))
		}
		if v.Error == "" {
			sameResult(t, result, v.Result)
		}
		var asked []string
		for _, request := range stub.sent() {
			if request.Method != http.MethodGet {
				t.Errorf("%s while waiting", request.Method)
			}
			asked = append(asked, request.Query)
		}
		if v.Queries != nil && !reflect.DeepEqual(asked, v.Queries) {
			t.Errorf("asked %q, want %q", asked, v.Queries)
		}
	})
}
