// Package verify has Standard Webhooks' Go library judge messages.
package verify

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

type message struct {
	Secret  string            `json:"secret"`
	Headers map[string]string `json:"headers"`
	Body    []byte            `json:"body"`
}

func (m message) taken() bool {
	headers := http.Header{}
	for name, value := range m.Headers {
		headers.Set(name, value)
	}
	verifier, err := standardwebhooks.NewWebhook(m.Secret)
	return err == nil && verifier.Verify(m.Body, headers) == nil
}

// TestVerify prints 1 or 0 for each message of the file MESSAGES, as the library takes or refuses it at NOW, in unix
// seconds: the library asks for the time itself, so it is run in a bubble of time, which begins in the year 2000.
func TestVerify(t *testing.T) {
	now, err := strconv.ParseInt(os.Getenv("NOW"), 10, 64)
	if err != nil {
		t.Skip("run by verifiers.test.ts")
	}
	file, err := os.Open(os.Getenv("MESSAGES"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var verdicts strings.Builder
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Unix(now, 0)))
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var m message
			if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
				t.Fatal(err)
			}
			if m.taken() {
				verdicts.WriteByte('1')
			} else {
				verdicts.WriteByte('0')
			}
		}
	})
	fmt.Println(verdicts.String())
}
