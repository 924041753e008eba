import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { chromiumPath, installChromium } from "./chromium.ts";
import { startShowroom } from "./showroom.ts";

// Photographs the pages, with made-up claims of the last two weeks, into docs/images or the folder that is named.
const into = process.argv[2] ?? join(import.meta.dirname, "..", "docs", "images");

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly act?: (page: Page) => Promise<unknown>;
}

const phone = { width: 360, height: 740 };

function shots(pending: string, execution: string): readonly Shot[] {
  return [
    { name: "inbox", path: "/" },
    { name: "inbox-dark", path: "/", dark: true },
    { name: "inbox-phone", path: "/", ...phone },
    { name: "approval", path: `/approvals/${pending}`, height: 1100 },
    { name: "approval-dark-phone", path: `/approvals/${pending}`, ...phone, dark: true },
    {
      name: "confirm",
      path: `/approvals/${pending}`,
      act: (page) => page.getByRole("button", { name: "Approve" }).click(),
    },
    {
      name: "together",
      path: "/",
      act: async (page) => {
        for (const box of (await page.locator("#pending input").all()).slice(0, 3)) await box.check();
        await page.locator(".selection .approved").click();
        await page.getByRole("button", { name: /^Yes, approve/ }).waitFor();
      },
    },
    { name: "execution", path: `/executions/${execution}`, height: 1000 },
    { name: "audit", path: "/audit", height: 1000 },
    { name: "overview", path: "/overview", height: 1000 },
    { name: "overview-dark", path: "/overview", height: 1000, dark: true },
  ];
}

async function take(browser: Browser, { baseUrl, adminToken }: Showroom, shot: Shot): Promise<void> {
  const { name, path, width = 1280, height = 800, dark = false, act } = shot;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    timezoneId: "Europe/Madrid",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`${baseUrl}/#${adminToken}`);
  await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
  if (path !== "/") await page.goto(`${baseUrl}${path}`);
  await page.locator("main h1").waitFor();
  await page.waitForLoadState("networkidle");
  await act?.(page);
  await page.screenshot({ path: join(into, `${name}.png`) });
  await context.close();
}

type Showroom = Awaited<ReturnType<typeof startShowroom>>;

installChromium();
if (!existsSync(chromiumPath)) throw new Error(`this needs Debian's Chromium at ${chromiumPath}`);
mkdirSync(into, { recursive: true });
const showroom = await startShowroom();
const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
for (const shot of shots(showroom.pending, showroom.execution)) await take(browser, showroom, shot);
await browser.close();
await showroom.stop();
