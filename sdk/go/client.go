package sayso

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Client is Sayso's API for agents and for reviewers' tools. One serves a whole process, from any number of
// goroutines: its waits share their polls.
//
// Every call is tried again, with jitter, when the network fails or the server answers 429 or 5xx, and no retry does a
// thing twice. Calls fail with an [*Error], a [*WaitTimeout], or the error of their context.
type Client struct {
	transport *transport
	waits     *waits
	reviewer  authorizer
	retryFor  time.Duration
}

// NewClient makes a client. It connects to nothing yet; what is wrong with the options is [ErrInvalidRequest].
func NewClient(options Options) (*Client, error) {
	serverURL, err := serverAddress(options.ServerURL)
	if err != nil {
		return nil, err
	}
	agent, reviewer, err := options.identity(serverURL)
	if err != nil {
		return nil, err
	}
	transport := newTransport(serverURL, options.HTTPClient, agent)
	onProblem := options.onProblem()
	away := &outage{reachable: transport.reachable, onStart: func() {
		message := "no answer from " + serverURL + "; still waiting for it"
		onProblem(&Error{Code: ErrNetwork, Message: message, Retryable: true})
	}}
	return &Client{
		transport: transport,
		waits:     &waits{transport: transport, outage: away, polls: map[string]*poll{}},
		reviewer:  reviewer,
		retryFor:  options.retryFor(),
	}, nil
}

// ServerURL is the server's base URL, without credentials.
func (c *Client) ServerURL() string { return c.transport.serverURL }

// RequestApproval asks for an approval and returns at once. The same request again returns the same approval, pending
// or decided.
//
// [ErrApprovalRequestConflict] (with Approval): the id stands for other content. [ErrApprovalAlreadyRequested]: another
// execution holds an exclusive request. [ErrInvalidRequest]: Fields says what is wrong.
func (c *Client) RequestApproval(ctx context.Context, request *ApprovalRequest, options ...CallOption) (*Approval, error) {
	if request == nil {
		return nil, &Error{Code: ErrInvalidRequest, Message: "there is no request"}
	}
	body := request.wire(c.transport.authorize.prefix != "")
	return c.approval(ctx, request.ApprovalRequestID, call{method: http.MethodPost, path: "/v1/approvals", body: body}, options)
}

// WaitForApproval waits until the approval has ended. Nil options set no limit but its expiry.
//
// [WaitTimeout]: it is still pending after Timeout. [ErrApprovalNotFound]: nothing was asked under that id. A context
// that ends, ends the wait with its error and leaves the approval as it was.
func (c *Client) WaitForApproval(ctx context.Context, id string, options *WaitOptions) (*ApprovalResult, error) {
	path, err := approvalPath(id)
	if err != nil {
		return nil, err
	}
	return ending(c.waits.untilTerminal(ctx, id, path, newWait(options)))
}

// WaitForResume is for after a restart: nil and no error at once where nothing was ever asked under that id, the result
// where it is decided, and otherwise the wait for it. It asks for nothing and tells nobody, however often it is called.
//
// [WaitTimeout]: it is still pending after Timeout. It is never nil then: that would run the analysis again.
func (c *Client) WaitForResume(ctx context.Context, id string, options *WaitOptions) (*ApprovalResult, error) {
	path, err := approvalPath(id)
	if err != nil {
		return nil, err
	}
	w := newWait(options)
	approval, err := c.waits.now(ctx, id, path, w)
	if errors.Is(err, ErrApprovalNotFound) {
		return nil, nil
	}
	if err != nil || approval.Status != Pending {
		return ending(approval, err)
	}
	tell(options, approval)
	return ending(c.waits.untilTerminal(ctx, id, path, w))
}

// Pause asks for an approval and waits for its end, five minutes or five months.
//
// Its errors are those of [Client.RequestApproval] and [Client.WaitForApproval].
func (c *Client) Pause(ctx context.Context, request *ApprovalRequest, options *WaitOptions) (*ApprovalResult, error) {
	approval, err := c.RequestApproval(ctx, request)
	if err != nil || approval.Status != Pending {
		return ending(approval, err)
	}
	// Counted from here: a wait as long as the expiry must not end just before it.
	w := newWait(options)
	tell(options, approval)
	path, err := approvalPath(approval.ApprovalRequestID)
	if err != nil {
		return nil, err
	}
	return ending(c.waits.untilTerminal(ctx, approval.ApprovalRequestID, path, w))
}

// GetApproval is the approval as it stands now. [ErrApprovalNotFound]: nothing was asked under that id.
func (c *Client) GetApproval(ctx context.Context, id string, options ...CallOption) (*Approval, error) {
	path, err := approvalPath(id)
	if err != nil {
		return nil, err
	}
	return c.approval(ctx, id, call{method: http.MethodGet, path: path}, options)
}

// ListApprovals is a page of approvals, the newest first: all of them for a person, its own for an agent. A nil query
// asks for everything.
//
// [ErrInvalidRequest]: Fields says what is wrong.
func (c *Client) ListApprovals(ctx context.Context, query *ApprovalQuery, options ...CallOption) (*ApprovalPage, error) {
	request := call{method: http.MethodGet, path: "/v1/approvals" + query.text(), retryFor: c.retryFor}
	got, err := c.transport.call(ctx, request.with(options))
	if err != nil {
		return nil, err
	}
	if page := readPage(got.body); page != nil {
		return page, nil
	}
	message := c.transport.serverURL + " answered with something that is no list of approvals"
	return nil, &Error{Code: ErrNetwork, Message: message}
}

// CancelApproval ends a pending approval as [Failed] with that feedback, for whoever waits on it.
//
// [ErrAlreadyDecided] or [ErrExpired] (with Approval): it has ended already. [ErrNotYourApproval]: another agent's.
func (c *Client) CancelApproval(ctx context.Context, id, feedback string, options ...CallOption) (*Approval, error) {
	path, err := approvalPath(id)
	if err != nil {
		return nil, err
	}
	body := struct {
		Feedback string `json:"feedback,omitempty"`
	}{feedback}
	return c.approval(ctx, id, call{method: http.MethodPost, path: path + "/cancel", body: body}, options)
}

// SubmitDecision decides in the name of a person or, with [AuthIAM], of the role that the server has let decide, for
// reviewers' tools.
//
// [ErrAlreadyDecided] (with Approval, the winning decision), [ErrExpired], [ErrNotAReviewer], [ErrSelfApproval].
func (c *Client) SubmitDecision(ctx context.Context, id string, reply *ReviewerAnswer, options ...CallOption) (*Approval, error) {
	path, err := approvalPath(id)
	if err != nil {
		return nil, err
	}
	if reply == nil {
		return nil, &Error{Code: ErrInvalidRequest, Message: "there is no answer"}
	}
	authorize, err := c.person(reply.Token)
	if err != nil {
		return nil, err
	}
	request := call{method: http.MethodPost, path: path + "/decision", body: reply, authorize: authorize}
	return c.approval(ctx, id, request, options)
}

// ReassignApproval hands a pending approval over to other reviewers in the name of a person or, with [AuthIAM], of the
// role, for reviewers' tools: one of its reviewers, or an admin. Review links that are about die.
//
// [ErrAlreadyDecided] or [ErrExpired] (with Approval), [ErrNotAReviewer], [ErrSelfApproval], [ErrInvalidRequest] with
// Fields.
func (c *Client) ReassignApproval(ctx context.Context, id string, to *Reassignment, options ...CallOption) (*Approval, error) {
	path, err := approvalPath(id)
	if err != nil {
		return nil, err
	}
	if to == nil {
		return nil, &Error{Code: ErrInvalidRequest, Message: "there is nobody to hand over to"}
	}
	authorize, err := c.person(to.Token)
	if err != nil {
		return nil, err
	}
	request := call{method: http.MethodPost, path: path + "/reassign", body: to, authorize: authorize}
	return c.approval(ctx, id, request, options)
}

// person is how calls are made in the name of a person, whose token may be given with the call.
func (c *Client) person(token string) (authorizer, error) {
	token, err := credential(token, "Token")
	if err != nil || token == "" {
		return c.reviewer, err
	}
	return byToken(token), nil
}

// PutExecution opens a run of an agent, or records how it stands.
func (c *Client) PutExecution(ctx context.Context, executionID string, update *ExecutionUpdate, options ...CallOption) error {
	return c.execution(ctx, executionID, call{method: http.MethodPut, body: update}, options)
}

// AddNote adds a note to a run, once however often it is retried. An agent's first note opens the run.
//
// [ErrExecutionNotFound]: there is no such run, and a person cannot open one. [ErrNotYourApproval]: another agent's.
func (c *Client) AddNote(ctx context.Context, executionID string, note *Note, options ...CallOption) error {
	return c.execution(ctx, executionID, call{method: http.MethodPost, path: "/notes", body: note}, options)
}

func (c *Client) execution(ctx context.Context, id string, request call, options []CallOption) error {
	name, err := segment(id, "executionId")
	if err != nil {
		return err
	}
	request.path = "/v1/executions/" + name + request.path
	request.retryFor = c.retryFor
	_, err = c.transport.call(ctx, request.with(options))
	return err
}

func (c *Client) approval(ctx context.Context, id string, request call, options []CallOption) (*Approval, error) {
	request.retryFor = c.retryFor
	got, err := c.transport.call(ctx, request.with(options))
	if err != nil {
		return nil, err
	}
	return mustBeApproval(c.transport.serverURL, got, id)
}

func approvalPath(id string) (string, error) {
	name, err := segment(id, "approvalRequestId")
	return "/v1/approvals/" + name, err
}

func ending(approval *Approval, err error) (*ApprovalResult, error) {
	if err != nil {
		return nil, err
	}
	return resultOf(approval), nil
}
