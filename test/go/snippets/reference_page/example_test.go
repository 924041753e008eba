package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	agentfield "github.com/sayso-dev/sayso/sdk/go"
)

// The reference page's snippet against a stub that knows one pending approval and, at the next question, its decision.
func Example() {
	answer := `{"approvalRequestId": "claim-42", "status": "pending", "decision": null}`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Println(r.Method, r.URL)
		fmt.Fprintln(w, answer)
		answer = `{"approvalRequestId": "claim-42", "status": "approved", "decision": "approved", "feedback": "Fine"}`
	}))
	defer server.Close()
	client, err := agentfield.NewClient(agentfield.Options{ServerURL: server.URL, APIKey: "key-1"})
	if err != nil {
		log.Fatal(err)
	}
	if err := processClaim(context.Background(), client, "42", 12_000); err != nil {
		log.Fatal(err)
	}
	// Output:
	// POST /v1/approvals
	// GET /v1/approvals/claim-42?wait=20
	// claim 42 approved: Fine
}
