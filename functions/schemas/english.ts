import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";

const words = en().localeError;

/** zod/mini brings no words of its own, and those of its locale speak of `undefined` and of types that nobody sends. */
z.config({
  localeError: (issue) => {
    if (issue.code === "invalid_union" && issue.discriminator !== undefined && Array.isArray(issue.options))
      return `must be one of ${issue.options.join(", ")}`;
    if (issue.code !== "invalid_type" || issue.input !== undefined) return words(issue);
    return issue.expected === "nonoptional" ? "must be given" : `must be given: expected ${issue.expected}`;
  },
});
