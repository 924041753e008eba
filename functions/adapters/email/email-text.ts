import type { Notice } from "../../core/notice.ts";

export interface EmailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A notice as an e-mail: the same words as text and as HTML. Opening a link in it shows, and never decides. */
export function emailText({ headline, facts, agentPage, asks, page }: Notice): EmailText {
  const invitation = asks ? "See it whole and decide" : "See it";
  const forYou = page.own ? "This link is yours alone: whoever opens it is taken for you. Do not pass it on." : "";
  const agents = agentPage && `The agent's own page, which nobody has checked, at ${agentPage.host}`;
  const text = [
    headline,
    facts.map(({ label, text }) => `${label}: ${text}`).join("\n"),
    `${invitation}:\n${page.url}`,
    forYou,
    agentPage ? `${agents}:\n${agentPage.url}` : "",
  ];
  const html = [
    `<h1 style="font-size:18px">${escaped(headline)}</h1>`,
    `<table>${facts.map(({ label, text }) => row(label, text)).join("")}</table>`,
    `<p><a href="${escaped(page.url)}">${invitation}</a></p>`,
    forYou && `<p>${forYou}</p>`,
    agentPage && `<p>${escaped(agents ?? "")}: ${escaped(agentPage.url)}</p>`,
  ];
  return {
    subject: headline,
    text: `${text.filter(Boolean).join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><body style="font-family:sans-serif">${html.filter(Boolean).join("\n")}</body></html>\n`,
  };
}

function row(label: string, text: string): string {
  const cell = 'style="text-align:left;vertical-align:top;padding:2px 12px 2px 0"';
  return `<tr><th ${cell}>${escaped(label)}</th><td ${cell}>${escaped(text).replaceAll("\n", "<br>")}</td></tr>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
