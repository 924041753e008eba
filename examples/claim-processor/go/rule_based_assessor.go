package main

import (
	"fmt"
	"strings"
)

// assessment is what an assessor says of a claim, whether it is an AI model or a set of rules.
type assessment struct {
	// RiskScore from 0 to 100.
	RiskScore         int
	FraudIndicators   []string
	RecommendedAction string
	Summary           string
	// By says who assessed, for people to read: nobody should take rules for an AI.
	By string
}

// assessByRules is a stand-in for a model: fixed rules that look at the amount alone. It says of itself that it is no
// AI. A model of your own goes in its place.
func assessByRules(c claim) assessment {
	it := assessment{RecommendedAction: "review", By: "fixed rules, not AI"}
	switch {
	case c.Amount >= 50_000:
		it.RiskScore, it.FraudIndicators = 30, []string{"High amount"}
	case c.Amount >= 10_000:
		it.RiskScore = 15
	default:
		it.RecommendedAction = "auto_approve"
	}
	reasons := "no indicators"
	if len(it.FraudIndicators) > 0 {
		reasons = strings.ToLower(strings.Join(it.FraudIndicators, "; "))
	}
	it.Summary = fmt.Sprintf("Rule-based assessment (fixed rules, no AI): risk %d of 100; %s.", it.RiskScore, reasons)
	return it
}
