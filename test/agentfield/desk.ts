import { createHmac } from "node:crypto";
import type { Sayso } from "../local/spawned-sayso.ts";
import { until } from "./agentfield-agent.ts";

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

/** The one person of a local deployment, and the tools that they have. */
export function desk(sayso: Sayso) {
  async function send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${sayso.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${sayso.adminToken}`, "content-type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() } as Answer;
  }

  const status = async (id: string) => (await send("GET", `/v1/approvals/${id}`)).body.status as string | undefined;
  const execution = (id: string) => send("GET", `/v1/executions/${id}`);
  const notes = async (executionId: string): Promise<readonly { message: string; tags: string[] }[]> =>
    (await execution(executionId)).body.notes ?? [];

  return {
    send,
    status,
    execution,
    notes,
    /** Resolves when an agent has asked. */
    asked: (id: string) => until(`${id} is asked for`, async () => (await status(id)) === "pending"),
    /** What an execution noted when it went on. */
    outcome: async (executionId: string): Promise<string> => {
      const find = async () => (await notes(executionId)).find(({ tags }) => tags.includes("decision"));
      await until(`${executionId} goes on`, async () => (await find()) !== undefined);
      return (await find())?.message ?? "";
    },
    decide: (id: string, decision: string, feedback = "") =>
      send("POST", `/v1/approvals/${id}/decision`, { decision, feedback }),
    /** As a program of the person's does, which has their secret and no sign-in. */
    decideSigned: async (requestId: string, decision: string, feedback = "") => {
      const { secret } = (await send("POST", "/v1/response-secrets", { reviewer: "admin" })).body;
      const body = { requestId, decision, feedback };
      const code = createHmac("sha256", secret).update(JSON.stringify(body)).digest("hex");
      const headers = { authorization: "", "x-webhook-signature": `sha256=${code}` };
      return send("POST", "/api/v1/webhooks/approval-response", body, headers);
    },
  };
}
