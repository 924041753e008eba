import type { Figure } from "./result.ts";
import { type SideBySide, type Standing, standings } from "./side-by-side-results.ts";
import { digits } from "./side-by-side-table.ts";

const isPeer = ({ contestant }: Standing) => !contestant.startsWith("sayso");
/** Who keeps a process or a history in memory for each wait; LangGraph has its checkpoints on the disk alone. */
const keepsEachWait = ({ contestant }: Standing) => ["temporal", "restate", "dbos"].includes(contestant);
/** Whose waiter goes on only when the decision is on the disk; LangGraph's goes on before. */
const isDurable = (standing: Standing) => standing.contestant !== "langgraph";

/** How Sayso stands beside the others, as was wanted of it. */
export function sideBySideVerdicts(results: SideBySide): Figure[] {
  const all = standings(results);
  const peers = all.filter(isPeer);
  const own = (contestant: string) => all.find((standing) => standing.contestant === contestant);
  const sayso = own("sayso");
  const latency = (name: string, of: (standing: Standing) => number, rivals: readonly Standing[]): Figure[] => {
    const best = rivals.toSorted((a, b) => of(a) - of(b))[0];
    if (!sayso || !best) return [];
    const measured = `${digits(of(sayso))} ms; the best one's ${digits(of(best))} ms (${best.name})`;
    return [{ name, measured, wanted: "no worse", met: of(sayso) <= of(best) }];
  };
  const latencies = (whom: string, rivals: Standing[]): Figure[] => [
    ...latency(`decision sent → waiter resumed, p50${whom}`, ({ resumedP50 }) => resumedP50.median, rivals),
    ...latency(`decision sent → waiter resumed, p99${whom}`, ({ resumedP99 }) => resumedP99.median, rivals),
    ...latency(`the same among the pending, p50${whom}`, ({ amongPendingP50 }) => amongPendingP50.median, rivals),
  ];
  const memory = (contestant: string, how: string): Figure[] => {
    const standing = own(contestant);
    const least = peers.filter(keepsEachWait).toSorted((a, b) => a.kbPerPending.median - b.kbPerPending.median)[0];
    if (!standing || !least) return [];
    const [kb, peer] = [standing.kbPerPending.median, least.kbPerPending.median];
    const measured = `${digits(kb)} KB; the least of the peers' ${digits(peer)} KB (${least.name})`;
    const name = `memory of a pending pause, ${how}`;
    return [{ name, measured, wanted: "a tenth of each peer that keeps a process or history", met: kb * 10 <= peer }];
  };
  return [
    ...latencies("", peers),
    ...latencies(", peers that are durable first", peers.filter(isDurable)),
    ...memory("sayso", "the agent holding a poll for it"),
    ...memory("sayso-callback", "the agent called back"),
  ];
}
