package main

import (
	"strconv"
	"strings"
)

// claim is one insurance claim, as the agent gets it.
type claim struct {
	ID string
	// Amount in US dollars.
	Amount      float64
	Description string
	// Facts are nil where the claims system knows none.
	Facts *facts
}

// facts are what the claims system knows of the incident. Empty and nil stand for unknown.
type facts struct {
	IncidentType, Severity, AuthoritiesCalled string
	// PoliceReport is YES or NO.
	PoliceReport                                              string
	Witnesses, BodilyInjuries, IncidentHour, MonthsAsCustomer *float64
	// Parts that the claim's amount is made of, in US dollars: injury, property, vehicle.
	Parts [3]*float64
}

// dollars writes $12,000.00.
func dollars(amount float64) string {
	whole, cents, _ := strings.Cut(strconv.FormatFloat(amount, 'f', 2, 64), ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	return "$" + whole + "." + cents
}

// decision is what became of a claim.
type decision struct {
	Decision string `json:"decision"`
	Method   string `json:"method,omitempty"`
	Feedback string `json:"feedback,omitempty"`
	Reason   string `json:"reason,omitempty"`
}
