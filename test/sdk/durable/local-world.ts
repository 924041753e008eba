import { SaysoClient, type SaysoError } from "../../../sdk/typescript/src/index.ts";
import { freePort, newFolder, startedSayso } from "../../local/spawned-sayso.ts";
import { DeliveryDouble } from "./delivery-double.ts";

/** A local server as a process of its own, an agent's client by way of the delivery double, and a reviewer. */
export async function localWorld() {
  const sayso = await startedSayso({ SAYSO_DATA: newFolder(), PORT: String(await freePort()) });
  const serverUrl = sayso.baseUrl;
  const delivery = new DeliveryDouble();
  const problems: SaysoError[] = [];
  const onProblem = (problem: SaysoError) => void problems.push(problem);
  const client = new SaysoClient({ serverUrl, apiKey: sayso.apiKey, fetch: delivery.fetch, onProblem });
  const reviewer = new SaysoClient({ serverUrl, token: sayso.adminToken });
  async function read(path: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${serverUrl}${path}`, { headers: { authorization: `Bearer ${sayso.adminToken}` } });
    return (await response.json()) as Record<string, unknown>;
  }
  return { client, reviewer, delivery, problems, onProblem, read };
}
