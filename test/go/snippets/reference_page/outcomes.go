package main

import (
	"context"
	"fmt"
	"log"
	"os"

	agentfield "github.com/sayso-dev/sayso/sdk/go"
)

// What the page's snippet calls and does not show.

func processApprovedClaim(_ context.Context, claimID, feedback string) error {
	_, err := fmt.Printf("claim %s approved: %s\n", claimID, feedback)
	return err
}

func flagForReview(_ context.Context, claimID, feedback string) error {
	_, err := fmt.Printf("claim %s flagged for review: %s\n", claimID, feedback)
	return err
}

func rejectClaim(_ context.Context, claimID, feedback string) error {
	_, err := fmt.Printf("claim %s rejected: %s\n", claimID, feedback)
	return err
}

func main() {
	client, err := agentfield.NewClient(agentfield.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if err := processClaim(context.Background(), client, os.Args[1], 12_000); err != nil {
		log.Fatal(err)
	}
}
