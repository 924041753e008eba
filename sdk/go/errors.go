package sayso

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Code says what went wrong. Each is an error to compare with:
//
//	if errors.Is(err, sayso.ErrApprovalRequestConflict) { … }
type Code string

// The codes that the server answers with.
const (
	ErrInvalidRequest           Code = "invalid_request"
	ErrUnsupportedMediaType     Code = "unsupported_media_type"
	ErrPayloadTooLarge          Code = "payload_too_large"
	ErrUnauthenticated          Code = "unauthenticated"
	ErrForbidden                Code = "forbidden"
	ErrNotAReviewer             Code = "not_a_reviewer"
	ErrSelfApproval             Code = "self_approval"
	ErrNotYourApproval          Code = "not_your_approval"
	ErrApprovalNotFound         Code = "approval_not_found"
	ErrExecutionNotFound        Code = "execution_not_found"
	ErrNotFound                 Code = "not_found"
	ErrMethodNotAllowed         Code = "method_not_allowed"
	ErrApprovalRequestConflict  Code = "approval_request_conflict"
	ErrApprovalAlreadyRequested Code = "approval_already_requested"
	ErrTooManyWaiters           Code = "too_many_waiters"
	ErrAPIKeyAlreadyCreated     Code = "api_key_already_created"
	ErrSecretAlreadyShown       Code = "secret_already_shown"
	ErrAlreadyDecided           Code = "already_decided"
	ErrExpired                  Code = "expired"
	ErrLinkSuperseded           Code = "link_superseded"
	ErrReassigned               Code = "reassigned"
	ErrIdempotencyKeyReused     Code = "idempotency_key_reused"
	ErrRateLimited              Code = "rate_limited"
	ErrInternal                 Code = "internal"
	ErrUnavailable              Code = "unavailable"
)

// serverCodes are all codes that the server answers with.
var serverCodes = []Code{
	ErrInvalidRequest, ErrUnsupportedMediaType, ErrPayloadTooLarge, ErrUnauthenticated, ErrForbidden, ErrNotAReviewer,
	ErrSelfApproval, ErrNotYourApproval, ErrApprovalNotFound, ErrExecutionNotFound, ErrNotFound, ErrMethodNotAllowed,
	ErrApprovalRequestConflict, ErrApprovalAlreadyRequested, ErrTooManyWaiters, ErrAPIKeyAlreadyCreated, ErrSecretAlreadyShown,
	ErrAlreadyDecided, ErrExpired, ErrLinkSuperseded, ErrReassigned, ErrIdempotencyKeyReused, ErrRateLimited, ErrInternal,
	ErrUnavailable,
}

// The codes of this package.
const (
	// ErrNetwork: no answer came, or none that is Sayso's.
	ErrNetwork Code = "network"
	// ErrWaitTimeout: see [WaitTimeout].
	ErrWaitTimeout Code = "wait_timeout"
	// ErrInvalidResult: what should be an ApprovalResult or an event is not one.
	ErrInvalidResult Code = "invalid_result"
	// ErrInvalidJSONValue: JSON that has no canonical form.
	ErrInvalidJSONValue Code = "invalid_json_value"
)

// The codes of [Webhook]. All but the first are a reason to answer 400 and do nothing.
const (
	// ErrInvalidWebhookKey: look at your configuration.
	ErrInvalidWebhookKey Code = "invalid_webhook_key"
	// ErrInvalidWebhookHeaders: one of the three is missing, or the timestamp is none.
	ErrInvalidWebhookHeaders Code = "invalid_webhook_headers"
	// ErrStaleWebhook: it was signed more than five minutes from now.
	ErrStaleWebhook Code = "stale_webhook"
	// ErrInvalidWebhookSignature: none of the keys has signed it.
	ErrInvalidWebhookSignature Code = "invalid_webhook_signature"
	// ErrInvalidWebhookBody: it is signed, and not what it should be.
	ErrInvalidWebhookBody Code = "invalid_webhook_body"
)

// Error is the code, as an error to compare with.
func (c Code) Error() string { return "sayso: " + string(c) }

// Error is what this package's calls fail with, except for a context that ends, which is returned as it is. Its
// message never holds a key or a token.
type Error struct {
	Code    Code
	Message string
	// Status is the HTTP status, zero where the server did not answer.
	Status int
	// Fields says what is wrong with which field, for ErrInvalidRequest.
	Fields []FieldProblem
	// Retryable says whether the very same call may succeed later. It was tried again already, for Options.RetryFor.
	Retryable bool
	// Approval is the one that stands in the way: the existing one, or the one with the winning decision.
	Approval *Approval `json:"-"`

	// RetryAfter is how long the server asked to wait before the next attempt; nil where it did not.
	RetryAfter *time.Duration

	cause error
}

// FieldProblem is one thing wrong with one field, Field being its path ("action.name").
type FieldProblem struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

// Error says what happened, without anybody's feedback or content.
func (e *Error) Error() string { return fmt.Sprintf("%v: %s", e.Code, e.Message) }

// Unwrap is what lies beneath, such as a network error; nil where there is nothing.
func (e *Error) Unwrap() error { return e.cause }

// Is compares with a [Code].
func (e *Error) Is(target error) bool { return target == error(e.Code) }

// WaitTimeout says that the time given to a wait is up and the approval still pending. Nothing is lost: the approval
// stays, and the next wait with the same id takes up where this one left off.
//
//	var timeout *sayso.WaitTimeout
//	if errors.As(err, &timeout) { … }
type WaitTimeout struct {
	ApprovalRequestID string
	// Waited is the time that was given.
	Waited time.Duration
	// Approval as it stood at the end; nil where no answer about it could be had, and then Unwrap says why.
	Approval *Approval `json:"-"`

	cause error
}

// Error says how long it waited for which approval.
func (e *WaitTimeout) Error() string {
	state := "it is still pending"
	if e.Approval == nil {
		state = "no answer about it could be had"
	}
	return fmt.Sprintf("%v: waited %v for approval %s: %s", ErrWaitTimeout, e.Waited, e.ApprovalRequestID, state)
}

// Unwrap is why no answer could be had; nil where the approval is pending.
func (e *WaitTimeout) Unwrap() error { return e.cause }

// Is compares with [ErrWaitTimeout].
func (e *WaitTimeout) Is(target error) bool { return target == error(ErrWaitTimeout) }

// retryable is the error if trying again may help, else nil.
func retryable(err error) *Error {
	var known *Error
	if errors.As(err, &known) && known.Retryable {
		return known
	}
	return nil
}

// ended is the error of a context that has: its own, and its cause where it has another.
func ended(ctx context.Context) error {
	err := ctx.Err()
	if cause := context.Cause(ctx); cause != err {
		return fmt.Errorf("sayso: %w: %w", err, cause)
	}
	return fmt.Errorf("sayso: %w", err)
}
