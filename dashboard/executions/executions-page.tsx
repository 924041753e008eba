import { useEffect, useState } from "preact/hooks";
import { loadPages } from "../inbox/load-pages.ts";
import { ListFoot } from "../page/list-foot.tsx";
import { LocalTime, stretch, useNow } from "../page/moments.tsx";
import { PageHeading } from "../page/page-heading.tsx";
import { setQuery, usePlace } from "../page/place.ts";
import { PlaceLink } from "../page/place-link.tsx";
import { useList } from "../page/use-list.ts";
import { Quoted } from "../page/visible-text.tsx";
import type { Answered, ApprovalSummary, Execution } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { executionTexts as texts } from "../texts/executions.ts";
import { waitedOf, waitingSpans } from "./waiting.ts";

/** Approvals are read back to the oldest execution that is listed, but not more than this many pages of a hundred. */
const mostPages = 5;

/** What the agents are at. */
export function ExecutionsPage() {
  const { query } = usePlace();
  const agent = query.get("agent") ?? "";
  const list = useList<Answered<"listExecutions">, Execution>(
    `v1/executions?limit=50${agent && `&agent=${encodeURIComponent(agent)}`}`,
    (body) => body.executions,
  );
  const approvals = useApprovalsOf(list.items);
  const now = useNow();
  return (
    <>
      <PageHeading title={texts.title} />
      <p class="kind">{texts.explained}</p>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          const name = new FormData(event.currentTarget).get("agent");
          setQuery(new URLSearchParams(name ? [["agent", String(name)]] : []));
        }}
      >
        <input type="search" name="agent" aria-label={texts.narrow} placeholder={texts.narrow} defaultValue={agent} />
      </form>
      {list.items && list.items.length > 0 && (
        <ul class="list cards" id="executions">
          {list.items.map((execution) => (
            <Row key={execution.executionId} execution={execution} approvals={approvals} now={now} />
          ))}
        </ul>
      )}
      <ListFoot list={list} none={texts.none} />
    </>
  );
}

interface RowProps {
  readonly execution: Execution;
  readonly approvals: Known | undefined;
  readonly now: number;
}

function Row({ execution, approvals, now }: RowProps) {
  const { executionId, agent, status, createdAt, updatedAt } = execution;
  const over = status === "succeeded" || status === "failed";
  const duration = (over ? Date.parse(updatedAt) : now) - Date.parse(createdAt);
  const known = approvals && Date.parse(createdAt) >= approvals.since;
  const waited = known && waitedOf(waitingSpans(approvals.of(executionId), now));
  return (
    <li>
      <div class="row">
        <PlaceLink to={`executions/${encodeURIComponent(executionId)}`} dir="auto">
          <Quoted text={executionId} />
        </PlaceLink>
        <p class="kind tags">
          <Quoted text={agent} />
          <LocalTime at={createdAt} />
        </p>
      </div>
      <dl class="figures">
        <div>
          <dt>{texts.duration}</dt>
          <dd>{stretch(duration)}</dd>
        </div>
        <div>
          <dt>{texts.waited}</dt>
          <dd>{waited === undefined ? "…" : waited === false ? texts.notKnown : stretch(waited)}</dd>
        </div>
      </dl>
      <span class={`pill ${status}`}>{texts.statuses[status]}</span>
    </li>
  );
}

interface Known {
  readonly of: (executionId: string) => readonly ApprovalSummary[];
  /** All approvals since then are known; epoch milliseconds. */
  readonly since: number;
}

/** The approvals of these executions: none of them is older than the oldest execution. */
function useApprovalsOf(executions: readonly Execution[] | undefined): Known | undefined {
  const { call } = useSignedIn();
  const [known, setKnown] = useState<Known>();
  const oldest = executions?.map(({ createdAt }) => createdAt).sort()[0];
  useEffect(() => {
    if (oldest === undefined) return;
    void loadPages(call, "limit=100", mostPages, oldest).then((answer) => {
      if (!answer.ok) return;
      const { approvals, hasMore } = answer.body;
      const byExecution = Map.groupBy(approvals, ({ executionId }) => executionId);
      const since = hasMore ? Date.parse(approvals.at(-1)?.createdAt ?? "") : Number.NEGATIVE_INFINITY;
      setKnown({ of: (executionId) => byExecution.get(executionId) ?? [], since });
    });
  }, [call, oldest]);
  return known;
}
