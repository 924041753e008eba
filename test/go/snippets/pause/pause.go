package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	sayso "github.com/sayso-dev/sayso/sdk/go"
)

func main() {
	ctx := context.Background()
	client, err := sayso.NewClient(sayso.Options{})
	if err != nil {
		log.Fatal(err)
	}

	// After a crash: take up the wait instead of analysing and asking again. Nil where nothing was asked.
	result, err := client.WaitForResume(ctx, "refund-1009", nil)
	if err == nil && result == nil {
		result, err = client.Pause(ctx, &sayso.ApprovalRequest{
			ApprovalRequestID: "refund-1009",
			Title:             "Refund $480.00 to order 1009?",
			Context:           "The parcel was **lost**; the carrier has confirmed it.",
			Action:            &sayso.ApprovalAction{Name: "refund", Arguments: map[string]any{"order": "1009", "amount": 480}},
			ExpiresInHours:    24,
		}, &sayso.WaitOptions{
			Timeout: 30 * time.Second,
			OnPending: func(approval *sayso.Approval) {
				fmt.Println("Waiting for a decision at", approval.ApprovalRequestURL)
			},
		})
	}

	switch {
	case errors.Is(err, sayso.ErrWaitTimeout):
		fmt.Println("Still pending: start me again")
	case errors.Is(err, sayso.ErrApprovalRequestConflict):
		fmt.Println("The id stands for another question: choose a new one")
	case err != nil:
		log.Fatal(err)
	case result.Approved():
		fmt.Println("Refunding:", result.Feedback)
	case result.Decision == sayso.Expired:
		fmt.Println("Nobody answered in 24 hours")
	default:
		fmt.Println("Not refunding:", result.Decision, result.Feedback)
	}
}
