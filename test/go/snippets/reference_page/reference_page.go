package main

import (
	"context"
	"fmt"
	"time"

	agentfield "github.com/sayso-dev/sayso/sdk/go"
)

func processClaim(ctx context.Context, client *agentfield.Client, claimID string, amount float64) error {
	// Request approval from a human reviewer
	result, err := client.RequestApproval(ctx, &agentfield.ApprovalRequest{
		ApprovalRequestID:  fmt.Sprintf("claim-%s", claimID),
		ApprovalRequestURL: fmt.Sprintf("https://dashboard.example.com/claims/%s", claimID),
		ExpiresInHours:     24,
	})
	if err != nil {
		return fmt.Errorf("requesting approval: %w", err)
	}

	// Wait for the reviewer's decision (blocks until approved, rejected, or expired)
	approval, err := client.WaitForApproval(ctx, result.ApprovalRequestID, &agentfield.WaitOptions{
		Timeout: 24 * time.Hour,
	})
	if err != nil {
		return fmt.Errorf("waiting for approval: %w", err)
	}

	switch approval.Decision {
	case "approved":
		return processApprovedClaim(ctx, claimID, approval.Feedback)
	case "request_changes":
		return flagForReview(ctx, claimID, approval.Feedback)
	default:
		return rejectClaim(ctx, claimID, approval.Feedback)
	}
}
