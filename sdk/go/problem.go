package sayso

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// readProblem is the error for an answer that is not 2xx: the server's problem document (RFC 9457), or what can be said
// of any other body.
func readProblem(status int, header http.Header, body []byte, now time.Time) *Error {
	fields := members(body)
	message := fmt.Sprintf("HTTP %d", status)
	for _, name := range []string{"title", "detail"} {
		if text := textOf(fields[name]); text != "" {
			message = text
		}
	}
	code := Code(textOf(fields["code"]))
	if !serverCode(code) {
		code = codeOfStatus(status)
	}
	approval := fields["approval"]
	return &Error{
		Code:      code,
		Message:   message,
		Status:    status,
		Fields:    fieldProblems(fields["errors"]),
		Approval:  readApproval(approval, textOf(members(approval)["approvalRequestId"])),
		Retryable: status == http.StatusTooManyRequests || status >= 500,
		pause:     retryAfter(header, now),
	}
}

func fieldProblems(list json.RawMessage) []FieldProblem {
	var entries []json.RawMessage
	if json.Unmarshal(list, &entries) != nil {
		return nil
	}
	var problems []FieldProblem
	for _, entry := range entries {
		if object := members(entry); object != nil {
			problems = append(problems, FieldProblem{Field: textOf(object["field"]), Detail: textOf(object["detail"])})
		}
	}
	return problems
}

func serverCode(code Code) bool {
	switch code {
	case ErrInvalidRequest, ErrUnsupportedMediaType, ErrPayloadTooLarge, ErrUnauthenticated, ErrForbidden,
		ErrNotAReviewer, ErrSelfApproval, ErrNotYourApproval, ErrApprovalNotFound, ErrExecutionNotFound, ErrNotFound,
		ErrMethodNotAllowed, ErrApprovalRequestConflict, ErrApprovalAlreadyRequested, ErrTooManyWaiters,
		ErrAPIKeyAlreadyCreated, ErrSecretAlreadyShown, ErrAlreadyDecided, ErrExpired, ErrLinkSuperseded, ErrIdempotencyKeyReused,
		ErrResponseInvalid, ErrRateLimited, ErrInternal, ErrUnavailable:
		return true
	}
	return false
}

// codeOfStatus is for answers without a code of the server's: those of a gateway or a proxy before it.
func codeOfStatus(status int) Code {
	switch status {
	case http.StatusUnauthorized:
		return ErrUnauthenticated
	case http.StatusForbidden:
		return ErrForbidden
	case http.StatusNotFound:
		return ErrNotFound
	case http.StatusMethodNotAllowed:
		return ErrMethodNotAllowed
	case http.StatusRequestEntityTooLarge:
		return ErrPayloadTooLarge
	case http.StatusUnsupportedMediaType:
		return ErrUnsupportedMediaType
	case http.StatusTooManyRequests:
		return ErrRateLimited
	case http.StatusInternalServerError:
		return ErrInternal
	}
	if status > 500 {
		return ErrUnavailable
	}
	return ErrInvalidRequest
}
