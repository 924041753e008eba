package main

import (
	"context"
	"fmt"
	"log"

	sayso "github.com/sayso-dev/sayso/sdk/go"
)

const agentName = "claim-processor"

func executionID(c claim) string { return "claim-" + c.ID }

// agent settles small, harmless claims by itself and asks a person about all others. It may crash at any line: started
// again, it neither analyses nor asks anything twice.
type agent struct {
	client    *sayso.Client
	assess    func(claim) (assessment, error)
	onPending func(*sayso.Approval)
}

func (a agent) processClaim(ctx context.Context, c claim) (decision, error) {
	options := &sayso.WaitOptions{OnPending: a.onPending}

	// Did we crash while waiting? The reviewer may have decided already; if not, this waits on.
	resumed, err := a.client.WaitForResume(ctx, "claim-"+c.ID, options)
	if err != nil {
		return decision{}, fmt.Errorf("taking up the wait: %w", err)
	}
	if resumed != nil {
		a.note(ctx, c, "recovery", "Resumed after a restart: %s", resumed.Decision)
		return claimDecision(resumed), nil
	}

	// Nothing was asked before: run the full analysis.
	it, err := a.assess(c)
	if err != nil {
		return decision{}, fmt.Errorf("assessing: %w", err)
	}
	a.note(ctx, c, "assessment", "Risk score: %d/100", it.RiskScore)
	if it.RiskScore < 40 && c.Amount < 10_000 {
		a.note(ctx, c, "decision", "Auto-approved: low risk, low value")
		return decision{Decision: "approved", Method: "automatic"}, nil
	}

	// High risk or high value: pause until a person has decided, five minutes or five days from now.
	a.note(ctx, c, "escalation", "Escalating for human review: risk=%d, amount=%s", it.RiskScore, dollars(c.Amount))
	result, err := a.client.Pause(ctx, reviewRequest(c, it), options)
	if err != nil {
		return decision{}, fmt.Errorf("asking for approval: %w", err)
	}
	a.note(ctx, c, "decision", "Decided: %s", result.Decision)
	return claimDecision(result), nil
}

func claimDecision(result *sayso.ApprovalResult) decision {
	switch result.Decision {
	case sayso.Approved:
		return decision{Decision: "approved", Method: "human", Feedback: result.Feedback}
	case sayso.RequestChanges:
		return decision{Decision: "needs_review", Feedback: result.Feedback}
	case sayso.Rejected:
		return decision{Decision: "rejected", Reason: result.Feedback}
	case sayso.Expired:
		// Nobody answered in time. That is nobody's no: it goes to somebody senior.
		return decision{Decision: "escalated", Reason: "approval_timeout"}
	}
	return decision{Decision: "failed", Reason: result.Feedback}
}

// note writes a line into the run's story, for the reviewer to read. One that cannot be recorded stops no claim.
func (a agent) note(ctx context.Context, c claim, tag, format string, values ...any) {
	note := &sayso.Note{Message: fmt.Sprintf(format, values...), Tags: []string{tag}}
	if err := a.client.AddNote(ctx, executionID(c), note); err != nil {
		log.Println("a note was not recorded:", err)
	}
}
