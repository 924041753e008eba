import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const widths = [360, 1280];
const colorSchemes = ["light", "dark"] as const;
const weighty = new Set(["serious", "critical"]);

/**
 * What axe calls serious or critical on the page as it stands, at each width and in each scheme. The debugger puts axe
 * into the page, past the page's own policy, which stays as it is.
 */
export async function barriers(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  await page.evaluate(axe.source);
  for (const colorScheme of colorSchemes)
    for (const width of widths) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 740 });
      const { violations } = await page.evaluate<AxeResults>("axe.run()");
      for (const { id, impact, nodes } of violations)
        if (weighty.has(impact ?? ""))
          for (const { target, failureSummary } of nodes)
            found.push(`${width} px, ${colorScheme}: ${id} at ${target}: ${failureSummary}`);
    }
  return found;
}
