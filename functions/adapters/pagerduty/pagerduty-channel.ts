import type { Sha256 } from "../../core/digest.ts";
import type { Notice } from "../../core/notice.ts";
import type { OutgoingGuard } from "../../ports/effects.ts";
import type { NotificationChannel } from "../../ports/notification-channel.ts";
import { outcomeOfPost } from "../https/outcome-of-post.ts";
import { postJson } from "../https/post-json.ts";

export interface PagerdutyOptions {
  readonly guard: OutgoingGuard;
  /** By the service's name. */
  readonly routingKeys: () => Promise<Readonly<Record<string, string>> | undefined>;
  readonly publicUrl: string;
  readonly now: () => number;
  readonly sha256: Sha256;
  /** @default - PagerDuty's own */
  readonly eventsUrl?: string;
}

const pagerdutyEvents = "https://events.pagerduty.com/v2/enqueue";

/** Raises one alert for each approval (Events API v2), and resolves it when the approval has ended, however it did. */
export function pagerdutyChannel(options: PagerdutyOptions): NotificationChannel {
  const { guard, routingKeys, publicUrl, now, sha256, eventsUrl = pagerdutyEvents } = options;
  // Two deployments may tell one service of approvals with one id.
  const deployment = sha256(publicUrl).slice(0, 8);

  function body(notice: Notice, routingKey: string): object {
    const event = { routing_key: routingKey, dedup_key: `sayso-${deployment}-${notice.approvalRequestId}` };
    if (!notice.asks) return { ...event, event_action: "resolve" };
    return {
      ...event,
      event_action: "trigger",
      client: "Sayso",
      client_url: notice.page.url,
      links: [{ href: notice.page.url, text: "See it whole and decide" }],
      payload: {
        summary: notice.headline,
        source: new URL(publicUrl).host,
        severity: notice.type === "approval.escalated" ? "error" : "warning",
        timestamp: new Date(now()).toISOString(),
        component: "approvals",
        class: notice.type,
        custom_details: {
          ...Object.fromEntries(notice.facts.map(({ label, text }) => [label, text])),
          ...(notice.agentPage && { [`The agent's own page, at ${notice.agentPage.host}`]: notice.agentPage.url }),
        },
      },
    };
  }

  return {
    send: async ({ notice, to }) => {
      const routingKey = (await routingKeys())?.[to.pagerdutyService ?? "default"];
      if (routingKey === undefined)
        return { outcome: "retry", reason: "the deployment has no routing key of that PagerDuty service" };
      const posted = await postJson(guard, eventsUrl, {}, JSON.stringify(body(notice, routingKey)));
      return outcomeOfPost("PagerDuty", posted, now());
    },
  };
}
