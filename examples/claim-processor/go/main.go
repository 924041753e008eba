// An agent that settles small insurance claims by itself and asks a person about all others.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strconv"
	"strings"

	sayso "github.com/sayso-dev/sayso/sdk/go"
)

// go run . 42 12000 "Water damage in the kitchen", or go run . claims.csv; then kill it and start it again
func main() {
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	client, err := sayso.NewClient(sayso.Options{})
	if err != nil {
		log.Fatal(err)
	}
	words := os.Args[1:]
	if len(words) > 0 && strings.HasSuffix(words[0], ".csv") {
		whole, err := runClaims(ctx, client, words)
		exitOn(err, 2)
		if !whole {
			os.Exit(1)
		}
		return
	}
	claim, err := readClaim(words)
	exitOn(err, 2)
	settled, err := runClaim(ctx, agent{client, assessor, sayPending}, claim)
	exitOn(err, 1)
	exitOn(json.NewEncoder(os.Stdout).Encode(settled), 1)
}

func exitOn(err error, code int) {
	if err != nil {
		log.Println(err)
		os.Exit(code)
	}
}

func assessor(c claim) (assessment, error) { return assessByRules(c), nil }

func sayPending(approval *sayso.Approval) {
	fmt.Println("Waiting for a decision:", approval.ApprovalRequestURL)
}

// runClaim processes a claim as a run that reviewers can look at.
func runClaim(ctx context.Context, a agent, c claim) (decision, error) {
	if err := putStatus(ctx, a.client, c, sayso.Running); err != nil {
		return decision{}, err
	}
	settled, err := a.processClaim(ctx, c)
	if err != nil {
		// Whoever stops it while it waits has not made it fail: it goes on when it is started again.
		if ctx.Err() != nil {
			return decision{}, err
		}
		if again := putStatus(ctx, a.client, c, sayso.ExecutionFailed); again != nil {
			log.Println("that it failed was not recorded:", again)
		}
		return decision{}, err
	}
	return settled, putStatus(ctx, a.client, c, sayso.Succeeded)
}

func putStatus(ctx context.Context, client *sayso.Client, c claim, status sayso.ExecutionStatus) error {
	return client.PutExecution(ctx, executionID(c), &sayso.ExecutionUpdate{Status: status, Agent: agentName})
}

func readClaim(words []string) (claim, error) {
	if len(words) < 2 || len(words) > 3 {
		return claim{}, fmt.Errorf(`usage: go run . <claim id> <amount> ["description"], or go run . <file.csv>`)
	}
	amount, err := strconv.ParseFloat(words[1], 64)
	if err != nil || !(amount >= 0 && amount <= 1e12) {
		return claim{}, fmt.Errorf("%q is no amount in dollars", words[1])
	}
	return claim{ID: words[0], Amount: amount, Description: append(words, "")[2]}, nil
}
