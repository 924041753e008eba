package sayso

import (
	"context"
	"time"
)

// NoWait is a Timeout that looks once: a pending approval is a [WaitTimeout] then.
const NoWait time.Duration = -1

// WaitOptions says how long to wait, and whom to tell.
type WaitOptions struct {
	// Timeout of the wait. Zero waits until the approval ends, which the server guarantees when it expires; [NoWait]
	// looks once.
	Timeout time.Duration
	// OnPending is called once when Pause or WaitForResume find the approval pending, with the page on which it can be
	// decided.
	OnPending func(*Approval)
}

// wait is one wait's limits.
type wait struct {
	timeout time.Duration
	started time.Time
}

func newWait(options *WaitOptions) wait {
	w := wait{started: time.Now()}
	if options != nil {
		w.timeout = options.Timeout
	}
	return w
}

func tell(options *WaitOptions, approval *Approval) {
	if options != nil && options.OnPending != nil {
		options.OnPending(approval)
	}
}

// up is a channel that receives when the time is; it never does where there is no limit. stop frees its timer.
func (w wait) up() (up <-chan time.Time, stop func()) {
	if w.timeout == 0 {
		return nil, func() {}
	}
	timer := time.NewTimer(w.timeout - time.Since(w.started))
	return timer.C, func() { timer.Stop() }
}

// waited is the time given, as a person would say it.
func (w wait) waited() time.Duration { return max(0, w.timeout) }

// outcome is what work that runs beside a wait has come to.
type outcome struct {
	approval *Approval
	err      error
}

// inTime is the outcome if it comes before the time is up, else nil; the context's error if that ends first.
func (w wait) inTime(ctx context.Context, done <-chan struct{}, come func() outcome) (*outcome, error) {
	up, stop := w.up()
	defer stop()
	select {
	case <-done:
		got := come()
		return &got, nil
	case <-up:
		return nil, nil
	case <-ctx.Done():
		return nil, ended(ctx)
	}
}
