import type { Page } from "playwright-core";
import type { Pages } from "./served-pages.ts";

/** Signs a page in as the administrator, and goes to a path of the dashboard. */
export async function signedIn(page: Page, { baseUrl, adminToken }: Pages, path = "/"): Promise<Page> {
  await page.goto(`${baseUrl}/#${adminToken}`);
  await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
  if (path !== "/") {
    await page.goto(baseUrl + path);
    await page.locator("main h1").waitFor();
  }
  return page;
}
