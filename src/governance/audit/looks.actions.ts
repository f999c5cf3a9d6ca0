import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import { actAs } from '../../platform/acting.ts';
import type { Context } from '../../platform/context.ts';
import type { LookKeeper } from '../../platform/http/acting.ts';
import { askedBy, customersShown } from './looks.logic.ts';

interface Look {
  row: { subject: string; actor_kind: string; actor_id: string | null; request_id: string; customers: readonly string[]; content: object };
  done(): void;
  fail(error: unknown): void;
}

const MAX_AT_ONCE = 200;

/**
 * Every look at personal data is durable before the answer leaves: what cannot be written down is not shown. Looks that
 * happen while others are being written go into one insert together, so that a busy hour waits no longer than a calm one.
 */
export function keepLooks(context: Pick<Context, 'db'>): LookKeeper {
  const waiting: Look[] = [];
  let isWriting = false;

  const writeAll = async () => {
    if (isWriting) return;
    isWriting = true;
    while (waiting.length > 0) {
      const looks = waiting.splice(0, MAX_AT_ONCE);
      await writeLooks(context, looks).then(() => looks.forEach((look) => look.done()), (error: unknown) => looks.forEach((look) => look.fail(error)));
    }
    isWriting = false;
  };

  return {
    customersIn: (request, answer) => customersShown(request.routeOptions.url ?? '', request.params, answer),
    note: (request, customers) => new Promise((done, fail) => {
      waiting.push({ row: rowOf(request, customers), done, fail });
      // By nobody in particular: the insert carries the actors of several requests.
      void actAs(null, writeAll);
    }),
  };
}

function rowOf({ actor, id, method, query, routeOptions }: FastifyRequest, customers: readonly string[]): Look['row'] {
  const asked = askedBy(query);
  return {
    subject: routeOptions.config.looks ?? '',
    actor_kind: actor?.kind ?? 'visitor',
    actor_id: actor?.id ?? null,
    request_id: id,
    customers,
    content: { actor: actor?.label ?? '', role: actor?.role, route: `${method} ${routeOptions.url ?? ''}`, ...(asked.length > 0 ? { asked } : {}), shown: customers.length },
  };
}

async function writeLooks({ db }: Pick<Context, 'db'>, looks: readonly Look[]): Promise<void> {
  await sql`
    insert into audit_inbox (kind, action, subject, actor_kind, actor_id, request_id, customers, content)
    select 'look', 'look', subject, actor_kind, actor_id, request_id, customers, content
    from jsonb_to_recordset(${jsonText(looks.map(({ row }) => row))}::jsonb) as look (subject text, actor_kind text, actor_id text, request_id text, customers uuid[], content jsonb)`.execute(db);
}
