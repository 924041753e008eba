package sayso

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const webhookTolerance = 300 * time.Second

// Webhook verifies what Sayso delivers to an HTTP endpoint: events to a webhook, decisions to a [Callback]. Both are
// signed by Standard Webhooks 1.0.0. A delivery may come twice: its header webhook-id says so.
//
//	http.HandleFunc("POST /decided", func(w http.ResponseWriter, r *http.Request) {
//		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
//		…
//		result, err := webhook.Result(body, r.Header)
//		if err != nil {
//			http.Error(w, "refused", http.StatusBadRequest)
//			return
//		}
//		…
//	})
type Webhook struct {
	checks []check
	now    func() time.Time
}

// check is one key: whether it has made this signature. The key is in the function, where no %+v finds it.
type check struct {
	version string
	made    func(signed, signature []byte) bool
}

// NewWebhook takes the keys, one of which must have signed each delivery: whsec_… of the endpoint (v1), or whpk_… of
// GET /v1/keys (v1a, Ed25519); during a rotation, the old and the new. A key that cannot be read is
// [ErrInvalidWebhookKey].
func NewWebhook(keys ...string) (*Webhook, error) {
	if len(keys) == 0 {
		return nil, refused(ErrInvalidWebhookKey, "no key to verify a webhook with")
	}
	webhook := &Webhook{now: time.Now}
	for _, key := range keys {
		check, err := readKey(key)
		if err != nil {
			return nil, err
		}
		webhook.checks = append(webhook.checks, check)
	}
	return webhook, nil
}

// Verify is nil for a body that one of the keys has signed within the last five minutes, and that is a JSON object. The
// body is what was received, to the byte.
//
// [ErrInvalidWebhookHeaders], [ErrStaleWebhook], [ErrInvalidWebhookSignature], [ErrInvalidWebhookBody].
func (w *Webhook) Verify(body []byte, header http.Header) error {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	signatures := header.Get("webhook-signature")
	if id == "" || timestamp == "" || signatures == "" {
		return refused(ErrInvalidWebhookHeaders, "webhook-id, webhook-timestamp or webhook-signature is missing")
	}
	// Unsigned, and so short that no multiple of it overflows.
	seconds, err := strconv.ParseUint(timestamp, 10, 64)
	if err != nil || len(timestamp) > 15 {
		return refused(ErrInvalidWebhookHeaders, "webhook-timestamp is no unix time")
	}
	if age := w.now().Sub(time.Unix(int64(seconds), 0)); age > webhookTolerance || age < -webhookTolerance {
		return refused(ErrStaleWebhook, "it was signed more than five minutes from now")
	}
	if !w.signed([]byte(id+"."+timestamp+"."+string(body)), signatures) {
		return refused(ErrInvalidWebhookSignature, "it was signed by none of the keys")
	}
	if !utf8.Valid(body) || members(body) == nil {
		return refused(ErrInvalidWebhookBody, "the body is not a JSON object")
	}
	return nil
}

// Result is the decision that was delivered to a [Callback], once it is verified. What is signed and no end of an
// approval is [ErrInvalidWebhookBody].
func (w *Webhook) Result(body []byte, header http.Header) (*ApprovalResult, error) {
	if err := w.Verify(body, header); err != nil {
		return nil, err
	}
	result, err := ParseApprovalResult(body)
	if err != nil {
		return nil, refused(ErrInvalidWebhookBody, "the body is not the end of an approval")
	}
	return result, nil
}

// Event is the event that was delivered, once it is verified. What is signed and no event is [ErrInvalidWebhookBody].
func (w *Webhook) Event(body []byte, header http.Header) (*Event, error) {
	if err := w.Verify(body, header); err != nil {
		return nil, err
	}
	event, err := ParseEvent(body)
	if err != nil {
		return nil, refused(ErrInvalidWebhookBody, "the body is not an event")
	}
	return event, nil
}

func (w *Webhook) signed(text []byte, signatures string) bool {
	for entry := range strings.SplitSeq(signatures, " ") {
		version, encoded, _ := strings.Cut(entry, ",")
		signature := readBase64(encoded)
		for _, check := range w.checks {
			if check.version == version && check.made(text, signature) {
				return true
			}
		}
	}
	return false
}

func readKey(key string) (check, error) {
	prefix, encoded, _ := strings.Cut(key, "_")
	read := readBase64(encoded)
	switch {
	case prefix == "whsec" && len(read) >= 24 && len(read) <= 64:
		return check{"v1", func(text, signature []byte) bool {
			mac := hmac.New(sha256.New, read)
			mac.Write(text)
			return hmac.Equal(mac.Sum(nil), signature)
		}}, nil
	case prefix == "whpk" && len(read) == ed25519.PublicKeySize:
		return check{"v1a", func(text, signature []byte) bool {
			return len(signature) == ed25519.SignatureSize && ed25519.Verify(read, text, signature)
		}}, nil
	}
	// Without its prefix a public key could be taken for a secret, and then everybody could sign.
	return check{}, refused(ErrInvalidWebhookKey, "a webhook key is whsec_ or whpk_ and base64 of the right length")
}

// readBase64 is empty where the text is not base64 in its one canonical spelling.
func readBase64(text string) []byte {
	read, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || !bytes.Equal([]byte(text), []byte(base64.StdEncoding.EncodeToString(read))) {
		return nil
	}
	return read
}

func refused(code Code, message string) *Error { return &Error{Code: code, Message: message} }
