package sayso

// ExecutionStatus is where a run of an agent stands. The server sets "waiting" by itself while an approval is pending.
type ExecutionStatus string

// What an agent may say of its run.
const (
	Running         ExecutionStatus = "running"
	Succeeded       ExecutionStatus = "succeeded"
	ExecutionFailed ExecutionStatus = "failed"
)

// ExecutionUpdate is what is recorded of a run.
type ExecutionUpdate struct {
	Status ExecutionStatus `json:"status"`
	// Agent is the agent's name.
	Agent string `json:"agent,omitempty"`
}

// Note is one line of a run's own story, shown to reviewers beside the approval.
type Note struct {
	Message string   `json:"message"`
	Tags    []string `json:"tags,omitempty"`
}
