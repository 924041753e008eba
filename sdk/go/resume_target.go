package sayso

// ResumeTarget is where the server delivers the decision: [Poll], [TaskToken], [Callback], [DurableCallback] or
// [EventDetail].
type ResumeTarget interface {
	// wire is what the server reads.
	wire() map[string]any
}

// Poll, the default, suits every process that stays alive or comes back: it waits with [Client.WaitForApproval].
type Poll struct{}

// TaskToken is for an agent that is a state of a Step Functions state machine which waits on this token. The
// ApprovalResult becomes the state's output; read it with [ParseApprovalResult].
//
//	request.Resume = sayso.TaskToken(event.TaskToken)
type TaskToken string

// Callback is for an agent behind an HTTP endpoint: a signed POST of the ApprovalResult, tried until it is answered
// with 2xx. Read it with [Webhook.Result].
//
//	request.Resume = sayso.Callback("https://agent.example.com/decided")
type Callback string

// DurableCallback is for an agent on a Lambda durable function, which waits on a callback of this id. Such functions
// cannot be written in Go; this is for a Go program that asks on behalf of one.
type DurableCallback string

// EventDetail is for anything on EventBridge: the value, written as JSON, comes back in an event [EventResuming]. Read
// that with [ParseEvent].
type EventDetail struct{ Detail any }

func (Poll) wire() map[string]any { return map[string]any{"kind": "poll"} }
func (t TaskToken) wire() map[string]any {
	return map[string]any{"kind": "task-token", "taskToken": string(t)}
}
func (c Callback) wire() map[string]any { return map[string]any{"kind": "callback", "url": string(c)} }
func (d DurableCallback) wire() map[string]any {
	return map[string]any{"kind": "durable", "callbackId": string(d)}
}
func (e EventDetail) wire() map[string]any {
	return map[string]any{"kind": "event", "detail": e.Detail}
}

// String hides the token, in logs as elsewhere: whoever holds it can resume the state machine.
func (TaskToken) String() string { return "(a task token)" }

// GoString hides the token.
func (t TaskToken) GoString() string { return t.String() }

// MarshalText hides the token.
func (t TaskToken) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// String hides the id, in logs as elsewhere: whoever holds it can resume the function.
func (DurableCallback) String() string { return "(a callback id)" }

// GoString hides the id.
func (d DurableCallback) GoString() string { return d.String() }

// MarshalText hides the id.
func (d DurableCallback) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
