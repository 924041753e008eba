package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"

	sayso "github.com/sayso-dev/sayso/sdk/go"
)

func main() {
	// GET /v1/keys of the server tells its public key, whpk_…
	webhook, err := sayso.NewWebhook(os.Getenv("SAYSO_WEBHOOK_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("POST /decided", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			http.Error(w, "too long", http.StatusRequestEntityTooLarge)
			return
		}
		result, err := webhook.Result(body, r.Header)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		fmt.Println(result.ApprovalRequestID, "was", result.Decision)
	})
	go func() { log.Fatal(http.ListenAndServe(os.Getenv("AGENT_ADDRESS"), nil)) }()

	client, err := sayso.NewClient(sayso.Options{})
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.RequestApproval(context.Background(), &sayso.ApprovalRequest{
		ApprovalRequestID: "refund-1010",
		Title:             "Refund $90.00 to order 1010?",
		Resume:            sayso.Callback("http://" + os.Getenv("AGENT_ADDRESS") + "/decided"),
	})
	if err != nil {
		log.Fatal(err)
	}
	select {}
}
