import type { SlackTask } from "../../ports/slack-app.ts";
import type { Database } from "./database.ts";

/** What was asked for in Slack and is not done yet, oldest first: a crash after the answer to Slack loses nothing. */
export function sqliteSlackTasks(db: Database) {
  return {
    add: (task: SlackTask): Promise<unknown> =>
      db.write(() => db.run("INSERT INTO slack_tasks (task) VALUES (?)", JSON.stringify(task))),
    list: (limit: number): readonly { readonly seq: number; readonly task: SlackTask }[] =>
      db
        .all("SELECT seq, task FROM slack_tasks ORDER BY seq LIMIT ?", limit)
        .map((row) => ({ seq: Number(row.seq), task: JSON.parse(String(row.task)) as SlackTask })),
    remove: (seq: number): Promise<unknown> => db.write(() => db.run("DELETE FROM slack_tasks WHERE seq = ?", seq)),
  };
}

export type SlackTasks = ReturnType<typeof sqliteSlackTasks>;
