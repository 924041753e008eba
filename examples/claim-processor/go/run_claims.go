package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"path/filepath"
	"strings"
	"sync"
	"time"

	sayso "github.com/sayso-dev/sayso/sdk/go"
)

var outcomes = []string{"automatic", "approved", "rejected", "changes requested", "expired", "error"}

// claimsRun works through a file of claims: a few at a time until they are settled or wait for a person, and then any
// number. Killed or stopped at any moment, the same command goes on where it was.
type claimsRun struct {
	client  *sayso.Client
	claims  []claim
	journal *journal

	mu                 sync.Mutex
	analyses, recalled int
	waiting, failed    map[string]bool
}

// runClaims does what the words of the command say. Its result is whether each claim has its outcome.
func runClaims(ctx context.Context, client *sayso.Client, words []string) (bool, error) {
	options := flag.NewFlagSet("claims", flag.ContinueOnError)
	path := options.String("journal", filepath.Join(".sayso", "claims", filepath.Base(words[0])+".go.ndjson"), "where the outcomes are written")
	atOnce := options.Int("concurrency", 16, "claims that are looked up and asked about at once")
	if err := options.Parse(words[1:]); err != nil {
		return false, err
	}
	claims, err := readClaims(words[0])
	if err != nil {
		return false, err
	}
	kept, err := openJournal(*path)
	if err != nil {
		return false, err
	}
	r := &claimsRun{client: client, claims: claims, journal: kept, waiting: map[string]bool{}, failed: map[string]bool{}}
	fmt.Printf("%s: %d claims, %d done before.\n", filepath.Base(words[0]), len(claims), len(r.ended()))
	r.work(ctx, max(1, *atOnce))
	fmt.Println(r.summary())
	fmt.Println("Journal:", *path)
	return len(r.failed) == 0, nil
}

func (r *claimsRun) work(ctx context.Context, atOnce int) {
	places := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	done := r.ended()
	stop := r.tell()
	for _, c := range r.claims {
		if _, ended := done[c.ID]; ended {
			continue
		}
		places <- struct{}{}
		// Whoever waits needs no place.
		free := sync.OnceFunc(func() { <-places })
		all.Add(1)
		go func() {
			defer all.Done()
			defer free()
			if err := r.process(ctx, c, free); err != nil {
				r.count(func() { r.failed[c.ID] = true })
				log.Printf("! Claim %s: %v", c.ID, err)
			}
		}()
	}
	all.Wait()
	stop()
}

func (r *claimsRun) process(ctx context.Context, c claim, free func()) error {
	onPending := func(*sayso.Approval) {
		r.count(func() { r.waiting[c.ID] = true })
		free()
	}
	settled, err := runClaim(ctx, agent{r.client, r.assess, onPending}, c)
	r.count(func() { delete(r.waiting, c.ID) })
	if err != nil {
		return err
	}
	words := orElse(settled.Feedback, settled.Reason)
	return r.journal.write(entry{Type: "outcome", ClaimID: c.ID, Outcome: outcomeOf(settled), Feedback: words})
}

// assess takes an analysis from the journal rather than make it again.
func (r *claimsRun) assess(c claim) (assessment, error) {
	if known, ok := r.journal.analysis(c.ID); ok {
		r.count(func() { r.recalled++ })
		return known, nil
	}
	it := assessByRules(c)
	r.count(func() { r.analyses++ })
	return it, r.journal.write(entry{Type: "analysed", ClaimID: c.ID, Assessment: &it})
}

func (r *claimsRun) count(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
}

// ended are the claims of the file that have their outcome, by their ids.
func (r *claimsRun) ended() map[string]string {
	r.journal.mu.Lock()
	defer r.journal.mu.Unlock()
	ended := map[string]string{}
	for _, c := range r.claims {
		if outcome, ok := r.journal.outcomes[c.ID]; ok {
			ended[c.ID] = outcome
		}
	}
	return ended
}

func (r *claimsRun) counts() map[string]int {
	counts := map[string]int{}
	for _, outcome := range r.ended() {
		counts[outcome]++
	}
	return counts
}

// tell prints a line whenever something has changed, at most one a second, until it is stopped.
func (r *claimsRun) tell() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		told := ""
		for ctx.Err() == nil {
			if line := r.progress(); line != told {
				told = line
				fmt.Println(line)
			}
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
		}
	}()
	return cancel
}

func (r *claimsRun) progress() string {
	counts := r.counts()
	r.mu.Lock()
	defer r.mu.Unlock()
	parts := []string{fmt.Sprintf("%d of %d claims wait for a decision", len(r.waiting), len(r.claims))}
	for _, outcome := range outcomes {
		if counts[outcome] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[outcome], outcome))
		}
	}
	return strings.Join(parts, " · ")
}

func (r *claimsRun) summary() string {
	counts := r.counts()
	var lines []string
	total := len(r.ended())
	width := len(fmt.Sprint(total))
	for _, outcome := range outcomes {
		lines = append(lines, fmt.Sprintf("  %-18s%*d", outcome, width, counts[outcome]))
	}
	lines = append(lines, fmt.Sprintf("  %-18s%*d", "total", width, total),
		fmt.Sprintf("Analyses in this run: %d (by fixed rules, not AI); taken from the journal: %d", r.analyses, r.recalled))
	return strings.Join(lines, "\n")
}

func outcomeOf(settled decision) string {
	switch {
	case settled.Method == "automatic":
		return "automatic"
	case settled.Decision == "needs_review":
		return "changes requested"
	case settled.Decision == "escalated":
		return "expired"
	case settled.Decision == "failed":
		return "error"
	}
	return settled.Decision
}
