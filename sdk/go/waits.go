package sayso

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	// hold is the time for which the server is asked to hold its answer while the approval is pending.
	hold = 20 * time.Second
	// A held answer that comes back pending sooner than this was not held.
	shortestHold = time.Second
)

// poll is the one question about an approval that a client has open, and what came of it once done is closed.
type poll struct {
	done chan struct{}
	stop context.CancelFunc
	// waiters is guarded by the lock of waits.
	waiters int
	result  outcome
}

// waits are those of one client: one poll per approval however many wait for it, through any outage of the server.
type waits struct {
	transport *transport
	outage    *outage

	mu    sync.Mutex
	polls map[string]*poll
}

// untilTerminal is the approval once it has ended; a WaitTimeout if that takes longer than the wait may.
func (ws *waits) untilTerminal(ctx context.Context, id, path string, w wait) (*Approval, error) {
	if w.timeout >= 0 {
		p := ws.join(id, path)
		got, err := w.inTime(ctx, p.done, func() outcome { return p.result })
		ws.leave(id, p)
		if err != nil {
			return nil, err
		}
		if got != nil {
			return got.approval, got.err
		}
	}
	approval, err := ws.lastLook(ctx, id, path, w)
	if err == nil && approval.Status == Pending {
		return nil, &WaitTimeout{ApprovalRequestID: id, Waited: w.waited(), Approval: approval}
	}
	return approval, err
}

// now is the approval as it stands, pending or not, as soon as the server can be asked.
func (ws *waits) now(ctx context.Context, id, path string, w wait) (*Approval, error) {
	if w.timeout < 0 {
		return ws.lastLook(ctx, id, path, w)
	}
	asking, stop := context.WithCancel(ctx)
	defer stop()
	var result outcome
	done := make(chan struct{})
	go func() {
		defer close(done)
		var got answer
		if got, result.err = ws.keepAsking(asking, path); result.err == nil {
			result.approval, result.err = ws.read(got, id)
		}
	}()
	got, err := w.inTime(ctx, done, func() outcome { return result })
	switch {
	case err != nil:
		return nil, err
	case got != nil:
		return got.approval, got.err
	}
	return ws.lastLook(ctx, id, path, w)
}

// lastLook asks once more at the time-out: a wait of 24 h on an approval of 24 h must end as expired.
func (ws *waits) lastLook(ctx context.Context, id, path string, w wait) (*Approval, error) {
	look := call{method: http.MethodGet, path: path, retryFor: 2 * time.Second, timeout: 10 * time.Second}
	got, err := ws.transport.call(ctx, look)
	if retryable(err) != nil {
		return nil, &WaitTimeout{ApprovalRequestID: id, Waited: w.waited(), cause: err}
	}
	if err != nil {
		return nil, err
	}
	return ws.read(got, id)
}

func (ws *waits) join(id, path string) *poll {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p := ws.polls[id]
	if p == nil {
		ctx, stop := context.WithCancel(context.Background())
		p = &poll{done: make(chan struct{}), stop: stop}
		ws.polls[id] = p
		go func() {
			p.result = ws.ask(ctx, id, path)
			ws.forget(id, p)
			close(p.done)
		}()
	}
	p.waiters++
	return p
}

func (ws *waits) leave(id string, p *poll) {
	ws.mu.Lock()
	p.waiters--
	last := p.waiters == 0
	if last && ws.polls[id] == p {
		delete(ws.polls, id)
	}
	ws.mu.Unlock()
	if last {
		p.stop()
	}
}

func (ws *waits) forget(id string, p *poll) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if ws.polls[id] == p {
		delete(ws.polls, id)
	}
}

// ask asks until the approval has ended.
func (ws *waits) ask(ctx context.Context, id, path string) outcome {
	early := 0
	for {
		asked := time.Now()
		got, err := ws.keepAsking(ctx, fmt.Sprintf("%s?wait=%d", path, hold/time.Second))
		if err != nil {
			return outcome{err: err}
		}
		approval, err := ws.read(got, id)
		if err != nil || approval.Status != Pending {
			return outcome{approval, err}
		}
		if early++; time.Since(asked) >= shortestHold {
			early = 0
		}
		var rest time.Duration
		if got.pause != nil {
			rest = *got.pause
		} else if early > 1 {
			rest = jitter(early, firstDelay/2, time.Second)
		}
		if err := sleep(ctx, rest); err != nil {
			return outcome{err: err}
		}
	}
}

// keepAsking asks until the server answers, be it away for a week.
func (ws *waits) keepAsking(ctx context.Context, path string) (answer, error) {
	for failures := 0; ; failures++ {
		got, err := ws.transport.call(ctx, call{method: http.MethodGet, path: path, timeout: hold + 10*time.Second})
		again := retryable(err)
		if again == nil {
			return got, err
		}
		if again.Code == ErrNetwork {
			if err := ws.outage.over(ctx); err != nil {
				return answer{}, err
			}
		}
		if err := sleep(ctx, randomly(retryDelay(failures, again))); err != nil {
			return answer{}, err
		}
	}
}

func (ws *waits) read(got answer, id string) (*Approval, error) {
	return mustBeApproval(ws.transport.serverURL, got, id)
}

func mustBeApproval(serverURL string, got answer, id string) (*Approval, error) {
	if approval := readApproval(got.body, id); approval != nil {
		return approval, nil
	}
	return nil, &Error{Code: ErrNetwork, Message: serverURL + " answered with something that is not approval " + id}
}
