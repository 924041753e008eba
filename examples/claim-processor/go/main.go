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

	sayso "github.com/sayso-dev/sayso/sdk/go"
)

// go run . 42 12000 "Water damage in the kitchen", then kill it and start it again
func main() {
	log.SetFlags(0)
	claim, err := readClaim(os.Args[1:])
	if err != nil {
		log.Println(err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	client, err := sayso.NewClient(sayso.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if err := run(ctx, client, claim); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, client *sayso.Client, c claim) error {
	if err := putStatus(ctx, client, c, sayso.Running); err != nil {
		return err
	}
	settled, err := agent{client}.processClaim(ctx, c)
	if err != nil {
		// Whoever stops it while it waits has not made it fail: it goes on when it is started again.
		if ctx.Err() != nil {
			return err
		}
		if again := putStatus(ctx, client, c, sayso.ExecutionFailed); again != nil {
			log.Println("that it failed was not recorded:", again)
		}
		return err
	}
	if err := putStatus(ctx, client, c, sayso.Succeeded); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(settled)
}

func putStatus(ctx context.Context, client *sayso.Client, c claim, status sayso.ExecutionStatus) error {
	return client.PutExecution(ctx, executionID(c), &sayso.ExecutionUpdate{Status: status, Agent: agentName})
}

func readClaim(words []string) (claim, error) {
	if len(words) < 2 || len(words) > 3 {
		return claim{}, fmt.Errorf(`usage: go run . <claim id> <amount> ["description"]`)
	}
	amount, err := strconv.ParseFloat(words[1], 64)
	if err != nil || !(amount >= 0 && amount <= 1e12) {
		return claim{}, fmt.Errorf("%q is no amount in dollars", words[1])
	}
	return claim{ID: words[0], Amount: amount, Description: append(words, "")[2]}, nil
}
