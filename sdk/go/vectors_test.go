package sayso

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// vectorAnswer is what a server answers with: text is sent as it is.
type vectorAnswer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

func (a vectorAnswer) bytes() []byte {
	var text string
	if json.Unmarshal(a.Body, &text) == nil && len(a.Body) > 0 && a.Body[0] == '"' {
		return []byte(text)
	}
	return a.Body
}

// vectorOutcome is an answer, or what happens instead of one.
type vectorOutcome struct {
	vectorAnswer
	Network string `json:"network"`
	Hold    bool   `json:"hold"`
	Away    bool   `json:"away"`
}

// eachVector runs the cases of one file of sdk/vectors, which its README explains.
func eachVector[Case any](t *testing.T, file string, run func(*testing.T, Case)) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "vectors", file))
	if err != nil {
		t.Fatal(err)
	}
	var names []struct{ Name string }
	var cases []Case
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &names); err != nil {
		t.Fatal(err)
	}
	if len(cases) == 0 {
		t.Fatalf("%s holds no case", file)
	}
	for i, c := range cases {
		t.Run(names[i].Name, func(t *testing.T) { run(t, c) })
	}
}
