import type { Notice } from "../../core/notice.ts";

/** A stranger's text as a run of its own: Teams reads no Markdown there, as it does in every other text. */
function line(...runs: readonly object[]) {
  return { type: "RichTextBlock", inlines: runs.map((run) => ({ type: "TextRun", ...run })) };
}

/** A notice as an Adaptive Card, of the newest version that Teams shows everywhere. */
export function adaptiveCard({ headline, facts, agentPage, asks, page }: Notice): object {
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    fallbackText: "An approval needs a version of Teams that shows Adaptive Cards 1.4.",
    body: [
      line({ text: headline, weight: "Bolder", size: "Large" }),
      ...facts.map(({ label, text }) => line({ text: `${label}: `, weight: "Bolder" }, { text })),
      ...(agentPage
        ? [
            line(
              { text: `The agent's own page, which nobody has checked, at ${agentPage.host}: ` },
              { text: agentPage.url },
            ),
          ]
        : []),
    ],
    actions: [{ type: "Action.OpenUrl", title: asks ? "See it whole and decide" : "See it", url: page.url }],
  };
}
