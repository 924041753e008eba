import { useEffect, useState } from "preact/hooks";
import { PlaceLink } from "../page/place-link.tsx";
import { visibleNodes } from "../page/visible-text.tsx";
import type { ApprovalResponse, ApprovalSummary } from "../page/wire.ts";
import { outcomeSentence } from "../review/outcome-view.tsx";
import { useSignedIn } from "../shell/signed-in.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";

/** Of more than these the number says enough. */
const mostTold = 3;
const shownMs = 60_000;

interface Told {
  readonly approval: ApprovalSummary;
  readonly what: string;
}

interface Props {
  readonly gone: readonly ApprovalSummary[];
  /** Ids of what the reader has just decided, and knows of. */
  readonly own: ReadonlySet<string>;
}

/** Says for a while what became of requests that were on the list and are no more. */
export function GoneView({ gone, own }: Props) {
  const { call } = useSignedIn();
  const [told, setTold] = useState<readonly Told[]>([]);
  const [more, setMore] = useState(0);

  useEffect(() => {
    let current = true;
    const became = async (approval: ApprovalSummary): Promise<Told> => {
      const path = `v1/approvals/${encodeURIComponent(approval.approvalRequestId)}`;
      const answer = await call<ApprovalResponse>(path);
      const ended = answer.ok && answer.body.status !== "pending" ? answer.body : undefined;
      return { approval, what: ended ? outcomeSentence({ approval: ended, yours: false }) : texts.goneElsewhere };
    };
    const others = gone.filter(({ approvalRequestId: id }) => !own.has(id));
    void Promise.all(others.slice(0, mostTold).map(became)).then((all) => {
      if (!current) return;
      setTold(all);
      setMore(others.length - all.length);
    });
    const timer = setTimeout(() => {
      setTold([]);
      setMore(0);
    }, shownMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [gone]);

  return (
    <div id="gone" role="status">
      {told.length > 0 && (
        <ul>
          {told.map(({ approval: { approvalRequestId: id, title }, what }) => (
            <li key={id}>
              <PlaceLink to={`approvals/${encodeURIComponent(id)}`} dir="auto">
                {visibleNodes(title ?? id)}
              </PlaceLink>
              {": "}
              {visibleNodes(what)}
            </li>
          ))}
          {more > 0 && <li>{texts.goneMore(more)}</li>}
        </ul>
      )}
    </div>
  );
}
