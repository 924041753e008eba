import { digest, type Sha256 } from "../../core/digest.ts";
import type { Sent } from "../../core/event-delivery.ts";
import type { Notice } from "../../core/notice.ts";
import type { NotificationChannel } from "../../ports/notification-channel.ts";
import { slackBlocks } from "./slack-blocks.ts";
import { callSlack, type SlackOptions } from "./slack-call.ts";

/** Where a message stands, as `chat.postMessage` answers it. */
interface Place {
  readonly channel: string;
  readonly ts: string;
}

/**
 * Tells a reviewer in a direct message of the deployment's Slack app, with buttons. Once there is nothing to decide,
 * the messages that asked are changed to say how it ended: Slack notifies nobody of that, and no button is left.
 */
export function slackChannel(options: SlackOptions & { readonly sha256: Sha256 }): NotificationChannel {
  const { now, sha256 } = options;

  function shown(notice: Notice) {
    const { approvalRequestId, linkGeneration, contentDigest, headline, facts, agentPage } = notice;
    const displayedDigest = digest(sha256, { headline, facts, agentPage, contentDigest });
    return { approvalRequestId, linkGeneration, displayedDigest, shownAt: now() };
  }

  return {
    send: async ({ notice, to, sequence, earlier }) => {
      // Slack cannot tell a message from the same one again: whose receipt was kept has arrived.
      if (notice.asks && earlier.some((receipt) => receipt.sequence === sequence)) return { outcome: "delivered" };
      const message = { ...slackBlocks(notice, shown(notice)), unfurl_links: false, unfurl_media: false };
      if (!notice.asks && earlier.length > 0) {
        const places = earlier.map(({ receipt }) => JSON.parse(receipt) as Place);
        const left = await change(places, message);
        if (left) return left;
      }
      const posted = await callSlack(options, "chat.postMessage", { channel: to.slackUser, ...message });
      if (!posted.ok) return posted.failed;
      const place: Place = { channel: String(posted.channel), ts: String(posted.ts) };
      return { outcome: "delivered", receipt: JSON.stringify(place) };
    },
  };

  /** Undefined when none of them is there any more. */
  async function change(places: readonly Place[], message: object): Promise<Sent | undefined> {
    let changed = false;
    for (const place of places) {
      const answer = await callSlack(options, "chat.update", { ...place, ...message });
      if (answer.ok) changed = true;
      else if (answer.failed.outcome === "retry") return answer.failed;
    }
    return changed ? { outcome: "delivered" } : undefined;
  }
}
