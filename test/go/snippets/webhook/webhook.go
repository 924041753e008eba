package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"

	sayso "github.com/sayso-dev/sayso/sdk/go"
)

func main() {
	// whsec_…; during a rotation, the new secret and the old one.
	webhook, err := sayso.NewWebhook(os.Getenv("SAYSO_WEBHOOK_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("POST /hooks", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			http.Error(w, "too long", http.StatusRequestEntityTooLarge)
			return
		}
		event, err := webhook.Event(body, r.Header)
		if err != nil {
			http.Error(w, "refused", http.StatusBadRequest)
			return
		}
		fmt.Println(r.Header.Get("webhook-id"), event.Type, event.Data.ApprovalRequestID)
		w.WriteHeader(http.StatusNoContent)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
