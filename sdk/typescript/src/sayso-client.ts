import { type Approval, isApproval } from "./approval.ts";
import { type ApprovalPage, type ApprovalQuery, isApprovalPage, queryString } from "./approval-list.ts";
import { approvalPath, pathSegment } from "./approval-path.ts";
import type { ApprovalRequest } from "./approval-request.ts";
import { ApprovalResult } from "./approval-result.ts";
import { ApprovalWaits } from "./approval-waits.ts";
import type { CallOptions } from "./call-options.ts";
import { credential } from "./credential.ts";
import type { ExecutionUpdate, Note } from "./execution-update.ts";
import { type HttpCall, HttpTransport } from "./http-transport.ts";
import { type IamAuth, IamSigner, iamAuth } from "./iam-signer.ts";
import { Outage } from "./outage.ts";
import type { Reassignment } from "./reassignment.ts";
import type { ReviewerAnswer } from "./reviewer-answer.ts";
import { SaysoError } from "./sayso-error.ts";
import { serverAddress } from "./server-address.ts";
import type { PendingWaitOptions, WaitOptions } from "./wait-options.ts";
import { warnOfProblem } from "./warn-of-problem.ts";

/** How to reach a Sayso server. Everything has a default. */
export interface SaysoClientOptions {
  /** Default: the environment's `SAYSO_SERVER_URL`, then `http://127.0.0.1:4000`. An empty string counts as absent. */
  readonly serverUrl?: string | undefined;
  /** An agent's key. Default: the environment's `SAYSO_API_KEY`. */
  readonly apiKey?: string | undefined;
  /**
   * `"iam"`, or more about it, signs calls with AWS credentials instead of sending a key, for a server on AWS that has
   * granted its API to the role (`sayso.grantRequest`); reviewers see the role's name as the agent's. `"iam-review"` is
   * for a role that decides and never asks (`sayso.grantDecide`). Needs `aws4fetch`. Default: the environment's `SAYSO_AUTH`.
   */
  readonly auth?: "iam" | "iam-review" | IamAuth | undefined;
  /** A person's token, for reviewers' tools; sent instead of the key. */
  readonly token?: string | undefined;
  /** For proxies and the like. Default: the global `fetch`, which also trusts the authorities in `NODE_EXTRA_CA_CERTS`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds for which a call that fails on the network, with 429 or with 5xx is tried again. Default 60,000. Waits have their own `timeout`. */
  readonly retryFor?: number | undefined;
  /** Told of troubles that fail no call, such as a server that went away while waiting. Default: Node's warnings. */
  readonly onProblem?: ((problem: SaysoError) => void) | undefined;
}

/** What `pause` takes: the request and how long to wait. */
export type PauseRequest = ApprovalRequest & PendingWaitOptions;

const defaultRetryFor = 60_000;

/**
 * Sayso's API for agents and for reviewers' tools. One client serves a whole process: its waits share their polls.
 *
 * Every call is tried again, with jitter, when the network fails or the server answers 429 or 5xx, and no retry does
 * a thing twice. All methods throw {@link SaysoError}.
 *
 * @example
 * const client = new SaysoClient();
 * const result = await client.pause({
 *   approvalRequestId: "deploy-2026-11-22",
 *   title: "Deploy to production?",
 *   expiresInHours: 2,
 * });
 * if (result.approved) await deploy();
 */
export class SaysoClient {
  /** The server's base URL, without credentials. */
  readonly serverUrl: string;
  readonly #transport: HttpTransport;
  readonly #waits: ApprovalWaits;
  readonly #signs: boolean;

  constructor(options: SaysoClientOptions = {}) {
    this.serverUrl = serverAddress(options.serverUrl);
    const iam = iamAuth(options);
    this.#signs = iam !== undefined;
    this.#transport = new HttpTransport({
      serverUrl: this.serverUrl,
      signer: iam && new IamSigner(iam),
      apiKey: credential(options.apiKey ?? process.env.SAYSO_API_KEY, "apiKey"),
      token: credential(options.token, "token"),
      fetch: options.fetch,
      retryFor: options.retryFor ?? defaultRetryFor,
    });
    const onProblem = options.onProblem ?? warnOfProblem;
    const gone = () =>
      new SaysoError("network", `No answer from ${this.serverUrl}; still waiting for it`, { retryable: true });
    const outage = new Outage(
      () => this.#transport.reachable(),
      () => onProblem(gone()),
    );
    this.#waits = new ApprovalWaits(this.#transport, outage);
  }

  /**
   * Asks for an approval and returns at once. The same request again returns the same approval, pending or decided.
   *
   * @throws {SaysoError} `approval_request_conflict` (with `approval`) when the id stands for other content,
   * `approval_already_requested` when another execution holds an exclusive one, `invalid_request` with `fields`.
   */
  async requestApproval(request: ApprovalRequest, options: CallOptions = {}): Promise<Approval> {
    // A signature names the agent by itself: the server refuses another name beside it.
    const body = this.#signs ? { ...request, agent: undefined } : request;
    const call = { method: "POST", path: "/v1/approvals", body, ...options } as const;
    return this.#approval(request.approvalRequestId, call);
  }

  /**
   * Waits until the approval has ended.
   *
   * @throws {WaitTimeout} when it is still pending after `timeout` milliseconds.
   * @throws {SaysoError} `approval_not_found` when nothing was asked under that id.
   */
  async waitForApproval(approvalRequestId: string, options: WaitOptions = {}): Promise<ApprovalResult> {
    const limits = { timeout: options.timeout ?? Infinity, signal: options.signal, since: performance.now() };
    return new ApprovalResult(await this.#waits.untilTerminal(approvalRequestId, limits));
  }

  /**
   * After a restart: `null` at once where nothing was ever asked under that id, the result where it is decided, and
   * otherwise waits for it. Asks for nothing and tells nobody, however often it is called.
   *
   * @throws {WaitTimeout} when it is still pending after `timeout` milliseconds; never `null` then.
   */
  async waitForResume(approvalRequestId: string, options: PendingWaitOptions = {}): Promise<ApprovalResult | null> {
    const limits = { timeout: options.timeout ?? Infinity, signal: options.signal, since: performance.now() };
    try {
      const approval = await this.#waits.now(approvalRequestId, limits);
      if (approval.status !== "pending") return new ApprovalResult(approval);
      options.onPending?.(approval);
    } catch (error) {
      if (error instanceof SaysoError && error.code === "approval_not_found") return null;
      throw error;
    }
    return new ApprovalResult(await this.#waits.untilTerminal(approvalRequestId, limits));
  }

  /**
   * Asks for an approval and waits for its end.
   *
   * @throws {WaitTimeout} when it is still pending after `timeout` milliseconds (default: no limit but its expiry).
   * @throws {SaysoError} as {@link SaysoClient.requestApproval} does.
   */
  async pause(request: PauseRequest): Promise<ApprovalResult> {
    const { timeout = Infinity, signal, onPending, ...content } = request;
    const approval = await this.requestApproval(content, { signal });
    if (approval.status !== "pending") return new ApprovalResult(approval);
    // Counted from here: a wait as long as the expiry must not end just before it.
    const limits = { timeout, signal, since: performance.now() };
    onPending?.(approval);
    return new ApprovalResult(await this.#waits.untilTerminal(approval.approvalRequestId, limits));
  }

  /** The approval as it stands now. @throws {SaysoError} `approval_not_found` */
  async getApproval(approvalRequestId: string, options: CallOptions = {}): Promise<Approval> {
    return this.#approval(approvalRequestId, { method: "GET", path: approvalPath(approvalRequestId), ...options });
  }

  /**
   * A page of approvals, the newest first: all of them for a person, its own for an agent.
   *
   * @throws {SaysoError} `invalid_request` with `fields`
   * @example
   * const { approvals, nextCursor } = await reviewer.listApprovals({ status: "pending" });
   */
  async listApprovals(query: ApprovalQuery = {}, options: CallOptions = {}): Promise<ApprovalPage> {
    const path = `/v1/approvals${queryString(query)}`;
    const { body } = await this.#transport.call({ method: "GET", path, ...options });
    if (isApprovalPage(body)) return body;
    throw new SaysoError("network", `${this.serverUrl} answered with something that is no list of approvals`);
  }

  /**
   * Ends a pending approval as `error` with that feedback, for whoever waits on it.
   *
   * @throws {SaysoError} `already_decided` or `expired` (with `approval`), `not_your_approval`.
   */
  async cancelApproval(approvalRequestId: string, feedback?: string, options: CallOptions = {}): Promise<Approval> {
    const path = `${approvalPath(approvalRequestId)}/cancel`;
    return this.#approval(approvalRequestId, { method: "POST", path, body: { feedback }, ...options });
  }

  /**
   * For reviewers' tools: decides in the name of the person whose `token` is given or, with `auth: "iam"`, of the role,
   * which `sayso.grantDecide` has let decide.
   *
   * @throws {SaysoError} `already_decided` (with `approval`, the winning decision), `expired`, `not_a_reviewer`,
   * `self_approval`.
   */
  async submitDecision(
    approvalRequestId: string,
    answer: ReviewerAnswer,
    options: CallOptions = {},
  ): Promise<Approval> {
    const { token, ...body } = answer;
    const path = `${approvalPath(approvalRequestId)}/decision`;
    const who = { token: credential(token, "token"), as: "reviewer" } as const;
    return this.#approval(approvalRequestId, { method: "POST", path, body, ...who, ...options });
  }

  /**
   * For reviewers' tools: hands a pending approval over to other reviewers, in the name of the person whose `token` is
   * given (or, with `auth: "iam"`, of the role): one of its reviewers, or an admin. Review links that are about die.
   *
   * @throws {SaysoError} `already_decided` or `expired` (with `approval`), `not_a_reviewer`, `self_approval`,
   * `invalid_request` with `fields`.
   */
  async reassignApproval(
    approvalRequestId: string,
    reassignment: Reassignment,
    options: CallOptions = {},
  ): Promise<Approval> {
    const { token, ...body } = reassignment;
    const path = `${approvalPath(approvalRequestId)}/reassign`;
    const who = { token: credential(token, "token"), as: "reviewer" } as const;
    return this.#approval(approvalRequestId, { method: "POST", path, body, ...who, ...options });
  }

  /** Opens a run of an agent, or records how it stands. `Agent` does it by itself. */
  async putExecution(executionId: string, update: ExecutionUpdate, options: CallOptions = {}): Promise<void> {
    const path = `/v1/executions/${pathSegment(executionId, "executionId")}`;
    await this.#transport.call({ method: "PUT", path, body: update, ...options });
  }

  /** Adds a note to a run, once however often it is retried. @throws {SaysoError} `execution_not_found` */
  async addNote(executionId: string, note: Note, options: CallOptions = {}): Promise<void> {
    const path = `/v1/executions/${pathSegment(executionId, "executionId")}/notes`;
    await this.#transport.call({ method: "POST", path, body: note, ...options });
  }

  async #approval(id: string, call: HttpCall): Promise<Approval> {
    const { body } = await this.#transport.call(call);
    if (isApproval(body, id)) return body;
    throw new SaysoError("network", `${this.serverUrl} answered with something that is not approval ${id}`);
  }
}
