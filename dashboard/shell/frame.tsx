import { useEffect, useState } from "preact/hooks";
import { InboxPage } from "../inbox/inbox-page.tsx";
import { type Place, usePlace } from "../page/place.ts";
import { PlaceLink } from "../page/place-link.tsx";
import { Press } from "../page/press.tsx";
import { useShortcuts } from "../page/shortcuts.ts";
import type { Person } from "../page/wire.ts";
import { ApprovalPage } from "../review/approval-page.tsx";
import { productTexts } from "../texts/product.ts";
import { shellTexts as texts } from "../texts/shell.ts";
import { Bar } from "./bar.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { LazyPage } from "./lazy-page.tsx";
import { useSignedIn } from "./signed-in.ts";

const pages = [
  { path: "", name: texts.inbox, for: undefined },
  { path: "overview", name: texts.overview, for: undefined },
  { path: "executions", name: texts.executions, for: undefined },
  { path: "audit", name: texts.audit, for: undefined },
  { path: "webhooks", name: texts.webhooks, for: "admin" },
  { path: "reviewers", name: texts.reviewers, for: "admin" },
] as const;

/** What stands around every page of somebody signed in: where else they can go, and who they are. */
export function Frame({ leave }: { readonly leave: () => void }) {
  const { person } = useSignedIn();
  const place = usePlace();
  const [helping, setHelping] = useState(false);
  useShortcuts({ "?": () => setHelping(true) });
  const [page = ""] = place.parts;
  return (
    <>
      <a class="skip" href="#main">
        {texts.skip}
      </a>
      <Bar>
        <Navigation current={page} person={person} leave={leave} help={() => setHelping(true)} />
      </Bar>
      <main id="main" tabIndex={-1} class={page === "approvals" ? "narrow" : ""}>
        <CurrentPage place={place} person={person} />
      </main>
      {helping && <HelpDialog close={() => setHelping(false)} />}
    </>
  );
}

interface NavigationProps {
  readonly current: string;
  readonly person: Person;
  readonly leave: () => void;
  readonly help: () => void;
}

function Navigation({ current, person, leave, help }: NavigationProps) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [current]);
  return (
    <>
      <Press class="quiet menu" aria-expanded={open} aria-controls="places" onPress={() => setOpen(!open)}>
        {texts.menu}
      </Press>
      <nav id="places" class={open ? "open" : ""} aria-label={texts.places}>
        {pages
          .filter((page) => page.for === undefined || person.roles.includes(page.for))
          .map(({ path, name }) => (
            <PlaceLink key={path} to={path} current={path === current}>
              {name}
            </PlaceLink>
          ))}
        <span class="who">{person.name}</span>
        <Press class="quiet keys" onPress={help} title={texts.help}>
          ?<span class="unseen">{` ${texts.help}`}</span>
        </Press>
        <Press class="quiet" onPress={leave}>
          {productTexts.signOut}
        </Press>
      </nav>
    </>
  );
}

function CurrentPage({ place, person }: { readonly place: Place; readonly person: Person }) {
  const [page = "", id] = place.parts;
  switch (page) {
    case "":
      return <InboxPage />;
    case "approvals":
      return <ApprovalPage key={id} approvalRequestId={id ?? ""} person={person} />;
    case "executions":
      return id === undefined ? (
        <LazyPage
          key="executions"
          load={() => import("../executions/executions-page.tsx").then((m) => m.ExecutionsPage)}
        />
      ) : (
        <LazyPage
          key={`executions ${id}`}
          load={() => import("../executions/execution-page.tsx").then((m) => m.ExecutionPage)}
        />
      );
    case "audit":
      return <LazyPage key="audit" load={() => import("../audit/audit-page.tsx").then((m) => m.AuditPage)} />;
    case "overview":
      return (
        <LazyPage key="overview" load={() => import("../overview/overview-page.tsx").then((m) => m.OverviewPage)} />
      );
    case "webhooks":
      return id === undefined ? (
        <LazyPage key="webhooks" load={() => import("../webhooks/webhooks-page.tsx").then((m) => m.WebhooksPage)} />
      ) : (
        <LazyPage
          key={`webhooks ${id}`}
          load={() => import("../webhooks/webhook-page.tsx").then((m) => m.WebhookPage)}
        />
      );
    case "reviewers":
      return (
        <LazyPage key="reviewers" load={() => import("../reviewers/reviewers-page.tsx").then((m) => m.ReviewersPage)} />
      );
    default:
      return <h1>{texts.nothingHere}</h1>;
  }
}
