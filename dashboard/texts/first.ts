/** What the files of the pages say themselves, before any script has come; the build writes it into them. */
export const firstTexts = {
  product: "Sayso",
  opening: "Opening…",
  openingRequest: "Opening the request…",
  dashboardNeedsScripts: "This page needs JavaScript: it shows what waits while it waits.",
  reviewNeedsScripts:
    "This page needs JavaScript: it sends your link’s token in a way that leaves no trace in any log.",
} as const;
