interface Logged {
  readonly at: string;
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly approvalRequestId?: string;
}

const gatherMs = 1_000;

/**
 * Turns the log's JSON lines into lines for people. The first of its kind is shown at once, and how many more there
 * were a second later: a thousand requests must not push the sign-in link off the screen.
 */
export function terminalLines(write: (line: string) => void) {
  /** By message, what has come since it was last shown. */
  const gathered = new Map<string, Logged[]>();
  let timer: NodeJS.Timeout | undefined;

  /** Shows what was held back. */
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const more of gathered.values()) {
      const last = more.at(-1);
      if (last) write(more.length > 1 ? `${clock(last)}  ${last.message}  ${more.length} more` : readable(last));
    }
    const busy = [...gathered].filter(([, more]) => more.length > 0);
    gathered.clear();
    for (const [message] of busy) gathered.set(message, []);
    if (busy.length > 0) wait();
  }

  function wait(): void {
    timer ??= setTimeout(flush, gatherMs);
    timer.unref();
  }

  function line(json: string): void {
    const logged: Logged = JSON.parse(json);
    if (logged.level !== "info") {
      flush();
      write(readable(logged));
      return;
    }
    const more = gathered.get(logged.message);
    if (more) more.push(logged);
    else {
      gathered.set(logged.message, []);
      write(readable(logged));
    }
    wait();
  }

  return { line, flush };
}

function clock({ at }: Logged): string {
  return new Date(at).toLocaleTimeString("en-GB");
}

function readable(logged: Logged): string {
  const { at: _, level, message, approvalRequestId, ...others } = logged;
  const words = [message, approvalRequestId, ...Object.entries(others).map(([name, value]) => `${name}: ${value}`)];
  const said = words.filter((word) => word !== undefined).join("  ");
  return `${clock(logged)}  ${level === "info" ? "" : `${level.toUpperCase()}  `}${said}`;
}
