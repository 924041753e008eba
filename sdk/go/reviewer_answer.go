package sayso

// ReviewerAnswer is a person's answer to an approval request, as a reviewers' tool sends it.
type ReviewerAnswer struct {
	// Decision is Approved, Rejected or RequestChanges.
	Decision Decision `json:"decision"`
	// Feedback is the reviewer's comment, reason or instructions.
	Feedback string `json:"feedback,omitempty"`
	// Arguments are those of the action as the reviewer has changed them, where the server lets reviewers do that.
	Arguments any `json:"arguments,omitempty"`
	// Response is the answer to the request's response schema.
	Response any `json:"response,omitempty"`
	// Token is the person's own. An agent's key cannot decide. Default: Options.Token, or, with AuthIAM, the role.
	Token string `json:"-"`
}

// String is the answer without the token and without anybody's words.
func (a ReviewerAnswer) String() string { return "answer " + string(a.Decision) }

// GoString is the same.
func (a ReviewerAnswer) GoString() string { return a.String() }
