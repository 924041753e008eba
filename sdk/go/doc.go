// Package sayso pauses an agent until a person decides: the Go SDK of Sayso.
//
//	client, err := sayso.NewClient(sayso.Options{}) // SAYSO_SERVER_URL, SAYSO_API_KEY
//	…
//	result, err := client.Pause(ctx, &sayso.ApprovalRequest{
//		ApprovalRequestID: "refund-1009",
//		Title:             "Refund $480.00 to order 1009?",
//		ExpiresInHours:    24,
//	}, nil)
//	if err == nil && result.Approved() {
//		…
//	}
//
// A process that may be started anew calls [Client.WaitForResume] first: it takes up the wait, and asks for nothing.
//
// # Ways of resuming
//
// A process that waits is the simplest way, and costs compute on AWS Lambda. Durable functions, which wait without, are
// not available for Go; there an agent resumes by a [TaskToken], as a state of a Step Functions state machine whose
// output is read with [ParseApprovalResult], by a signed [Callback], read with [Webhook.Result], or by an event on
// EventBridge ([EventDetail], [ParseEvent]).
//
// # Errors
//
// Every failure has a [Code] to compare with by errors.Is, and is an [*Error] or a [*WaitTimeout] to take apart by
// errors.As. A context that ends, ends the call with its own error.
package sayso
