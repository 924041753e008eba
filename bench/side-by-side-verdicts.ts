import type { Figure } from "./result.ts";
import { type SideBySide, type Standing, standings } from "./side-by-side-results.ts";
import { digits } from "./side-by-side-table.ts";

const isPeer = ({ contestant }: Standing) => !contestant.startsWith("sayso");
/** Who keeps a process or a history in memory for each wait; LangGraph has its checkpoints on the disk alone. */
const keepsEachWait = ({ contestant }: Standing) => ["temporal", "restate", "dbos"].includes(contestant);

/** How Sayso stands beside the others, as was wanted of it. */
export function sideBySideVerdicts(results: SideBySide): Figure[] {
  const all = standings(results);
  const peers = all.filter(isPeer);
  const own = (contestant: string) => all.find((standing) => standing.contestant === contestant);
  const sayso = own("sayso");
  const latency = (name: string, of: (standing: Standing) => number): Figure[] => {
    const best = peers.toSorted((a, b) => of(a) - of(b))[0];
    if (!sayso || !best) return [];
    const measured = `${digits(of(sayso))} ms; the best peer's ${digits(of(best))} ms (${best.name})`;
    return [{ name, measured, wanted: "no worse than the best peer", met: of(sayso) <= of(best) }];
  };
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
    ...latency("decision sent → waiter resumed, p50", ({ resumedP50 }) => resumedP50.median),
    ...latency("decision sent → waiter resumed, p99", ({ resumedP99 }) => resumedP99.median),
    ...latency("the same among the pending, p50", ({ amongPendingP50 }) => amongPendingP50.median),
    ...memory("sayso", "the agent holding a poll for it"),
    ...memory("sayso-callback", "the agent called back"),
  ];
}
