package sayso

import (
	"fmt"
	"math"
	"net/http"
	"time"
)

// clockTolerance is how far AWS lets the time of a signature differ from its own.
const clockTolerance = 300

// clockHint is what to add to the error of a signed call: a sentence where the call was refused and the server's own Date
// says that the clock of this machine is the reason; empty otherwise.
func clockHint(status int, header http.Header, now time.Time) string {
	at, err := http.ParseTime(header.Get("Date"))
	if err != nil || (status != http.StatusUnauthorized && status != http.StatusForbidden) {
		return ""
	}
	ahead := int(math.Round(now.Sub(at).Seconds()))
	where := fmt.Sprintf("%d s ahead of", ahead)
	if ahead < 0 {
		where = fmt.Sprintf("%d s behind", -ahead)
	}
	if max(ahead, -ahead) <= clockTolerance {
		return ""
	}
	words := ". This machine's clock is %s the server's, and AWS allows a signature %d: set the clock"
	return fmt.Sprintf(words, where, clockTolerance)
}
