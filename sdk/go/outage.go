package sayso

import (
	"context"
	"sync"
	"time"
)

// outage is the time in which the server cannot be reached. However many waits there are, one probe looks for its
// return: a thousand waits that each tried again every second would keep the machine busy and the starting server down.
type outage struct {
	// reachable asks the server once.
	reachable func(context.Context) bool
	// onStart is told once per outage.
	onStart func()

	mu      sync.Mutex
	waiting int
	end     chan struct{}
}

// over returns nil when the server can be reached again, or the context's error.
func (o *outage) over(ctx context.Context) error {
	o.mu.Lock()
	o.waiting++
	if o.end == nil {
		o.end = make(chan struct{})
		go o.probe(o.end)
	}
	end := o.end
	o.mu.Unlock()
	defer func() {
		o.mu.Lock()
		o.waiting--
		o.mu.Unlock()
	}()
	select {
	case <-end:
		return nil
	case <-ctx.Done():
		return ended(ctx)
	}
}

func (o *outage) probe(end chan struct{}) {
	told := false
	for failures := 0; o.wanted(); failures++ {
		time.Sleep(jitter(failures, firstDelay, longestWhenAway))
		if o.reachable(context.Background()) {
			break
		}
		if !told {
			o.onStart()
		}
		told = true
	}
	o.mu.Lock()
	o.end = nil
	o.mu.Unlock()
	close(end)
}

func (o *outage) wanted() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.waiting > 0
}
