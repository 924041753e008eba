package sayso

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func ask(client *Client, ctx context.Context) (*Approval, error) {
	return client.RequestApproval(ctx, &ApprovalRequest{ApprovalRequestID: "claim-42"})
}

func TestServerThatIsDown(t *testing.T) {
	stub := startStub(t, always(201, approvalJSON("claim-42", "pending")))
	stub.goAway()
	_, err := ask(testClient(t, Options{ServerURL: stub.url(), RetryFor: -1}), t.Context())
	var known *Error
	if !errors.Is(err, ErrNetwork) || !errors.As(err, &known) || !known.Retryable || known.Status != 0 {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(err.Error(), "sayso: network: no answer from "+stub.url()+" (") || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v", err)
	}
	var operation *net.OpError
	if !errors.As(err, &operation) {
		t.Errorf("what lies beneath is lost: %v", errors.Unwrap(err))
	}
}

func TestServerThatStartsLate(t *testing.T) {
	stub := startStub(t, always(201, approvalJSON("claim-42", "pending")))
	stub.goAway()
	time.AfterFunc(300*time.Millisecond, stub.comeBack)
	approval, err := ask(testClient(t, Options{ServerURL: stub.url()}), t.Context())
	if err != nil || approval.Status != Pending {
		t.Fatalf("got %v, %v", approval, err)
	}
}

// rawServer answers every connection with these bytes, and then closes it.
func rawServer(t *testing.T, answers ...string) (url string, asked *atomic.Int64) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	asked = new(atomic.Int64)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			n := asked.Add(1)
			buffer := make([]byte, 4096)
			_, _ = connection.Read(buffer)
			_, _ = io.WriteString(connection, answers[min(int(n), len(answers))-1])
			connection.Close()
		}
	}()
	return "http://" + listener.Addr().String(), asked
}

func TestAnswersThatBreakOffAreTriedAgain(t *testing.T) {
	whole := approvalJSON("claim-42", "approved")
	head := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
	for name, broken := range map[string]string{
		"within the body":       head + whole[:60],
		"after the head":        head,
		"within the head":       "HTTP/1.1 200 OK\r\nConte",
		"within a chunk":        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + whole[:20],
		"what is not even HTTP": "\x00\x01\x02",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good := "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + whole
			url, asked := rawServer(t, broken, good)
			approval, err := ask(testClient(t, Options{ServerURL: url}), t.Context())
			if err != nil || approval.Status != "approved" || asked.Load() != 2 {
				t.Fatalf("got %v, %v after %d questions", approval, err, asked.Load())
			}
			url, _ = rawServer(t, broken)
			if _, err := ask(testClient(t, Options{ServerURL: url, RetryFor: -1}), t.Context()); !errors.Is(err, ErrNetwork) {
				t.Fatalf("got %v", err)
			}
			url, _ = rawServer(t, broken, good)
			result, err := testClient(t, Options{ServerURL: url}).WaitForApproval(t.Context(), "claim-42", nil)
			if err != nil || !result.Approved() {
				t.Fatalf("got %v, %v", result, err)
			}
		})
	}
}

func TestCertificateThatIsNotTrusted(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = quiet()
	server.StartTLS()
	defer server.Close()
	_, err := ask(testClient(t, Options{ServerURL: server.URL, RetryFor: -1}), t.Context())
	var unknown x509.UnknownAuthorityError
	if !errors.Is(err, ErrNetwork) || !errors.As(err, &unknown) || !strings.Contains(err.Error(), "not trusted here; SSL_CERT_FILE or Options.HTTPClient") {
		t.Fatalf("got %v", err)
	}
	trusting := testClient(t, Options{ServerURL: server.URL, RetryFor: -1, HTTPClient: server.Client()})
	if _, err := ask(trusting, t.Context()); !errors.Is(err, ErrNotFound) {
		t.Fatalf("got %v", err)
	}
}

func TestProxyPages(t *testing.T) {
	page := "<html><body>Bad gateway</body></html>"
	stub := startStub(t, func(n int, _ recorded, _ <-chan struct{}) *vectorAnswer {
		return always([]int{502, 503, 200}[min(n, 3)-1], []string{page, page, approvalJSON("claim-42", "approved")}[min(n, 3)-1])(n, recorded{}, nil)
	})
	if approval, err := ask(testClient(t, Options{ServerURL: stub.url()}), t.Context()); err != nil || approval.Status != "approved" {
		t.Fatalf("got %v, %v", approval, err)
	}
	portal := startStub(t, always(200, page))
	if _, err := ask(testClient(t, Options{ServerURL: portal.url()}), t.Context()); !errors.Is(err, ErrNetwork) || retryable(err) != nil {
		t.Fatalf("got %v", err)
	}
}

func TestRedirectsDoNotGetTheKey(t *testing.T) {
	var got atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { got.Add(1) }))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		stub := startStub(t, func(int, recorded, <-chan struct{}) *vectorAnswer {
			return &vectorAnswer{Status: status, Headers: map[string]string{"location": elsewhere.URL}}
		})
		following := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return nil }}
		_, err := ask(testClient(t, Options{ServerURL: stub.url(), HTTPClient: following}), t.Context())
		if !errors.Is(err, ErrNetwork) || len(stub.sent()) != 1 {
			t.Errorf("%d: got %v after %d questions", status, err, len(stub.sent()))
		}
	}
	if got.Load() != 0 {
		t.Errorf("a redirect was followed")
	}
}

func TestAnswerBeyondMeasure(t *testing.T) {
	stub := startStub(t, always(200, strings.Repeat(" ", maxAnswerBytes+1)))
	if _, err := ask(testClient(t, Options{ServerURL: stub.url()}), t.Context()); !errors.Is(err, ErrNetwork) || retryable(err) != nil {
		t.Fatalf("got %v", err)
	}
}

func TestContextThatEndsWhileTryingAgain(t *testing.T) {
	stub := startStub(t, func(int, recorded, <-chan struct{}) *vectorAnswer {
		return &vectorAnswer{Status: 503, Headers: map[string]string{"retry-after": "30"}}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := ask(testClient(t, Options{ServerURL: stub.url()}), ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	client := testClient(t, Options{})
	request := &ApprovalRequest{ApprovalRequestID: "claim-42", Context: func() {}}
	if _, err := client.RequestApproval(t.Context(), request); !errors.Is(err, ErrInvalidRequest) {
		t.Errorf("got %v", err)
	}
	if _, err := client.RequestApproval(t.Context(), nil); !errors.Is(err, ErrInvalidRequest) {
		t.Errorf("got %v", err)
	}
	if _, err := client.SubmitDecision(t.Context(), "claim-42", nil); !errors.Is(err, ErrInvalidRequest) {
		t.Errorf("got %v", err)
	}
	if _, err := client.ReassignApproval(t.Context(), "claim-42", nil); !errors.Is(err, ErrInvalidRequest) {
		t.Errorf("got %v", err)
	}
}

func TestSilenceEndsAnAttempt(t *testing.T) {
	stub := startStub(t, inOrder([]vectorOutcome{{Hold: true}}))
	client := testClient(t, Options{ServerURL: stub.url()})
	_, err := client.transport.call(t.Context(), call{method: "GET", path: "/v1/approvals/a", timeout: 50 * time.Millisecond})
	if retryable(err) == nil || !errors.Is(err, ErrNetwork) || !strings.Contains(err.Error(), "no answer within 50ms") {
		t.Errorf("got %v", err)
	}
}

func TestRequestWhoseReplyWasLostIsOneRequest(t *testing.T) {
	made := map[string]bool{}
	stub := startStub(t, func(n int, r recorded, _ <-chan struct{}) *vectorAnswer {
		made[r.Header.Get("Idempotency-Key")] = true
		if n < 3 {
			return nil
		}
		return always(200, approvalJSON("claim-42", "pending"))(n, r, nil)
	})
	approval, err := ask(testClient(t, Options{ServerURL: stub.url()}), t.Context())
	if err != nil || approval.Status != Pending || len(stub.sent()) != 3 || len(made) != 1 {
		t.Errorf("got %v, %v under %d keys", approval, err, len(made))
	}
}

func TestOwnRetryForOfOneCall(t *testing.T) {
	stub := startStub(t, always(503, "{}"))
	client := testClient(t, Options{ServerURL: stub.url()})
	_, err := client.GetApproval(t.Context(), "claim-42", WithRetryFor(0))
	if !errors.Is(err, ErrUnavailable) || len(stub.sent()) != 1 {
		t.Errorf("got %v after %d questions", err, len(stub.sent()))
	}
}
