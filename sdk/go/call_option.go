package sayso

import "time"

// CallOption changes how one call is made.
type CallOption func(*call)

// WithRetryFor is how long this call is tried again, in place of [Options.RetryFor]; zero or less tries once.
func WithRetryFor(d time.Duration) CallOption {
	return func(c *call) { c.retryFor = max(0, d) }
}

// WithIdempotencyKey names a call that changes something: the same key again, from another process even, is the same
// call. Default: a new key for each call, kept over its attempts.
func WithIdempotencyKey(key string) CallOption {
	return func(c *call) { c.idempotencyKey = key }
}

func (c call) with(options []CallOption) call {
	for _, option := range options {
		option(&c)
	}
	return c
}
