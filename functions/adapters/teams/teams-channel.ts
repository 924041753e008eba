import type { OutgoingGuard } from "../../ports/effects.ts";
import type { NotificationChannel } from "../../ports/notification-channel.ts";
import { outcomeOfPost } from "../https/outcome-of-post.ts";
import { postJson } from "../https/post-json.ts";
import { adaptiveCard } from "./adaptive-card.ts";

export interface TeamsOptions {
  readonly guard: OutgoingGuard;
  /** Addresses of Workflows, by name; each is a secret. */
  readonly urls: () => Promise<Readonly<Record<string, string>> | undefined>;
  readonly now: () => number;
}

/** Tells of an approval in Microsoft Teams, by a workflow that posts the card it is sent. */
export function teamsChannel({ guard, urls, now }: TeamsOptions): NotificationChannel {
  return {
    send: async ({ notice, to }) => {
      const url = (await urls())?.[to.teamsWorkflow ?? "default"];
      if (url === undefined)
        return { outcome: "retry", reason: "the deployment has no address of that Teams workflow" };
      const refusal = guard.refusal(url);
      if (refusal !== undefined) return { outcome: "retry", reason: `the address of the Teams workflow ${refusal}` };
      const card = {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: adaptiveCard(notice),
      };
      const posted = await postJson(guard, url, {}, JSON.stringify({ type: "message", attachments: [card] }));
      return outcomeOfPost("Teams", posted, now());
    },
  };
}
