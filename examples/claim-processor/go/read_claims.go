package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var columns = []string{"policy_number", "total_claim_amount", "injury_claim", "property_claim", "vehicle_claim",
	"months_as_customer", "incident_date", "incident_type", "collision_type", "incident_severity",
	"authorities_contacted", "incident_city", "incident_state", "incident_hour_of_the_day", "bodily_injuries",
	"witnesses", "police_report_available", "auto_make", "auto_model", "auto_year"}

// readClaims reads a CSV file of claims. Its errors name the file, the row and the column.
func readClaims(path string) ([]claim, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(rows) < 2 {
		return nil, errors.New(path + ": there are no claims in it")
	}
	header := rows[0]
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	for _, name := range columns {
		if !slices.Contains(header, name) {
			return nil, fmt.Errorf("%s, row 1: no column %s", path, name)
		}
	}
	var claims []claim
	seen := map[string]bool{}
	for number, cells := range rows[1:] {
		read := row{place: fmt.Sprintf("%s, row %d", path, number+2), cells: map[string]string{}}
		for i, name := range header {
			read.cells[name] = strings.TrimSpace(cells[i])
		}
		c := read.claim()
		if seen[c.ID] {
			read.fail("policy_number", "stands there twice")
		}
		if read.err != nil {
			return nil, read.err
		}
		seen[c.ID] = true
		claims = append(claims, c)
	}
	return claims, nil
}

// row is one claim's cells, and the first thing that is wrong with them.
type row struct {
	place string
	cells map[string]string
	err   error
}

var claimID = regexp.MustCompile(`^[A-Za-z0-9._~:@-]{1,100}$`)

func (r *row) claim() claim {
	c := claim{ID: r.cells["policy_number"], Description: r.description(), Facts: r.facts()}
	if !claimID.MatchString(c.ID) {
		r.fail("policy_number", "cannot be a claim's id")
	}
	if amount := r.number("total_claim_amount"); amount == nil || *amount < 0 {
		r.fail("total_claim_amount", "is not an amount")
	} else {
		c.Amount = *amount
	}
	return c
}

func (r *row) facts() *facts {
	return &facts{
		IncidentType:      r.known("incident_type"),
		Severity:          r.known("incident_severity"),
		AuthoritiesCalled: r.known("authorities_contacted"),
		PoliceReport:      r.known("police_report_available"),
		Witnesses:         r.number("witnesses"),
		BodilyInjuries:    r.number("bodily_injuries"),
		IncidentHour:      r.number("incident_hour_of_the_day"),
		MonthsAsCustomer:  r.number("months_as_customer"),
		Parts:             [3]*float64{r.number("injury_claim"), r.number("property_claim"), r.number("vehicle_claim")},
	}
}

func (r *row) description() string {
	what := orElse(r.known("incident_type"), "Incident")
	if collision := r.known("collision_type"); collision != "" {
		what += " (" + collision + ")"
	}
	return fmt.Sprintf("%s, %s, %s %s %s; %s, %s, %s", what, orElse(r.known("incident_severity"), "severity unknown"),
		r.cells["auto_year"], r.cells["auto_make"], r.cells["auto_model"],
		r.cells["incident_city"], r.cells["incident_state"], r.cells["incident_date"])
}

// known is empty for what the file does not know.
func (r *row) known(column string) string {
	if r.cells[column] == "?" {
		return ""
	}
	return r.cells[column]
}

// number is nil for what the file does not know.
func (r *row) number(column string) *float64 {
	value := r.known(column)
	if value == "" {
		return nil
	}
	number, err := strconv.ParseFloat(value, 64)
	if err != nil {
		r.fail(column, "is not a number")
	}
	return &number
}

func (r *row) fail(column, problem string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s, column %s: %q %s", r.place, column, r.cells[column], problem)
	}
}

func orElse(value, other string) string {
	if value == "" {
		return other
	}
	return value
}
