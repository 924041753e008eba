/** What the directory of reviewers says by itself. */
export const reviewerTexts = {
  title: "Reviewers",
  explained:
    "How each reviewer is told that something waits. Who is not here can decide all the same, signed in or by a link.",
  none: "Nobody is in the directory yet.",
  add: "Add a reviewer",
  edit: "Change",
  editOf: (name: string) => `Change ${name}`,
  id: "Id, as requests name them",
  name: "Name",
  email: "E-mail",
  slackUser: "Slack member id",
  pagerdutyService: "PagerDuty service, by its secret’s name",
  teamsWorkflow: "Teams workflow, by its secret’s name",
  teams: "Teams, with commas between them",
  team: (name: string) => `team ${name}`,
  timeZone: "Time zone",
  locale: "Language of times",
  channels: "Told by",
  noChannels: "told by nothing",
  channel: { email: "E-mail", slack: "Slack", pagerduty: "PagerDuty", teams: "Teams" } as Readonly<
    Record<string, string>
  >,
  save: "Save",
  saved: "Saved. Changes are on the audit trail.",
  remove: "Remove",
  removeAsk: (name: string) => `Remove ${name} from the directory?`,
  removeHelp: "They can still decide what names them, and are told of nothing more.",
  removeYes: "Yes, remove",
} as const;
