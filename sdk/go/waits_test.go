package sayso

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// decidable is a stub server with one approval that can be decided, and how many questions about it are held open.
type decidable struct {
	*stubServer
	held    atomic.Int64
	decided chan struct{}
	status  string
}

func startDecidable(t *testing.T) *decidable {
	d := &decidable{decided: make(chan struct{})}
	d.stubServer = startStub(t, func(n int, r recorded, gone <-chan struct{}) *vectorAnswer {
		if r.Query == "wait=20" {
			d.held.Add(1)
			defer d.held.Add(-1)
			select {
			case <-d.decided:
			case <-gone:
				return nil
			}
		}
		select {
		case <-d.decided:
			return always(200, approvalJSON("claim-42", d.status))(n, r, gone)
		default:
			return always(200, approvalJSON("claim-42", "pending"))(n, r, gone)
		}
	})
	return d
}

func (d *decidable) decide(status string) {
	d.status = status
	close(d.decided)
}

func TestWaitsShareOneQuestion(t *testing.T) {
	stub := startDecidable(t)
	client := testClient(t, Options{ServerURL: stub.url()})
	leaving, leave := context.WithCancelCause(t.Context())
	left := make(chan error)
	go func() {
		_, err := client.WaitForApproval(leaving, "claim-42", nil)
		left <- err
	}()
	var group sync.WaitGroup
	var approved atomic.Int64
	for range 50 {
		group.Add(1)
		go func() {
			defer group.Done()
			if result, err := client.WaitForApproval(t.Context(), "claim-42", nil); err == nil && result.Approved() {
				approved.Add(1)
			}
		}()
	}
	eventually(t, func() bool { return waitersOf(client) == 51 && stub.held.Load() == 1 })
	noLonger := errors.New("no longer needed")
	leave(noLonger)
	if err := <-left; !errors.Is(err, context.Canceled) || !errors.Is(err, noLonger) {
		t.Errorf("got %v", err)
	}
	stub.decide("approved")
	group.Wait()
	if approved.Load() != 50 || len(stub.sent()) != 1 {
		t.Errorf("%d approved after %d questions", approved.Load(), len(stub.sent()))
	}
}

func waitersOf(client *Client) (count int) {
	client.waits.mu.Lock()
	defer client.waits.mu.Unlock()
	for _, p := range client.waits.polls {
		count += p.waiters
	}
	return count
}

func pollsOf(client *Client) int {
	client.waits.mu.Lock()
	defer client.waits.mu.Unlock()
	return len(client.waits.polls)
}

func TestContextThatEndsLeavesTheApprovalAsItWas(t *testing.T) {
	stub := startDecidable(t)
	client := testClient(t, Options{ServerURL: stub.url()})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := client.WaitForApproval(ctx, "claim-42", nil)
		done <- err
	}()
	eventually(t, func() bool { return stub.held.Load() == 1 })
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	eventually(t, func() bool { return stub.held.Load() == 0 })
	for _, request := range stub.sent() {
		if request.Method != "GET" {
			t.Errorf("%s %s", request.Method, request.Path)
		}
	}
	if _, err := client.WaitForApproval(ctx, "claim-42", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v of a context that had ended before", err)
	}
	stub.decide("rejected")
	if result, err := client.WaitForResume(t.Context(), "claim-42", nil); err != nil || result.Decision != Rejected {
		t.Errorf("got %v, %v", result, err)
	}
}

func TestTimeoutShorterThanTheExpiry(t *testing.T) {
	stub := startDecidable(t)
	client := testClient(t, Options{ServerURL: stub.url()})
	_, err := client.WaitForApproval(t.Context(), "claim-42", &WaitOptions{Timeout: 200 * time.Millisecond})
	var timeout *WaitTimeout
	if !errors.As(err, &timeout) || !errors.Is(err, ErrWaitTimeout) {
		t.Fatalf("got %v", err)
	}
	if timeout.ApprovalRequestID != "claim-42" || timeout.Waited != 200*time.Millisecond || timeout.Approval.Status != Pending {
		t.Errorf("got %+v", timeout)
	}
	if err.Error() != "sayso: wait_timeout: waited 200ms for approval claim-42: it is still pending" {
		t.Errorf("got %v", err)
	}
	eventually(t, func() bool { return stub.held.Load() == 0 })
	stub.decide("request_changes")
	result, err := client.WaitForApproval(t.Context(), "claim-42", &WaitOptions{Timeout: time.Minute})
	if err != nil || !result.ChangesRequested() || result.Approved() {
		t.Errorf("got %v, %v", result, err)
	}
}

func TestWaitsOutliveTheServer(t *testing.T) {
	stub := startDecidable(t)
	var problems atomic.Int64
	client := testClient(t, Options{ServerURL: stub.url(), OnProblem: func(err error) {
		if errors.Is(err, ErrNetwork) {
			problems.Add(1)
		}
	}})
	done := make(chan *ApprovalResult)
	go func() {
		result, _ := client.WaitForApproval(t.Context(), "claim-42", nil)
		done <- result
	}()
	for range 2 {
		eventually(t, func() bool { return stub.held.Load() == 1 })
		told := problems.Load()
		stub.goAway()
		eventually(t, func() bool { return problems.Load() == told+1 })
		stub.comeBack()
	}
	eventually(t, func() bool { return stub.held.Load() == 1 })
	stub.goAway()
	stub.decide("approved")
	stub.comeBack()
	if result := <-done; result == nil || !result.Approved() {
		t.Errorf("got %v", result)
	}
}

func TestResumeWaitsForAServerThatIsAway(t *testing.T) {
	problem := `{"code":"approval_not_found","detail":"Nothing"}`
	stub := startStub(t, always(404, problem))
	stub.goAway()
	time.AfterFunc(300*time.Millisecond, stub.comeBack)
	result, err := testClient(t, Options{ServerURL: stub.url()}).WaitForResume(t.Context(), "claim-42", nil)
	if result != nil || err != nil {
		t.Errorf("got %v, %v", result, err)
	}
}

func TestPauseTellsOnceThatItIsPending(t *testing.T) {
	stub := startDecidable(t)
	client := testClient(t, Options{ServerURL: stub.url()})
	var told []string
	options := &WaitOptions{OnPending: func(a *Approval) { told = append(told, a.ApprovalRequestURL) }}
	go func() {
		for stub.held.Load() == 0 {
			time.Sleep(time.Millisecond)
		}
		stub.decide("approved")
	}()
	for range 2 {
		result, err := client.Pause(t.Context(), &ApprovalRequest{ApprovalRequestID: "claim-42"}, options)
		if err != nil || !result.Approved() || result.Feedback != "seen" {
			t.Fatalf("got %v, %v", result, err)
		}
	}
	if len(told) != 1 || told[0] != "http://stub.example/review/claim-42" {
		t.Errorf("told %q", told)
	}
}

func TestServerThatDoesNotHoldIsNotFlooded(t *testing.T) {
	stub := startStub(t, always(200, approvalJSON("claim-42", "pending")))
	client := testClient(t, Options{ServerURL: stub.url()})
	_, err := client.WaitForApproval(t.Context(), "claim-42", &WaitOptions{Timeout: 2 * time.Second})
	if asked := len(stub.sent()); !errors.Is(err, ErrWaitTimeout) || asked < 4 || asked > 40 {
		t.Errorf("got %v after %d questions in 2 s", err, asked)
	}
}

func TestManyWaitsLeaveNothingBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	stub := startDecidable(t)
	client := testClient(t, Options{ServerURL: stub.url()})
	var group sync.WaitGroup
	for i := range 400 {
		group.Add(1)
		go func() {
			defer group.Done()
			timeout := time.Duration(1+i%50) * time.Millisecond
			_, err := client.WaitForApproval(t.Context(), "claim-42", &WaitOptions{Timeout: timeout})
			if !errors.Is(err, ErrWaitTimeout) {
				t.Errorf("got %v", err)
			}
		}()
	}
	group.Wait()
	stub.goAway()
	eventually(t, func() bool { return pollsOf(client) == 0 && runtime.NumGoroutine() <= before })
}

// A wait as long as the expiry would end just before it, if the request counted too.
func TestPauseCountsFromWhenItHasAsked(t *testing.T) {
	expired := make(chan struct{})
	stub := startStub(t, func(n int, r recorded, gone <-chan struct{}) *vectorAnswer {
		if r.Method == "POST" {
			time.Sleep(2 * time.Second)
			time.AfterFunc(200*time.Millisecond, func() { close(expired) })
			return always(201, approvalJSON("claim-42", "pending"))(n, r, gone)
		}
		select {
		case <-expired:
			return always(200, approvalJSON("claim-42", "expired"))(n, r, gone)
		case <-gone:
			return nil
		}
	})
	options := &WaitOptions{Timeout: 2 * time.Second}
	client := testClient(t, Options{ServerURL: stub.url()})
	result, err := client.Pause(t.Context(), &ApprovalRequest{ApprovalRequestID: "claim-42"}, options)
	if err != nil || result.Decision != Expired || len(stub.sent()) != 2 {
		t.Errorf("got %v, %v after %d requests", result, err, len(stub.sent()))
	}
}
