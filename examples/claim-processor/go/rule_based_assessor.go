package main

import (
	"fmt"
	"math"
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

type rule struct {
	points    int
	indicator string
	applies   func(f facts, c claim) bool
}

// Of people nothing is looked at but how long they have been customers: not their age, sex, schooling, work or hobbies,
// all of which claim files hold.
var rules = []rule{
	{15, "Total loss", func(f facts, _ claim) bool { return f.Severity == "Total Loss" }},
	{10, "Major damage", func(f facts, _ claim) bool { return f.Severity == "Major Damage" }},
	{10, "Severity of the damage unknown", func(f facts, _ claim) bool { return f.Severity == "" }},
	{12, "No police report", func(f facts, _ claim) bool { return f.PoliceReport == "NO" }},
	{8, "Unknown whether there is a police report", func(f facts, _ claim) bool { return f.PoliceReport == "" }},
	{10, "No witnesses", func(f facts, _ claim) bool { return or(f.Witnesses, 1) == 0 }},
	{8, "No authority was called", func(f facts, _ claim) bool { return f.AuthoritiesCalled == "None" }},
	{12, "Several injured, yet little damage", func(f facts, _ claim) bool {
		return or(f.BodilyInjuries, 0) >= 2 && (f.Severity == "Minor Damage" || f.Severity == "Trivial Damage")
	}},
	{10, "Theft without a police report", func(f facts, _ claim) bool {
		return f.IncidentType == "Vehicle Theft" && f.PoliceReport != "YES"
	}},
	{5, "Between midnight and five in the morning", func(f facts, _ claim) bool { return or(f.IncidentHour, 12) < 5 }},
	{10, "Customer for less than a year", func(f facts, _ claim) bool { return or(f.MonthsAsCustomer, 12) < 12 }},
	{20, "The parts do not add up to the amount", func(f facts, c claim) bool {
		sum := 0.0
		for _, part := range f.Parts {
			sum += or(part, math.NaN())
		}
		return math.Abs(sum-c.Amount) >= 1
	}},
}

// assessByRules is a stand-in for a model: fixed rules that add points up to a risk of 0 to 100. It says of itself that
// it is no AI. A model of your own goes in its place.
func assessByRules(c claim) assessment {
	it := assessment{RecommendedAction: "review", By: "fixed rules, not AI"}
	switch {
	case c.Amount >= 50_000:
		it.RiskScore, it.FraudIndicators = 30, []string{"High amount"}
	case c.Amount >= 10_000:
		it.RiskScore = 15
	}
	for _, rule := range rules {
		if c.Facts != nil && rule.applies(*c.Facts, c) {
			it.RiskScore = min(100, it.RiskScore+rule.points)
			it.FraudIndicators = append(it.FraudIndicators, rule.indicator)
		}
	}
	if it.RiskScore < 40 && c.Amount < 10_000 {
		it.RecommendedAction = "auto_approve"
	}
	reasons := orElse(strings.ToLower(strings.Join(it.FraudIndicators, "; ")), "no indicators")
	it.Summary = fmt.Sprintf("Rule-based assessment (fixed rules, no AI): risk %d of 100; %s.", it.RiskScore, reasons)
	return it
}

// or is the number, or another where it is not known.
func or(number *float64, other float64) float64 {
	if number == nil {
		return other
	}
	return *number
}
