package sayso

import (
	"encoding/json"
	"time"
)

// Decision is how an approval ended: one of the three that a person may decide, the clock's, or an error.
type Decision string

// The five ends of an approval. Expired and error are nobody's "no", and never a "yes".
const (
	Approved       Decision = "approved"
	Rejected       Decision = "rejected"
	RequestChanges Decision = "request_changes"
	// Expired: nobody answered before ExpiresAt.
	Expired Decision = "expired"
	// Failed: the request was cancelled, or the wait could not be kept; the feedback says what happened.
	Failed Decision = "error"
)

// Status says where an approval stands: pending, or the word of its [Decision].
type Status string

// Pending is the status of an approval that waits for a person. Every other status is that of an end, for ever.
const Pending Status = "pending"

// Reviewer is the person who decided.
type Reviewer struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Via is how they proved who they are: "oidc", "link", "slack", "iam", "admin_token".
	Via string `json:"via"`
}

// RequestedAction is an action as the server gives it back. Arguments is JSON, nil where there are none.
type RequestedAction struct {
	Name      string          `json:"name"`
	Arguments json.RawMessage `json:"arguments,omitempty"`
}

// Approval is an approval request as the server sees it. Strings and times that the server does not know are zero,
// JSON that it does not know is nil.
type Approval struct {
	ApprovalRequestID string `json:"approvalRequestId"`
	// ApprovalRequestURL is the page on which reviewers decide. It never holds a reviewer's own link.
	ApprovalRequestURL string `json:"approvalRequestUrl"`
	Status             Status `json:"status"`
	// Feedback is the reviewer's words or, where the status is "error", what went wrong.
	Feedback string `json:"feedback"`
	// Reviewer is nil while pending, and where nobody decided.
	Reviewer    *Reviewer `json:"reviewer"`
	ExecutionID string    `json:"executionId"`
	Agent       string    `json:"agent"`
	// Reviewers are the ids of those who may decide.
	Reviewers   []string         `json:"reviewers"`
	InitiatedBy string           `json:"initiatedBy"`
	Metadata    map[string]any   `json:"metadata"`
	Title       string           `json:"title"`
	Context     json.RawMessage  `json:"context,omitempty"`
	Action      *RequestedAction `json:"action"`
	// Arguments are those that were approved.
	Arguments json.RawMessage `json:"arguments,omitempty"`
	// Response is the reviewer's answer to the request's response schema.
	Response json.RawMessage `json:"response,omitempty"`
	// Sensitive are JSON Pointers to what no message, event or webhook is told.
	Sensitive []string  `json:"sensitive,omitempty"`
	CreatedAt time.Time `json:"createdAt"`
	ExpiresAt time.Time `json:"expiresAt"`
	// DecidedAt is zero while the approval is pending.
	DecidedAt time.Time `json:"decidedAt"`
	// ResumeState says how far the decision has come on its way to the agent: "waiting", "resuming", "resumed",
	// "given_up".
	ResumeState string `json:"resumeState"`
	Version     int    `json:"version"`
}

// String identifies the approval without the words of its content, so that a log that prints it does not keep them.
func (a Approval) String() string {
	return "approval " + a.ApprovalRequestID + " (" + string(a.Status) + ")"
}

// readApproval reads a server's answer about the approval of that id; nil for anything else, which must never be read
// as a decision.
func readApproval(text []byte, id string) *Approval {
	var approval Approval
	fields := members(text)
	if id == "" || json.Unmarshal(text, &approval) != nil || approval.ApprovalRequestID != id {
		return nil
	}
	// Once more by their exact names: encoding/json takes "Status" for "status".
	status, decision := textOf(fields["status"]), textOf(fields["decision"])
	if textOf(fields["approvalRequestId"]) != id || status != string(approval.Status) {
		return nil
	}
	pending := approval.Status == Pending && present(fields["decision"]) == nil
	if !pending && !(terminal(Decision(status)) && decision == status) {
		return nil
	}
	approval.Context = present(approval.Context)
	approval.Arguments = present(approval.Arguments)
	approval.Response = present(approval.Response)
	if approval.Action != nil {
		approval.Action.Arguments = present(approval.Action.Arguments)
	}
	return &approval
}

func terminal(decision Decision) bool {
	switch decision {
	case Approved, Rejected, RequestChanges, Expired, Failed:
		return true
	}
	return false
}
