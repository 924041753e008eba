package sayso

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// ApprovalQuery says which approvals to list; zero values say nothing.
type ApprovalQuery struct {
	Status Status
	// Agent is the agent's name.
	Agent string
	// Reviewer is the id of one who may decide.
	Reviewer    string
	ExecutionID string
	// Cursor is NextCursor of the page before.
	Cursor string
	// Limit is how many to a page, at most 100.
	Limit int
}

// ApprovalSummary is an approval in a list: without what it asks in full, which [Client.GetApproval] has.
type ApprovalSummary struct {
	ApprovalRequestID string `json:"approvalRequestId"`
	Status            Status `json:"status"`
	Title             string `json:"title"`
	// ActionName is the name of the action that is asked for.
	ActionName  string         `json:"actionName"`
	Agent       string         `json:"agent"`
	ExecutionID string         `json:"executionId"`
	Reviewers   []string       `json:"reviewers"`
	Reviewer    *Reviewer      `json:"reviewer"`
	Metadata    map[string]any `json:"metadata"`
	CreatedAt   time.Time      `json:"createdAt"`
	ExpiresAt   time.Time      `json:"expiresAt"`
	DecidedAt   time.Time      `json:"decidedAt"`
}

// ApprovalPage is one page of approvals, the newest first.
type ApprovalPage struct {
	Approvals []ApprovalSummary `json:"approvals"`
	// NextCursor asks for the next page; empty on the last.
	NextCursor string `json:"nextCursor"`
}

// text is the query as it stands in the address: what is not said is left out.
func (q *ApprovalQuery) text() string {
	if q == nil {
		return ""
	}
	limit := ""
	if q.Limit != 0 {
		limit = strconv.Itoa(q.Limit)
	}
	var said []string
	for _, part := range [][2]string{{"status", string(q.Status)}, {"agent", q.Agent}, {"reviewer", q.Reviewer},
		{"executionId", q.ExecutionID}, {"cursor", q.Cursor}, {"limit", limit}} {
		if part[1] != "" {
			said = append(said, part[0]+"="+strings.ReplaceAll(url.QueryEscape(part[1]), "+", "%20"))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "?" + strings.Join(said, "&")
}

// readPage reads a server's answer; nil for anything that is no page of approvals.
func readPage(text []byte) *ApprovalPage {
	var page ApprovalPage
	fields := members(text)
	if fields["approvals"] == nil || json.Unmarshal(text, &page) != nil || page.Approvals == nil {
		return nil
	}
	for _, approval := range page.Approvals {
		if approval.ApprovalRequestID == "" || (approval.Status != Pending && !terminal(Decision(approval.Status))) {
			return nil
		}
	}
	return &page
}
