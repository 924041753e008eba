package sayso

import (
	"encoding/json"
	"time"
)

// EventType says what happened to an approval.
type EventType string

// The events. After EventCreated comes exactly one of the four that end an approval; the others come in between
// (EventReminded and EventEscalated once each at most) and after.
const (
	EventCreated EventType = "approval.created"
	// EventDecided: a person decided.
	EventDecided EventType = "approval.decided"
	// EventExpired: nobody answered in time.
	EventExpired EventType = "approval.expired"
	// EventCancelled: the agent took the request back.
	EventCancelled EventType = "approval.cancelled"
	// EventFailed: the wait could not be kept.
	EventFailed EventType = "approval.failed"

	// EventReminded: its reviewers have not answered yet.
	EventReminded EventType = "approval.reminded"
	// EventEscalated: those of the policy's EscalateTo are asked too, and stand among Data.Reviewers.
	EventEscalated EventType = "approval.escalated"
	// EventReassigned: it was handed over; Data.Reviewers are those who are asked now.
	EventReassigned EventType = "approval.reassigned"
	// EventResumed: an agent has the decision.
	EventResumed EventType = "execution.resumed"
	// EventResuming gives back what [EventDetail] held.
	EventResuming EventType = "execution.resuming"
)

// Event is what a webhook is sent, and what the detail of an event on EventBridge holds.
type Event struct {
	Type      EventType `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	// Sequence is the place of the event in the approval's audit trail.
	Sequence int `json:"sequence"`
	// Data is the approval as it stood when the event was sent.
	Data *Approval `json:"data"`
	// Truncated says that Data is without its context, arguments and response: they are too long. Fetch them with
	// [Client.GetApproval].
	Truncated bool `json:"truncated"`
	// EventID is the same each time that the event comes; empty in a webhook's body, whose header webhook-id is that.
	EventID string `json:"eventId"`
	// Resume is nil for all events but EventResuming.
	Resume *EventResume `json:"resume"`
}

// EventResume says whom an event resumes.
type EventResume struct {
	ExecutionID string `json:"executionId"`
	// Detail is what [EventDetail] held, as JSON.
	Detail json.RawMessage `json:"detail"`
}

// ParseEvent reads an event that came on EventBridge (its detail). A webhook's must be verified: [Webhook.Event]. What
// is no event about an approval is [ErrInvalidResult].
func ParseEvent(text []byte) (*Event, error) {
	var event Event
	fields := members(text)
	data := fields["data"]
	if fields == nil || json.Unmarshal(text, &event) != nil || textOf(fields["type"]) == "" {
		return nil, &Error{Code: ErrInvalidResult, Message: "this is not an event's JSON"}
	}
	if event.Data = readApproval(data, textOf(members(data)["approvalRequestId"])); event.Data == nil {
		return nil, &Error{Code: ErrInvalidResult, Message: "this event is about no approval"}
	}
	return &event, nil
}
