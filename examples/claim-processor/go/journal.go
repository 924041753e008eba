package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// entry is one line of the journal.
type entry struct {
	Type       string      `json:"type"`
	ClaimID    string      `json:"claimId"`
	Assessment *assessment `json:"assessment,omitempty"`
	Outcome    string      `json:"outcome,omitempty"`
	Feedback   string      `json:"feedback,omitempty"`
}

// journal keeps what is done, so that a run that was killed goes on where it was: an outcome line for each claim, and an
// analysed line for each analysis, written before anybody is asked.
type journal struct {
	mu       sync.Mutex
	file     *os.File
	outcomes map[string]string
	analyses map[string]assessment
}

func openJournal(path string) (*journal, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	// A line that a crash has cut off is done over.
	whole := text[:bytes.LastIndexByte(text, '\n')+1]
	if err := file.Truncate(int64(len(whole))); err != nil {
		return nil, err
	}
	j := &journal{file: file, outcomes: map[string]string{}, analyses: map[string]assessment{}}
	for number, line := range bytes.Split(bytes.TrimSuffix(whole, []byte("\n")), []byte("\n")) {
		var e entry
		if len(whole) > 0 && json.Unmarshal(line, &e) != nil {
			return nil, fmt.Errorf("%s, line %d: not a line of a claims journal; move the file away", path, number+1)
		}
		j.recall(e)
	}
	return j, nil
}

// analysis is the one that was made of the claim before.
func (j *journal) analysis(id string) (assessment, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	it, known := j.analyses[id]
	return it, known
}

// write returns when the line is on disk.
func (j *journal) write(e entry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return err
	}
	j.recall(e)
	return j.file.Sync()
}

func (j *journal) recall(e entry) {
	switch e.Type {
	case "outcome":
		j.outcomes[e.ClaimID] = e.Outcome
	case "analysed":
		j.analyses[e.ClaimID] = *e.Assessment
	}
}
