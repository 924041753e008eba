import * as z from "zod/mini";
import "../functions/schemas/english.ts";
import { keyPrefix } from "../functions/use-cases/api-keys.ts";

const schema = z.object({
  PORT: z._default(
    z.string().check(
      z.regex(/^\d{1,5}$/, "must be a port number"),
      z.refine((port) => !(Number(port) > 65_535), "must be a port number, at most 65535"),
    ),
    "4000",
  ),
  SAYSO_DATA: z._default(z.string().check(z.minLength(1)), ".sayso"),
  SAYSO_API_KEY: z.optional(
    z
      .string()
      .check(
        z.refine((key) => keyPrefix(key) !== undefined, "must look like sayso_<8 of a-z 0-9>_<43 of A-Z a-z 0-9 _ ->"),
      ),
  ),
  SAYSO_ADMIN_TOKEN: z.optional(z.string().check(z.minLength(20, "must have at least 20 characters"))),
  SAYSO_PUBLIC_URL: z.optional(z.url({ protocol: /^https?$/, error: "must be an http or https URL" })),
  SAYSO_DEMO: z._default(z.enum(["0", "1"]), "1"),
});

/** How local mode is set up. @throws Error that names the variable and says what to do */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>) {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new Error(`Sayso cannot start: ${problems.join("; ")}`);
  }
  const { PORT, SAYSO_DATA, SAYSO_API_KEY, SAYSO_ADMIN_TOKEN, SAYSO_PUBLIC_URL, SAYSO_DEMO } = parsed.data;
  const port = Number(PORT);
  return {
    port,
    data: SAYSO_DATA,
    apiKey: SAYSO_API_KEY,
    adminToken: SAYSO_ADMIN_TOKEN,
    publicUrl: (SAYSO_PUBLIC_URL ?? `http://127.0.0.1:${port}`).replace(/\/+$/, ""),
    demo: SAYSO_DEMO === "1",
  };
}

export type Environment = ReturnType<typeof readEnvironment>;
