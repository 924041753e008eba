import type { ComponentChildren } from "preact";
import { visibleText } from "../page/escapes.ts";
import { LocalTime } from "../page/moments.tsx";
import { addressOf } from "../page/place.ts";
import { Section } from "../page/section.tsx";
import { Quoted, visibleNodes } from "../page/visible-text.tsx";
import type { ApprovalResponse, Review } from "../page/wire.ts";
import { reviewTexts as texts } from "../texts/review.ts";
import { FieldsView, JsonView } from "./json-view.tsx";
import { LongValue } from "./long-value.tsx";
import { MarkdownView } from "./markdown-view.tsx";
import { NotesView } from "./notes-view.tsx";
import { OutsideLink, webAddress } from "./outside-link.tsx";

interface Props {
  readonly review: Review;
  /** Where somebody signed in may go on to; the holder of a link stays here. */
  readonly executionLink: (executionId: string) => ComponentChildren;
}

/** Everything that the agent asks, whole: nothing is cut, and nothing of it is ever markup. */
export function RequestView({ review, executionLink }: Props) {
  const { approval, notes, earlierNotes } = review;
  const { context, metadata, action } = approval;
  const url = agentsPage(approval);
  return (
    <>
      <FactsView approval={approval} executionLink={executionLink} />
      {context !== null && (
        <Section title={texts.context}>
          <ContextView context={context} />
        </Section>
      )}
      <Section title={texts.action}>{action ? <ActionView action={action} /> : <p>{texts.noAction}</p>}</Section>
      {notes.length > 0 && (
        <Section title={texts.notes}>
          <NotesView notes={notes} earlierNotes={earlierNotes} />
        </Section>
      )}
      {Object.keys(metadata).length > 0 && (
        <Section title={texts.details}>
          <FieldsView fields={metadata} />
        </Section>
      )}
      {url && (
        <Section title={texts.agentsPage}>
          <p>
            {`${texts.agentsPageWarning} `}
            <strong>{visibleNodes(url.host)}</strong>.
          </p>
          <p>
            <OutsideLink url={url}>{visibleText(url.href)}</OutsideLink>
          </p>
        </Section>
      )}
    </>
  );
}

function FactsView({
  approval,
  executionLink,
}: Pick<Props, "executionLink"> & { readonly approval: ApprovalResponse }) {
  const { agent, executionId, createdAt, approvalRequestId, initiatedBy, reviewers } = approval;
  return (
    <dl class="facts">
      <Fact name={texts.agent}>
        <Quoted text={agent} />
      </Fact>
      {executionId !== null && <Fact name={texts.execution}>{executionLink(executionId)}</Fact>}
      {initiatedBy !== null && (
        <Fact name={texts.onBehalfOf}>
          <Quoted text={initiatedBy} />
        </Fact>
      )}
      <Fact name={texts.requestedAt}>
        <LocalTime at={createdAt} />
      </Fact>
      <Fact name={texts.requestId}>
        <Quoted text={approvalRequestId} />
      </Fact>
      <Fact name={texts.reviewers}>
        <Quoted text={reviewers.join(", ")} />
      </Fact>
    </dl>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A string is Markdown, anything else data. */
export function ContextView({ context }: { readonly context: unknown }) {
  if (typeof context !== "string") return <JsonView value={context} name={texts.context} />;
  return (
    <LongValue text={context} name={texts.context}>
      <MarkdownView source={context} />
    </LongValue>
  );
}

/** What would be done, by its name and with all of its arguments. */
export function ActionView({ action }: { readonly action: NonNullable<ApprovalResponse["action"]> }) {
  const none = action.arguments === null || action.arguments === undefined;
  return (
    <>
      <p class="action-name">
        <code>{visibleNodes(action.name)}</code>
      </p>
      {none ? <p>{texts.noArguments}</p> : <JsonView value={action.arguments} name={texts.confirmArguments} />}
    </>
  );
}

/** The agent's own page, unless the agent gave none and it is this service's. */
function agentsPage({ approvalRequestUrl, approvalRequestId }: ApprovalResponse): URL | undefined {
  const url = webAddress(approvalRequestUrl);
  const own = [approvalRequestId, encodeURIComponent(approvalRequestId)].map((id) => addressOf(`review/${id}`));
  return url && own.includes(url.href) ? undefined : url;
}
