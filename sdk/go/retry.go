package sayso

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	firstDelay = 100 * time.Millisecond
	// A server that is away comes back at a moment nobody can know: ask often. One that is overloaded gets more time.
	longestWhenAway = time.Second
	longestWhenBusy = 5 * time.Second
)

// jitter is a random part of what doubles with each failure, up to the longest.
func jitter(failures int, first, longest time.Duration) time.Duration {
	return randomly(0, min(longest, first<<min(failures, 16)))
}

func randomly(least, most time.Duration) time.Duration {
	return addUp(least, time.Duration(rand.Float64()*float64(most-least)))
}

// retryDelay is the least and the most time before the next attempt: what the server asked for and a little more, else
// anything up to what doubles with each failure.
func retryDelay(failures int, err *Error) (least, most time.Duration) {
	if err.RetryAfter != nil {
		return *err.RetryAfter, addUp(*err.RetryAfter, firstDelay)
	}
	longest := longestWhenBusy
	if err.Code == ErrNetwork {
		longest = longestWhenAway
	}
	return 0, min(longest, firstDelay<<min(failures, 16))
}

func addUp(a, b time.Duration) time.Duration {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// retryAfter is how long the header Retry-After asks to wait (seconds or a date); nil where it cannot be read.
func retryAfter(header http.Header, now time.Time) *time.Duration {
	value := strings.TrimSpace(header.Get("Retry-After"))
	var wait time.Duration
	// Only the one form of a date that senders may write: http.ParseTime takes two more.
	if seconds, err := strconv.ParseUint(value, 10, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		wait = math.MaxInt64
		if seconds < math.MaxInt64/uint64(time.Second) {
			wait = time.Duration(seconds) * time.Second
		}
	} else if at, err := time.Parse(http.TimeFormat, value); err == nil {
		wait = max(0, at.Sub(now))
	} else {
		return nil
	}
	return &wait
}

// sleep returns nil after the time, or the context's error if that ends first.
func sleep(ctx context.Context, wait time.Duration) error {
	if wait <= 0 {
		if ctx.Err() != nil {
			return ended(ctx)
		}
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ended(ctx)
	}
}
