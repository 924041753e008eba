import { DescribeExecutionCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { agentMachineOf } from "../test/aws/agent-machine.ts";
import { deployAwsWorld } from "../test/aws/aws-world.ts";
import { ask, decideSignedIn } from "../test/scenarios/world.ts";
import { startMinistack } from "../tools/ministack.ts";
import { describeMachine } from "./machine.ts";
import { monotonicMs } from "./monotonic.ts";
import { percentiles } from "./percentiles.ts";
import { printMachine, report } from "./report.ts";
import { newFolder } from "./server.ts";

// `npm run bench:aws`: how long after it was sent a decision has ended the wait of the user's own state machine, on the
// emulator, beside the same state machine whose token is answered at once: the emulator's own share.
const rounds = 30;

const machine = describeMachine(newFolder());
printMachine(machine);
const aws = await startMinistack({ AUTH: "true" });
try {
  const world = await deployAwsWorld(aws);
  const agent = await agentMachineOf(world.operator);
  const { stepFunctions } = world.operator;

  /** Milliseconds until an execution has ended, looked at without a pause. */
  async function untilEnded(executionArn: string, from: number): Promise<number> {
    while ((await stepFunctions.send(new DescribeExecutionCommand({ executionArn }))).status === "RUNNING");
    return monotonicMs() - from;
  }

  async function throughSayso(): Promise<number> {
    const id = world.newId("claim");
    const { executionArn, taskToken } = await agent.start(id);
    const resume = { kind: "task-token", taskToken };
    const asked = await ask(world, id, { reviewers: [world.person], resume });
    const from = monotonicMs();
    const decided = await decideSignedIn(world, id, { decision: "approved" });
    if (asked.status !== 201 || decided.status !== 200) throw new Error(`${asked.status}, ${decided.status}`);
    return untilEnded(executionArn, from);
  }

  async function alone(): Promise<number> {
    const { executionArn, taskToken } = await agent.start(world.newId("empty"));
    const from = monotonicMs();
    await stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: '{"decision":"approved"}' }));
    return untilEnded(executionArn, from);
  }

  await throughSayso();
  const samples = { sayso: [] as number[], emulator: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    samples.sayso.push(await throughSayso());
    samples.emulator.push(await alone());
  }
  const [sayso, emulator] = [percentiles(samples.sayso), percentiles(samples.emulator)];
  const measured = (name: string, ms: number, own: number) => ({
    name: `decision sent → agent's state machine has ended, ${name}`,
    measured: `${ms.toFixed(0)} ms; the emulator alone, an empty task: ${own.toFixed(0)} ms`,
    wanted: null,
    met: null,
  });
  report("resume-on-emulator", machine, {
    figures: [measured("p50", sayso.p50, emulator.p50), measured("p90", sayso.p90, emulator.p90)],
    raw: { sayso, emulator },
  });
  await world.issuer.stop();
} finally {
  await aws.stop();
}
process.exit(0);
