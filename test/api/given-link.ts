import { vera } from "./callers.ts";
import { type App, givenApp } from "./given-app.ts";

export const review = "/v1/review/claim-42";

/** The claim, asked of Rita and Sam, and Rita's link to it. */
export async function givenLink() {
  const app = await givenApp();
  await app.ask();
  return { app, link: await app.holder("claim-42", "rita") };
}

export async function nonceFor(app: App, as: Record<string, string>, path = review): Promise<string> {
  return (await app.call("GET", path, { as })).json.nonce;
}

export const decide = (app: App, as: Record<string, string>, body: object, path = review) =>
  app.call("POST", `${path}/decision`, { as, body });

export async function trail(app: App) {
  const { json } = await app.call("GET", "/v1/approvals/claim-42/audit", { as: vera });
  return json.entries;
}
