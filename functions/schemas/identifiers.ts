import * as z from "zod/mini";

/** `.` and `..` would be taken for steps of the path that they stand in, by every URL parser on the way. */
const pattern = /^(?!\.{1,2}$)[A-Za-z0-9._~:@-]{1,128}$/;
const help = "must be 1 to 128 of A–Z a–z 0–9 . _ ~ : @ -, and neither . nor ..";

function identifier(description: string) {
  return z.string().check(z.regex(pattern, help)).check(z.meta({ description }));
}

export const approvalRequestId = identifier("Names the approval; chosen by the agent, unique within the deployment.");
export const executionId = identifier("Names the agent's run; chosen by the agent.");
export const reviewerId = identifier("Names a reviewer.");
export const agentName = identifier("Names an agent.");

export const teamName = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(64),
    z.regex(/^[^\p{C},]*$/u, "must hold neither control characters nor commas"),
    z.regex(/^\S(.*\S)?$/u, "must neither begin nor end with a space"),
    z.meta({ description: "Names a team of reviewers." }),
  );

/** An RFC 3339 instant; one without an offset is refused, since nobody can say which hour it means. */
export const instant = z.iso
  .datetime({ offset: true, error: "must be an RFC 3339 date and time with its offset, such as 2026-11-22T09:30:00Z" })
  .check(z.meta({ description: "RFC 3339 with offset." }));

/** JSON of any shape. */
export const json = z.unknown().check(z.meta({ description: "Any JSON." }));
