import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page, Route } from "playwright-core";
import { readText } from "../browser/read-text.ts";
import { tabTo } from "../browser/visitor.ts";
import { type Attempt, choose, type Decision } from "./attempt.ts";
import type { KillableService } from "./killable-service.ts";

const buttons: Readonly<Record<Decision, readonly [choose: string, confirm: string]>> = {
  approved: ["Approve", "Yes, approve"],
  rejected: ["Reject", "Yes, reject"],
  request_changes: ["Request changes", "Yes, request changes"],
};
const commentLabel = "Comment for the agent and for the record";
const rowsLookedAt = 12;
const settleWithinMs = 60_000;

/** The decision arrives; the answer does not. */
async function loseReply(route: Route): Promise<void> {
  await route.fetch().catch(() => {});
  await route.abort();
}

interface Reviewing {
  readonly page: Page;
  readonly service: KillableService;
  readonly random: () => number;
  /** Somebody else decides it while this person is about to. */
  readonly overtake: (approvalRequestId: string) => Promise<void>;
}

/** A person at the pages, half of the time with the mouse and half with the keyboard alone. */
export function browserReviewer({ page, service, random, overtake }: Reviewing) {
  let number = 0;

  async function reach(target: Locator, words: string, byKeyboard: boolean): Promise<void> {
    await (byKeyboard ? tabTo(page, words) : target.click());
  }
  async function press(target: Locator, words: string, byKeyboard: boolean): Promise<void> {
    await reach(target, words, byKeyboard);
    if (byKeyboard) await page.keyboard.press("Enter");
  }

  async function openInbox(byKeyboard: boolean): Promise<void> {
    const back = page.getByRole("link", { name: "All approvals" });
    if (await back.isVisible()) await press(back, "All approvals", byKeyboard);
    else {
      // A page whose script was lost is only loaded anew from elsewhere: to it, a link with a token is no other page.
      await page.goto("about:blank");
      await page.goto(`${service.baseUrl}/#${service.adminToken}`);
    }
    await page.locator("#pending a").first().waitFor();
  }

  /** Undefined when the claim went to somebody else before there was anything to press. */
  async function openOne(byKeyboard: boolean): Promise<string | undefined> {
    const links = page.locator("#pending a");
    const place = Math.floor(random() * Math.min(rowsLookedAt, await links.count()));
    const title = (await links.nth(place).textContent()) ?? "";
    await press(page.getByRole("link", { name: title, exact: true }), title, byKeyboard);
    await page.locator("#decide, #outcome, [role=alert]:not(:empty)").first().waitFor();
    if (!(await page.locator("#decide").isVisible())) return undefined;
    return new URL(page.url()).pathname.split("/").at(-1);
  }

  async function fillIn({ decision, feedback }: Pick<Attempt, "decision" | "feedback">, byKeyboard: boolean) {
    const [choice] = buttons[decision];
    if (feedback !== null) {
      await reach(page.getByLabel(commentLabel), commentLabel, byKeyboard);
      await page.keyboard.type(feedback);
    }
    await press(page.getByRole("button", { name: choice, exact: true }), choice, byKeyboard);
    await page.getByRole("dialog").waitFor();
  }

  /** What the page says of it in the end; where it is not sure, the person tries again as it offers. */
  async function settle(): Promise<Attempt["answer"]> {
    const outcome = page.locator("#outcome");
    const again = page.getByRole("button", { name: "Try again" });
    const end = Date.now() + settleWithinMs;
    while (!(await outcome.isVisible())) {
      if (Date.now() > end) throw new Error(`no outcome on the page:\n${await readText(page.locator("main"))}`);
      if (await again.isVisible()) {
        await sleep(500 + 5_000 * random());
        await again.click().catch(() => {}); // The page may have found out by itself.
      } else await sleep(30);
    }
    const words = await readText(outcome);
    if (/^You /.test(words)) return "recorded";
    return /yours was not recorded/.test(words) ? "refused" : "unknown";
  }

  /** From the inbox to a decision. Undefined when the service or somebody else came in between. */
  async function decideOne(): Promise<Attempt | undefined> {
    const byKeyboard = random() < 0.5;
    const began = performance.now();
    await openInbox(byKeyboard);
    const approvalRequestId = await openOne(byKeyboard);
    if (approvalRequestId === undefined) return undefined;
    const by = byKeyboard ? "keyboard" : "mouse";
    const choice = { ...choose(by, ++number, random), replyLost: random() < 0.25 };
    await fillIn(choice, byKeyboard);
    if (random() < 0.12) await overtake(approvalRequestId);
    if (choice.replyLost) await page.route("**/decision", loseReply, { times: 1 });
    const yes = buttons[choice.decision][1];
    await press(page.getByRole("button", { name: yes }), yes, byKeyboard);
    const answer = await settle();
    const times = { answeredAt: Date.now(), tookMs: performance.now() - began };
    return { approvalRequestId, by, channel: "dashboard", ...choice, answer, winner: null, ...times };
  }

  return { decideOne };
}
