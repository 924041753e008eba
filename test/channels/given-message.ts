import type { Notice } from "../../functions/core/notice.ts";
import type { ReviewerEntry } from "../../functions/core/reviewer-entry.ts";
import type { NoticeMessage } from "../../functions/ports/notification-channel.ts";
import { givenNotice } from "../core/given-notice.ts";

export const ritasEntry: ReviewerEntry = {
  id: "rita@example.com",
  name: "Rita Reyes",
  email: "rita@example.com",
  slackUser: "U012RITA",
  pagerdutyService: null,
  teamsWorkflow: null,
  timeZone: "Europe/Madrid",
  locale: "en-GB",
  channels: ["slack", "email", "pagerduty", "teams"],
  teams: [],
};

/** A notice on its way to Rita. */
export function givenMessage(notice: Notice = givenNotice(), more: Partial<NoticeMessage> = {}): NoticeMessage {
  return { notice, to: ritasEntry, messageId: "dlv_1", sequence: 1, earlier: [], ...more };
}
