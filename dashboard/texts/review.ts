import { numberText } from "../page/numbers.ts";
import type { ReviewerDecision, Status } from "../page/wire.ts";

/** What the page of one approval says by itself. */
export const reviewTexts = {
  asks: (agent: string) => `The agent “${agent}” asks for your decision`,
  asked: (agent: string) => `The agent “${agent}” asked for a decision`,
  agent: "Agent",
  execution: "Execution",
  requestedAt: "Asked",
  requestId: "Request",
  onBehalfOf: "On behalf of",
  reviewers: "Reviewers",
  details: "Details",
  context: "What it is about",
  asWritten: "Show as written",
  asText: "Show as text",
  image: (alt: string) => `Image not loaded: ${alt}`,
  action: "What the agent wants to do",
  actionName: "Action",
  noArguments: "Without arguments.",
  noAction: "The request names no action; what counts is the text above.",
  itemCount: (count: number) => (count === 1 ? "1 item" : `${numberText(count)} items`),
  fieldCount: (count: number) => (count === 1 ? "1 field" : `${numberText(count)} fields`),
  linesOfText: (lines: number) => `text of ${numberText(lines)} lines`,
  notes: "Notes of the execution",
  notesCut: (count: number) =>
    `These are the newest ${numberText(count)} notes of the execution; there are earlier ones.`,
  noteAdded: "The execution has a new note.",
  agentsPage: "The agent's own page",
  agentsPageWarning: "Given by the agent, not by Sayso, and not checked. It opens a page at",

  decide: "Your decision",
  decidingAs: (name: string) => `You decide as ${name}. The first decision stands.`,
  comment: "Comment for the agent and for the record",
  commentHint: "Needed to request changes; recommended when you reject.",
  commentNeeded: "Say in the comment what must change.",
  commentTooLong: (over: string) => `The comment is too long by ${over}; 10,000 characters are allowed.`,
  choices: { approved: "Approve", rejected: "Reject", request_changes: "Request changes" } satisfies Readonly<
    Record<ReviewerDecision, string>
  >,
  notAllShown: (count: number) =>
    count === 1
      ? "One value is too long to be shown at once. Show all of it before you decide."
      : `${numberText(count)} values are too long to be shown at once. Show all of each before you decide.`,
  goToNext: "Go to it",
  onlyLook: "You may look at this request, but you are not among its reviewers.",

  confirm: {
    approved: "Approve this request?",
    rejected: "Reject this request?",
    request_changes: "Request changes?",
  } satisfies Readonly<Record<ReviewerDecision, string>>,
  confirmYes: {
    approved: "Yes, approve",
    rejected: "Yes, reject",
    request_changes: "Yes, request changes",
  } satisfies Readonly<Record<ReviewerDecision, string>>,
  confirmArguments: "Arguments",
  confirmComment: "Your comment",
  noComment: "None",
  confirmFinal: "This is final and goes on the record under your name.",
  back: "Back",
  sending: "Sending…",

  outcome: {
    approved: (name: string) => `Approved by ${name}`,
    rejected: (name: string) => `Rejected by ${name}`,
    request_changes: (name: string) => `Changes requested by ${name}`,
    expired: () => "Expired: nobody decided in time",
    error: () => "Ended without a decision",
  } satisfies Readonly<Record<Exclude<Status, "pending">, (name: string) => string>>,
  outcomeYours: {
    approved: "You approved this request",
    rejected: "You rejected this request",
    request_changes: "You requested changes",
  } satisfies Readonly<Record<ReviewerDecision, string>>,
  feedback: "Comment",
  tooLate: "This had ended before your decision arrived; yours was not recorded.",
  tooLateExpired: "The time was up before your decision arrived; it was not recorded.",
  notSent: "What you had written was not sent:",
  closeTab: "You can close this page.",

  notSure: "It is not known whether your decision arrived. Your comment is still here.",
  failed: (detail: string) => `${detail} Your comment is still here.`,
  stale: "The page has lost contact with the service and tries again.",

  deadLink: "This link does not work",
  deadLinkHelp: "Links die when a newer one is sent, and are broken by programs that cut them.",
  superseded: "This link has been replaced",
  reassigned: "This request has been handed over",
  signInNeeded: "Sign in to see this request",
  signInHelp:
    "Open the link in the message you were sent, whole, with everything after the #. Or open the list of approvals, sign in there, and choose the request.",
  signInBelow: "What you were asked to decide opens again once you are signed in.",
  commentKept: "Your comment is kept, and is here again once you are signed in.",
  openInbox: "Open the list of approvals",
  unknownRequest: "There is no such request",
  notForYou: "This is not open to you",
  broken: "The request could not be loaded",

  allApprovals: "All approvals",
  history: "History",
  historyExplained: "Every entry of the audit trail about this request.",
  historyCut: (count: number) => `These are the first ${numberText(count)} entries; there are later ones.`,
  handOver: "Hand over",
  handOverExplained: "Others decide instead. Every review link that was sent for this request stops working.",
  handOverTo: "New reviewers, separated by commas",
  handOverToNeeded: "Name at least one reviewer.",
  handOverReason: "Reason, for the record",
  handOverAsk: (names: string) => `Hand over to ${names}?`,
  handOverYes: "Yes, hand over",
  handedOver: (names: string) => `Handed over to ${names}.`,
} as const;
