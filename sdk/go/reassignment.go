package sayso

// Reassignment says to whom an approval request is handed over, as a reviewers' tool sends it.
type Reassignment struct {
	// Reviewers are the ids of those who may decide from now on, in place of the present reviewers: 1 to 20.
	Reviewers []string `json:"reviewers"`
	// Reason is for the audit trail.
	Reason string `json:"reason,omitempty"`
	// Token is the person's own. An agent's key cannot hand over. Default: Options.Token, or, with AuthIAM, the role.
	Token string `json:"-"`
}

// String is the reassignment without the token and without anybody's words.
func (r Reassignment) String() string { return "reassignment" }

// GoString is the same.
func (r Reassignment) GoString() string { return r.String() }
