package sayso

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// recorded is a request as the stub server got it.
type recorded struct {
	Method, Path, Query string
	Header              http.Header
	Body                json.RawMessage
}

// stubServer records what it is sent, and answers as it is told. It can go away and come back.
type stubServer struct {
	t       *testing.T
	address string
	// answer is asked for each request but liveness probes; it returns nil for a connection that is to be cut.
	answer func(n int, r recorded, gone <-chan struct{}) *vectorAnswer

	mu       sync.Mutex
	server   *httptest.Server
	requests []recorded
}

func startStub(t *testing.T, answer func(n int, r recorded, gone <-chan struct{}) *vectorAnswer) *stubServer {
	stub := &stubServer{t: t, answer: answer, address: freeAddress(t)}
	stub.comeBack()
	t.Cleanup(stub.goAway)
	return stub
}

// Ports below those that systems give to whoever asks for any: one of those may be gone while the server is away.
const firstPort, portCount = 20_000, 12_000

var givenPorts atomic.Uint32

func init() { givenPorts.Store(rand.Uint32N(portCount)) }

// freeAddress is one that nobody listens at, and that was not given before.
func freeAddress(t *testing.T) string {
	for range portCount {
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", firstPort+givenPorts.Add(1)%portCount))
		if err == nil {
			defer listener.Close()
			return listener.Addr().String()
		}
	}
	t.Fatal("no free port")
	return ""
}

func (s *stubServer) url() string { return "http://" + s.address }

// comeBack listens at the address that it had before.
func (s *stubServer) comeBack() {
	listener, err := net.Listen("tcp", s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	_ = server.Listener.Close()
	server.Listener = listener
	server.Start()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.server = server
}

// goAway is from one moment to the next, like a process that is killed.
func (s *stubServer) goAway() {
	s.mu.Lock()
	server := s.server
	s.server = nil
	s.mu.Unlock()
	if server != nil {
		server.Listener.Close()
		server.CloseClientConnections()
		server.Close()
	}
}

func (s *stubServer) sent() []recorded {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]recorded(nil), s.requests...)
}

func (s *stubServer) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" {
		return
	}
	body, _ := io.ReadAll(r.Body)
	got := recorded{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, r.Header, body}
	s.mu.Lock()
	s.requests = append(s.requests, got)
	n := len(s.requests)
	s.mu.Unlock()
	answer := s.answer(n, got, r.Context().Done())
	if answer == nil {
		panic(http.ErrAbortHandler)
	}
	for name, value := range answer.Headers {
		w.Header().Set(name, value)
	}
	w.WriteHeader(answer.Status)
	_, _ = w.Write(answer.bytes())
}

// inOrder gives these outcomes, then the last one for ever.
func inOrder(outcomes []vectorOutcome) func(int, recorded, <-chan struct{}) *vectorAnswer {
	return func(n int, _ recorded, gone <-chan struct{}) *vectorAnswer {
		outcome := outcomes[min(n, len(outcomes))-1]
		if outcome.Hold {
			<-gone
		}
		if outcome.Network == "cut" || outcome.Hold {
			return nil
		}
		return &outcome.vectorAnswer
	}
}

func always(status int, body string) func(int, recorded, <-chan struct{}) *vectorAnswer {
	text, _ := json.Marshal(body)
	return func(int, recorded, <-chan struct{}) *vectorAnswer { return &vectorAnswer{Status: status, Body: text} }
}

// testClient is one whose attempts the server can count: net/http asks by itself once more on a kept connection that
// was cut, which does no harm and makes two of one.
func testClient(t *testing.T, options Options) *Client {
	t.Helper()
	if options.APIKey == "" && options.Token == "" && options.Auth == "" {
		options.APIKey = "key-1"
	}
	if options.HTTPClient == nil {
		options.HTTPClient = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	}
	if options.OnProblem == nil {
		options.OnProblem = func(error) {}
	}
	client, err := NewClient(options)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func approvalJSON(id, status string) string {
	decision := fmt.Sprintf("%q", status)
	if status == "pending" {
		decision = "null"
	}
	return fmt.Sprintf(`{"approvalRequestId":%q,"approvalRequestUrl":"http://stub.example/review/%s","status":%q,`+
		`"decision":%s,"feedback":"seen","createdAt":"2026-11-22T10:00:00.000Z"}`, id, id, status, decision)
}

// eventually waits until the condition holds, and fails the test when that takes long.
func eventually(t *testing.T, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !condition(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it did not come about")
		}
	}
}
