package main

import (
	"fmt"
	"regexp"
	"strings"

	sayso "github.com/sayso-dev/sayso/sdk/go"
)

// reviewRequest is what the reviewer is shown: the question, the case, and exactly what will be done on a yes.
func reviewRequest(c claim, it assessment) *sayso.ApprovalRequest {
	parts := []string{fmt.Sprintf("**Risk %d of 100** (assessed by %s)", it.RiskScore, plain(it.By)), plain(it.Summary)}
	var indicators []string
	for _, indicator := range it.FraudIndicators {
		indicators = append(indicators, "- "+plain(indicator))
	}
	if len(indicators) > 0 {
		parts = append(parts, strings.Join(indicators, "\n"))
	}
	recommended := strings.ReplaceAll(it.RecommendedAction, "_", "-")
	parts = append(parts, "**Claim:** "+plain(c.Description), "Recommended: "+recommended)
	return &sayso.ApprovalRequest{
		ApprovalRequestID: "claim-" + c.ID,
		ExpiresInHours:    24,
		ExecutionID:       executionID(c),
		Agent:             agentName,
		Title:             fmt.Sprintf("Pay %s for claim %s?", dollars(c.Amount), c.ID),
		Context:           strings.Join(parts, "\n\n"),
		Action: &sayso.ApprovalAction{
			Name:      "pay_claim",
			Arguments: map[string]any{"claimId": c.ID, "amount": c.Amount, "currency": "USD"},
		},
		Metadata: map[string]any{"claimId": c.ID, "amount": c.Amount, "risk": it.RiskScore, "assessor": "rules"},
	}
}

var (
	breaks  = regexp.MustCompile(`[\r\n]+`)
	markers = regexp.MustCompile("[\\\\`*_[\\]<>#|!~]")
)

// plain is the text as text: what comes from a claim must not format the reviewer's page.
func plain(text string) string {
	return markers.ReplaceAllString(breaks.ReplaceAllString(text, " "), `\$0`)
}
