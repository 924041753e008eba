import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { LocalTime, TimeLeft, useNow } from "../page/moments.tsx";
import { numberText, percentText } from "../page/numbers.ts";
import { PageHeading } from "../page/page-heading.tsx";
import { setQuery, usePlace } from "../page/place.ts";
import { PlaceLink } from "../page/place-link.tsx";
import { Section } from "../page/section.tsx";
import { serviceTime, setServiceClock } from "../page/service-clock.ts";
import { whileVisible } from "../page/while-visible.ts";
import type { Stats } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { overviewTexts as texts } from "../texts/overview.ts";
import { productTexts } from "../texts/product.ts";
import { DayChart } from "./day-chart.tsx";
import { byOutcome, endedOf } from "./outcomes.ts";
import { figure, ShareTable } from "./share-table.tsx";

const refreshPauseMs = 30_000;
const ranges = [7, 30, 90];
const dayMs = 86_400_000;

/** What becomes of approvals, in figures. */
export function OverviewPage() {
  const { call } = useSignedIn();
  const { query } = usePlace();
  const days = ranges.find((each) => String(each) === query.get("days")) ?? 30;
  const [stats, setStats] = useState<Stats>();
  const [problem, setProblem] = useState("");

  const load = useCallback(async () => {
    const from = new Date(serviceTime() - (days - 1) * dayMs).toISOString().slice(0, 10);
    const answer = await call<Stats>(`v1/stats?from=${from}`);
    setProblem(answer.ok ? "" : answer.trouble.detail);
    if (!answer.ok) return;
    setServiceClock(answer.date);
    setStats(answer.body);
  }, [call, days]);
  useEffect(() => {
    void load();
    return whileVisible(refreshPauseMs, load);
  }, [load]);

  return (
    <>
      <PageHeading title={texts.title} />
      <fieldset class="switch range">
        <legend class="unseen">{texts.range}</legend>
        {ranges.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="days"
              checked={each === days}
              onChange={() => setQuery(new URLSearchParams({ days: String(each) }))}
            />
            <span>{texts.days(each)}</span>
          </label>
        ))}
      </fieldset>
      <p class="warning" role="alert">
        {problem}
      </p>
      {stats ? <Figures stats={stats} /> : <p role="status">{productTexts.loading}</p>}
    </>
  );
}

function Figures({ stats }: { readonly stats: Stats }) {
  const { total, now, agents, reviewers } = stats;
  const clock = useNow();
  const ended = endedOf(total);
  return (
    <>
      <dl class="tiles">
        <Tile name={texts.pending}>
          <PlaceLink to="">{numberText(now.pending)}</PlaceLink>
        </Tile>
        <Tile name={texts.nearest} small>
          {now.nearestExpiresAt ? <TimeLeft expiresAt={now.nearestExpiresAt} now={clock} /> : texts.none}
        </Tile>
        <Tile name={texts.oldest} small>
          {now.oldestCreatedAt ? <LocalTime at={now.oldestCreatedAt} /> : texts.none}
        </Tile>
        <Tile name={texts.median}>{figure(total.timeToDecision.medianMs)}</Tile>
        <Tile name={texts.p90}>{figure(total.timeToDecision.p90Ms)}</Tile>
        <Tile name={texts.expiredShare}>{ended === 0 ? texts.noFigure : percentText(total.expired / ended)}</Tile>
      </dl>
      <Section title={texts.perDay}>
        <DayChart days={stats.days} />
        <p class="kind">{texts.utc}</p>
      </Section>
      {agents.length > 0 && (
        <Section title={texts.byAgent}>
          <ShareTable
            label={texts.agent}
            withPending
            rows={agents.map((agent) => ({
              name: agent.agent,
              counts: byOutcome(agent),
              time: agent.timeToDecision,
              pending: agent.pending,
            }))}
          />
        </Section>
      )}
      {reviewers.length > 0 && (
        <Section title={texts.byReviewer}>
          <ShareTable
            label={texts.reviewer}
            rows={reviewers.map(({ reviewer, decided, timeToDecision }) => ({
              name: reviewer,
              counts: decided,
              time: timeToDecision,
            }))}
          />
        </Section>
      )}
    </>
  );
}

interface TileProps {
  readonly name: string;
  readonly small?: boolean;
  readonly children: ComponentChildren;
}

function Tile({ name, small = false, children }: TileProps) {
  return (
    <div class={small ? "small" : ""}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
