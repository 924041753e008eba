import { writeSync } from "node:fs";
import { type Context, serve, service } from "@restatedev/restate-sdk";

/** A person's approval as Restate documents it: a handler that waits for an awakeable, whose id it has told. */
async function waitForApproval(ctx: Context, { id }: { id: string }): Promise<void> {
  const decision = ctx.awakeable();
  await ctx.run("ask", () => void writeSync(1, `waits ${id} ${decision.id}\n`));
  await decision.promise;
  // Reached once the awakeable is resolved, by a replay too, but by none before.
  writeSync(1, `${id} ${process.hrtime.bigint()}\n`);
}

await serve({
  services: [service({ name: "agent", handlers: { waitForApproval } })],
  port: Number(process.argv[2]),
});
process.stdin.once("end", () => process.exit(1)).resume();
