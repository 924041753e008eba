import assert from "node:assert/strict";
import { after } from "node:test";

/** Every line that the API under test has logged in this process. */
export const logged: string[] = [];

const secrets = new Set<string>();

/** Says that a text must never be logged. */
export function keepSecret(text: string): string {
  secrets.add(text);
  return text;
}

after(() => {
  for (const line of logged)
    for (const secret of secrets)
      assert.ok(!line.includes(secret), `a log line holds ${secret.slice(0, 12)}…: ${line}`);
});
