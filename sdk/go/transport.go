package sayso

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

const (
	attemptTimeout = 30 * time.Second
	maxAnswerBytes = 16 << 20
)

// call is one call of the API.
type call struct {
	method, path string
	// body is written as JSON; nil where there is none.
	body any
	// authorize proves who is asking, other than the client itself.
	authorize authorizer
	// idempotencyKey of a POST; empty is a new one.
	idempotencyKey string
	// retryFor is how long a failing call is tried again; at least one attempt is made.
	retryFor time.Duration
	// timeout is that of one attempt; zero is attemptTimeout.
	timeout time.Duration
}

// answer is a server's answer that is JSON, and how long it asks to wait before the same question is put again.
type answer struct {
	body  []byte
	pause *time.Duration
}

// transport is JSON over HTTP, with retries that never do a thing twice: every attempt of a POST carries the same
// Idempotency-Key.
type transport struct {
	serverURL string
	client    *http.Client
	authorize authorizer
}

func newTransport(serverURL string, given *http.Client, authorize authorizer) *transport {
	client := &http.Client{}
	if given == nil {
		// Each wait holds a connection; those that are kept are not set up again every 20 seconds.
		pool := http.DefaultTransport.(*http.Transport).Clone()
		pool.MaxIdleConns, pool.MaxIdleConnsPerHost = 0, 256
		client.Transport = pool
	} else {
		client.Transport, client.Jar = given.Transport, given.Jar
	}
	// Redirects are not followed: they would hand the key to wherever they lead.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &transport{serverURL: serverURL, client: client, authorize: authorize}
}

// call is the answer, after as many attempts as fit in retryFor.
func (t *transport) call(ctx context.Context, c call) (answer, error) {
	var body []byte
	if c.body != nil {
		var err error
		if body, err = json.Marshal(c.body); err != nil {
			return answer{}, &Error{Code: ErrInvalidRequest, Message: "the request cannot be written as JSON", cause: err}
		}
	}
	header := http.Header{"Accept": {"application/json"}}
	if body != nil {
		header.Set("Content-Type", "application/json")
	}
	if c.method == http.MethodPost {
		key := c.idempotencyKey
		if key == "" {
			key = rand.Text()
		}
		header.Set("Idempotency-Key", key)
	}
	started := time.Now()
	for failures := 0; ; failures++ {
		got, err := t.attempt(ctx, c, header, body)
		again := retryable(err)
		if again == nil {
			return got, err
		}
		delay := randomly(retryDelay(failures, again))
		if addUp(time.Since(started), delay) > c.retryFor {
			return answer{}, err
		}
		if err := sleep(ctx, delay); err != nil {
			return answer{}, err
		}
	}
}

func (t *transport) attempt(ctx context.Context, c call, header http.Header, body []byte) (answer, error) {
	response, text, err := t.send(ctx, c, header, body)
	if err != nil {
		return answer{}, err
	}
	ok := response.StatusCode >= 200 && response.StatusCode <= 299
	if ok && (len(text) == 0 || json.Valid(text)) {
		return answer{body: text, pause: retryAfter(response.Header, time.Now())}, nil
	}
	if response.StatusCode >= 400 {
		return answer{}, readProblem(response.StatusCode, response.Header, text, time.Now(), t.proof(c).prefix != "")
	}
	what := "something that is not JSON"
	if !ok {
		what = fmt.Sprintf("HTTP %d, a redirect perhaps", response.StatusCode)
	}
	message := fmt.Sprintf("%s answered with %s: is it Sayso's address?", t.serverURL, what)
	return answer{}, &Error{Code: ErrNetwork, Message: message, Status: response.StatusCode}
}

func (t *transport) send(ctx context.Context, c call, header http.Header, body []byte) (*http.Response, []byte, error) {
	timeout := c.timeout
	if timeout == 0 {
		timeout = attemptTimeout
	}
	if ctx.Err() != nil {
		return nil, nil, ended(ctx)
	}
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	response, text, err := t.roundTrip(limited, c, header, body)
	var known *Error
	switch {
	case err == nil:
		return response, text, nil
	case ctx.Err() != nil:
		return nil, nil, ended(ctx)
	case errors.As(err, &known):
		return nil, nil, known
	case limited.Err() != nil:
		err = fmt.Errorf("no answer within %v", timeout)
	}
	message := fmt.Sprintf("no answer from %s (%v)%s", t.serverURL, withoutURL(err), whatToDo(err))
	return nil, nil, &Error{Code: ErrNetwork, Message: message, Retryable: true, cause: err}
}

// proof is how this call proves who is asking.
func (t *transport) proof(c call) authorizer {
	if c.authorize.sign == nil {
		return t.authorize
	}
	return c.authorize
}

func (t *transport) roundTrip(ctx context.Context, c call, header http.Header, body []byte) (*http.Response, []byte, error) {
	authorize := t.proof(c)
	request, err := http.NewRequestWithContext(ctx, c.method, t.serverURL+authorize.prefix+c.path, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	request.Header = header.Clone()
	if err := authorize.sign(request, body); err != nil {
		return nil, nil, err
	}
	response, err := t.client.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswerBytes+1))
	if err == nil && len(text) > maxAnswerBytes {
		err = &Error{Code: ErrNetwork, Message: fmt.Sprintf("%s answered with more than %d bytes", t.serverURL, maxAnswerBytes)}
	}
	return response, text, err
}

// reachable is whether anything at all answers at the server's address.
func (t *transport) reachable(ctx context.Context) bool {
	probe := call{method: http.MethodGet, path: "/healthz", authorize: anonymous, timeout: 5 * time.Second}
	_, _, err := t.send(ctx, probe, http.Header{}, nil)
	return err == nil
}

// whatToDo is for a certificate that is why nothing answered.
func whatToDo(err error) string {
	var untrusted *tls.CertificateVerificationError
	if !errors.As(err, &untrusted) {
		return ""
	}
	return ": its certificate is not trusted here; SSL_CERT_FILE or Options.HTTPClient names its authority's"
}

// withoutURL is what happened, without the address that net/http puts before it.
func withoutURL(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}
