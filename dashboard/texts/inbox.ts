import type { ReviewerDecision } from "../page/wire.ts";

/** What the list of pending approvals says by itself. */
export const inboxTexts = {
  inboxTitle: "Waiting for a decision",
  inboxPageTitle: (count: string) => `(${count}) Sayso`,
  count: (count: string) => (count === "1" ? "1 request" : `${count} requests`),
  countOf: (shown: number, count: string) => `${shown} of ${count} requests`,
  empty: "Nothing waits for you.",
  noneLikeThis: "None of what waits is like this.",
  emptyHelp: "New requests appear here by themselves.",
  loadMore: "Load more",
  listFailed: (detail: string) => `${detail} The list may be out of date.`,
  recent: "Recent decisions",
  noRecent: "Nothing has been decided yet.",
  by: (name: string) => `by ${name}`,

  whose: "Whose requests",
  mine: "Mine",
  myTeams: "My team’s",
  teams: (name: string) => `${name} team’s`,
  everybodys: "Everybody’s",
  noTeam: "You are in no team.",
  noTeamHelp: "An administrator puts reviewers into teams, on the page Reviewers.",
  emptyTeam: "Nothing waits for this team.",
  emptyAll: "Nothing waits for a decision.",
  onlyLoaded: (count: number) => `Search and filters look at the ${count} most urgent. More are waiting.`,
  moreWait: (count: number) => `These are the ${count} most urgent. More are waiting.`,
  goneElsewhere: "no longer on this list",
  goneMore: (count: number) => `${count} more are no longer waiting`,
  search: "Search what waits",
  any: "Any",
  agent: "Agent",
  action: "Action",
  age: "Asked",
  olderThan: (hours: string) => (hours === "1" ? "over an hour ago" : `over ${hours} hours ago`),
  field: "Detail",
  noField: "None",
  value: "Contains, or at least",

  select: (title: string) => `Select ${title}`,
  selection: "Selected requests",
  selected: (count: number) => `${count} selected`,
  selectAll: (count: number) => `Select all ${count}`,
  clear: "Clear",

  confirm: {
    approved: (count) => `Approve ${count} requests?`,
    rejected: (count) => `Reject ${count} requests?`,
    request_changes: (count) => `Request changes to ${count} requests?`,
  } as Readonly<Record<ReviewerDecision, (count: number) => string>>,
  confirmYes: {
    approved: (count) => `Yes, approve ${count}`,
    rejected: (count) => `Yes, reject ${count}`,
    request_changes: (count) => `Yes, request changes to ${count}`,
  } as Readonly<Record<ReviewerDecision, (count: number) => string>>,
  comment: (count: number) =>
    count === 1 ? "Comment for the agent and for the record" : `Comment on each of the ${count}, for the record`,
  confirmFinal: (count: number, name: string) =>
    count === 1
      ? `This is final and goes on the record under your name, ${name}.`
      : `Each is a decision of its own, final, and goes on the record under your name, ${name}.`,
  tooMany: (most: number, count: number) => `Of the ${count} selected, these are the first ${most}.`,
  barred: (count: number) => (count === 1 ? "One is left out:" : `${count} are left out:`),
  tooLongTogether: "It is too long to be shown here. Open it, and decide there.",
  yoursNotRecorded: "Yours was not recorded.",
  outcome: (done: number, count: number) => `${done} of ${count} decided`,
  done: "Done",
} as const;
