import type { KillableService } from "./killable-service.ts";
import { persistentCall } from "./persistent-call.ts";

interface Execution {
  readonly executionId: string;
  readonly status: string;
}

/** Every execution that the service knows. */
export async function listExecutions({ baseUrl, adminToken }: KillableService): Promise<readonly Execution[]> {
  const found: Execution[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const from: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { json } = await persistentCall(`${baseUrl}/v1/executions?limit=100${from}`, adminToken);
    found.push(...json.executions);
    cursor = json.nextCursor;
  }
  return found;
}
