import { condition, defineSignal, proxySinks, type Sinks, setHandler } from "@temporalio/workflow";

/** Leads out of the workflow's sandbox, which has neither a clock nor a standard output. */
interface Agent extends Sinks {
  agent: { waits(): void; resumed(): void };
}

/** A person's approval as Temporal documents it: a workflow that waits for a signal. */
export async function approval(): Promise<void> {
  const { agent } = proxySinks<Agent>();
  let decided = false;
  setHandler(defineSignal("decide"), () => {
    decided = true;
  });
  agent.waits();
  await condition(() => decided);
  agent.resumed();
}
