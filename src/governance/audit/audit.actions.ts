import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import { type Acting, currentActing } from '../../platform/acting.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';

/** Something that happened and is not the change of a row: an export, a sign-in, an import, an erasure. */
export interface Note {
  /** `<subject>.<what happened>`, e.g. `export.created`, `session.opened`, `session.refused`, `import.undone`. */
  action: string;
  /** A subject of the permissions, or a table: what the entry is found by. */
  subject: string;
  subjectId?: string | null;
  /** Ids of customers or identifiers it is about; they are what an erasure finds it by. */
  customers?: readonly string[];
  reason?: string;
  before?: Readonly<Record<string, unknown>>;
  /** Also figures: `{ rows: 1200, format: 'csv' }`. Never a secret. */
  after?: Readonly<Record<string, unknown>>;
  /** Who did it, where that is not who asks: at a sign-in the asker is still nobody. */
  actor?: Acting;
}

const MAX_CUSTOMERS = 1_000;

/**
 * Adds an entry to the audit log: inside of `tx` it is there only if that commits; given a context it is durable when
 * this returns. Changes of rows need no note, the store itself writes them down.
 */
export async function noteInAudit(target: Db | Pick<Context, 'db'>, note: Note): Promise<void> {
  const db = 'db' in target ? target.db : target;
  const { kind, id, label, role, requestId } = note.actor ?? currentActing() ?? { kind: 'system', id: null, label: 'momente' };
  const { action, subject, customers = [], before, after } = note;
  const content = { actor: label, role, subjectId: note.subjectId ?? undefined, reason: note.reason, before, after };
  await sql`
    insert into audit_inbox (kind, action, subject, actor_kind, actor_id, request_id, customers, content)
    values ('note', ${action}, ${subject}, ${kind}, ${id}, ${requestId ?? null}, ${[...new Set(customers)].slice(0, MAX_CUSTOMERS)}::uuid[], ${jsonText(content)}::jsonb)`.execute(db);
}
