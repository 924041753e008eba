package sayso

import (
	"encoding/json"
	"time"
)

// ApprovalResult is how an approval ended.
//
// [Expired] means that nobody answered in time, [Failed] that the request was cancelled or could not be kept: neither
// is a person's "no", and neither is ever a "yes".
type ApprovalResult struct {
	Decision Decision `json:"decision"`
	// Feedback is the reviewer's comment, reason or instructions; empty where there is none.
	Feedback string `json:"feedback"`
	// Reviewer is nil where nobody decided.
	Reviewer *Reviewer `json:"reviewer"`
	// Arguments are those that were approved, as JSON; nil where there are none.
	Arguments json.RawMessage `json:"arguments,omitempty"`
	// Response is the reviewer's answer to the request's response schema, as JSON; nil where there is none.
	Response          json.RawMessage `json:"response,omitempty"`
	DecidedAt         time.Time       `json:"decidedAt"`
	ApprovalRequestID string          `json:"approvalRequestId"`
	ExecutionID       string          `json:"executionId"`
}

// Approved is true only when a person approved.
func (r *ApprovalResult) Approved() bool { return r.Decision == Approved }

// ChangesRequested is true when the reviewer wants something changed; Feedback says what. Ask again under a new id.
func (r *ApprovalResult) ChangesRequested() bool { return r.Decision == RequestChanges }

// ParseApprovalResult reads the JSON that a state machine's task token was answered with, or a callback's body (verify
// that first: [Webhook.Result]). What is not the end of an approval is an error, [ErrInvalidResult]: no JSON without a
// decision, and none that is still pending, can pass for one.
func ParseApprovalResult(text []byte) (*ApprovalResult, error) {
	var result ApprovalResult
	if err := json.Unmarshal(text, &result); err != nil {
		return nil, &Error{Code: ErrInvalidResult, Message: "this is not an ApprovalResult's JSON", cause: err}
	}
	// Once more by their exact names: encoding/json takes "Decision" for "decision".
	fields := members(text)
	id, decision := textOf(fields["approvalRequestId"]), Decision(textOf(fields["decision"]))
	if id == "" || !terminal(decision) || id != result.ApprovalRequestID || decision != result.Decision {
		return nil, &Error{Code: ErrInvalidResult, Message: "this is not the end of an approval"}
	}
	result.Arguments, result.Response = present(result.Arguments), present(result.Response)
	return &result, nil
}

func resultOf(approval *Approval) *ApprovalResult {
	return &ApprovalResult{
		Decision:          Decision(approval.Status),
		Feedback:          approval.Feedback,
		Reviewer:          approval.Reviewer,
		Arguments:         approval.Arguments,
		Response:          approval.Response,
		DecidedAt:         approval.DecidedAt,
		ApprovalRequestID: approval.ApprovalRequestID,
		ExecutionID:       approval.ExecutionID,
	}
}
