package sayso

// ApprovalRequest is what a person is asked to approve. Only ApprovalRequestID is required.
//
// The request is its id: asking again with the same content returns the same approval, pending or decided, and tells
// nobody twice. Other content under that id is refused ([ErrApprovalRequestConflict]), so a new round takes a new id
// ("claim-42-2").
type ApprovalRequest struct {
	// ApprovalRequestID is 1 to 128 characters of A-Z a-z 0-9 . _ ~ : @ -
	ApprovalRequestID string `json:"approvalRequestId"`
	// ApprovalRequestURL is a page of your own for the reviewer. Default: the server's page.
	ApprovalRequestURL string `json:"approvalRequestUrl,omitempty"`
	// ExpiresInHours is when the server ends the approval as expired; fractions are allowed, at most 8,640. Zero is
	// the server's default of 72.
	ExpiresInHours float64 `json:"expiresInHours,omitempty"`
	// ExecutionID is the run that waits; see [Client.PutExecution].
	ExecutionID string `json:"executionId,omitempty"`
	// Agent is the agent's name, for reviewers to read. With AuthIAM it is the role's, and this is not sent.
	Agent string `json:"agent,omitempty"`
	// Title says in one line what is asked.
	Title string `json:"title,omitempty"`
	// Context is what the reviewer needs to know: a string is shown as Markdown, anything else as JSON.
	Context any             `json:"context,omitempty"`
	Action  *ApprovalAction `json:"action,omitempty"`
	// ResponseSchema is the JSON Schema of the response that the reviewer must give.
	ResponseSchema any `json:"responseSchema,omitempty"`
	// Reviewers are the ids of those who may decide. Default: those configured on the server.
	Reviewers []string        `json:"reviewers,omitempty"`
	Policy    *ApprovalPolicy `json:"policy,omitempty"`
	// Resume says where the server delivers the decision. Default: [Poll].
	Resume ResumeTarget `json:"-"`
	// Metadata are labels of your own: strings, numbers and booleans.
	Metadata map[string]any `json:"metadata,omitempty"`
	// InitiatedBy is the id of the person who caused the request. They may not approve it themselves.
	InitiatedBy string `json:"initiatedBy,omitempty"`
	// Sensitive are JSON Pointers (RFC 6901) into /context and /action/arguments, such as "/context/iban": shown on the
	// review page alone, and left out of every message, event and webhook. One that leads nowhere is refused.
	Sensitive []string `json:"sensitive,omitempty"`
}

// ApprovalAction is what the agent will do once it may: a name, and the arguments it will be done with.
type ApprovalAction struct {
	Name string `json:"name"`
	// Arguments is anything that can be written as JSON.
	Arguments any `json:"arguments,omitempty"`
}

// ApprovalPolicy are the rules for one approval. The server refuses a rule that it does not support
// ([ErrInvalidRequest]); it never ignores one. Zero leaves each rule at its default.
type ApprovalPolicy struct {
	// Quorum is how many different reviewers must agree. Default 1.
	Quorum int `json:"quorum,omitempty"`
	// Exclusive refuses a second execution that asks under the same pending id ([ErrApprovalAlreadyRequested]).
	Exclusive bool `json:"exclusive"`
	// AllowSelfApproval lets the person named by InitiatedBy decide.
	AllowSelfApproval bool `json:"allowSelfApproval"`
	// RemindAfterHours is the time from the request until its reviewers are reminded, once; fractions are allowed, less
	// than ExpiresInHours.
	RemindAfterHours float64 `json:"remindAfterHours,omitempty"`
	// EscalateAfterHours is the time from the request until the reviewers in EscalateTo are asked too; fractions are
	// allowed, less than ExpiresInHours.
	EscalateAfterHours float64 `json:"escalateAfterHours,omitempty"`
	// EscalateTo are ids of reviewers; with those of the request at most 20. Those who were asked first may still decide.
	EscalateTo []string `json:"escalateTo,omitempty"`
}

// wireRequest is a request with its target, which stays out of every other JSON of it.
type wireRequest struct {
	*ApprovalRequest
	Resume map[string]any `json:"resume,omitempty"`
}

func (r *ApprovalRequest) wire(byRole bool) wireRequest {
	sent := *r
	if byRole {
		// A signature names the agent by itself: the server refuses another name beside it.
		sent.Agent = ""
	}
	if r.Resume == nil {
		return wireRequest{&sent, nil}
	}
	return wireRequest{&sent, r.Resume.wire()}
}
