/**
 * Within a generation a step only adds what older programs can ignore: docs/adr/0016 says what that is. A step after which
 * they must not touch the file raises it, and is numbered from the generation's first thousand on.
 */
export const schemaGeneration = 0;
export const stepsPerGeneration = 1_000;

/** The tables, as the steps that made them what they are. `PRAGMA user_version` counts the steps that a file has taken. */
export const migrations: readonly string[] = [
  `
CREATE TABLE approvals (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, last_hash TEXT NOT NULL, status TEXT NOT NULL, agent TEXT NOT NULL,
  execution_id TEXT, requested_by TEXT NOT NULL, created_at INTEGER NOT NULL, due_at INTEGER, approval TEXT NOT NULL
) STRICT;
CREATE INDEX approvals_by_time ON approvals (created_at, id);
CREATE INDEX approvals_by_status ON approvals (status, created_at, id);
CREATE INDEX approvals_by_agent ON approvals (agent, created_at, id);
CREATE INDEX approvals_by_execution ON approvals (execution_id, created_at, id);
CREATE INDEX approvals_by_requester ON approvals (requested_by, created_at, id);
CREATE INDEX approvals_due ON approvals (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE reviewers (
  reviewer TEXT NOT NULL, created_at INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (reviewer, created_at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contents (id TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, position TEXT NOT NULL UNIQUE, event_id TEXT NOT NULL UNIQUE,
  approval_id TEXT, type TEXT NOT NULL, agent TEXT, entry TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_approval ON audit (approval_id, position);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TABLE disclosures (event_id TEXT PRIMARY KEY, reviewer TEXT, disclosures TEXT NOT NULL) STRICT;
CREATE INDEX disclosures_by_reviewer ON disclosures (reviewer) WHERE reviewer IS NOT NULL;

CREATE TABLE executions (
  id TEXT PRIMARY KEY, agent TEXT NOT NULL, owner TEXT NOT NULL, status TEXT NOT NULL, pending INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX executions_by_time ON executions (created_at, id);

CREATE TABLE notes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, execution_id TEXT NOT NULL, note_id TEXT NOT NULL, note TEXT NOT NULL,
  UNIQUE (execution_id, note_id)
) STRICT;
CREATE INDEX notes_in_order ON notes (execution_id, seq);

CREATE TABLE replays (key TEXT PRIMARY KEY, payload_digest TEXT NOT NULL, status INTEGER NOT NULL) STRICT;
CREATE TABLE api_keys (prefix TEXT PRIMARY KEY, created_at INTEGER NOT NULL, api_key TEXT NOT NULL) STRICT;
CREATE TABLE outbox (only INTEGER PRIMARY KEY CHECK (only = 1), done INTEGER NOT NULL) STRICT;
INSERT INTO outbox VALUES (1, 0);
`,
  `
CREATE TABLE resume_claims (
  approval_id TEXT NOT NULL, waiter_id TEXT NOT NULL, attempts INTEGER NOT NULL, unheard INTEGER NOT NULL,
  until INTEGER NOT NULL, holder TEXT NOT NULL, PRIMARY KEY (approval_id, waiter_id)
) STRICT, WITHOUT ROWID;
`,
  `
ALTER TABLE executions ADD COLUMN latest_approval TEXT;
`,
  `
CREATE TABLE webhooks (id TEXT PRIMARY KEY, version INTEGER NOT NULL, endpoint TEXT NOT NULL) STRICT;
CREATE TABLE delivered_events (id TEXT PRIMARY KEY, kept_at INTEGER NOT NULL, event TEXT NOT NULL) STRICT;
CREATE INDEX delivered_events_by_time ON delivered_events (kept_at);
CREATE TABLE deliveries (
  destination TEXT NOT NULL, id TEXT NOT NULL, status TEXT NOT NULL, version INTEGER NOT NULL,
  created_at INTEGER NOT NULL, due_at INTEGER, delivery TEXT NOT NULL, PRIMARY KEY (destination, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_by_status ON deliveries (destination, status, id);
CREATE INDEX deliveries_by_time ON deliveries (created_at);
CREATE INDEX deliveries_due ON deliveries (due_at) WHERE due_at IS NOT NULL;
`,
  `
CREATE TABLE reviewer_entries (id TEXT PRIMARY KEY, entry TEXT NOT NULL) STRICT;
CREATE TABLE message_receipts (
  approval_id TEXT NOT NULL, reviewer TEXT NOT NULL, channel TEXT NOT NULL, sequence INTEGER NOT NULL,
  receipt TEXT NOT NULL, PRIMARY KEY (approval_id, reviewer, channel, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE slack_tasks (seq INTEGER PRIMARY KEY AUTOINCREMENT, task TEXT NOT NULL) STRICT;
`,
  `
CREATE TABLE stats (
  day TEXT NOT NULL, agent TEXT NOT NULL, reviewer TEXT NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (day, agent, reviewer, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE stats_pending (agent TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE stats_counted (
  approval_id TEXT NOT NULL, stage TEXT NOT NULL, PRIMARY KEY (approval_id, stage)
) STRICT, WITHOUT ROWID;
ALTER TABLE outbox ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
`,
  `
ALTER TABLE approvals ADD COLUMN expires_at INTEGER NOT NULL DEFAULT 0;
UPDATE approvals SET expires_at = approval ->> '$.expiresAt';
CREATE INDEX approvals_pending_by_expiry ON approvals (expires_at, id) WHERE status = 'pending';

ALTER TABLE reviewers ADD COLUMN status TEXT NOT NULL DEFAULT 'pending';
ALTER TABLE reviewers ADD COLUMN expires_at INTEGER NOT NULL DEFAULT 0;
UPDATE reviewers SET status = a.status, expires_at = a.expires_at FROM approvals a WHERE a.id = reviewers.id;
CREATE INDEX reviewers_by_status ON reviewers (reviewer, status, created_at, id);
CREATE INDEX reviewers_pending_by_expiry ON reviewers (reviewer, expires_at, id) WHERE status = 'pending';
`,
  `
CREATE TABLE sessions (token_hash TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`,
];
