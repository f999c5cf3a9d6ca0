import { stat } from 'node:fs/promises';
import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import { listKnownFiles, listSolvedBefore, listWaking, readCloseAfterDays, removeLooseUploads } from './ageing.queries.ts';
import { systemDoer } from './case-actors.contract.ts';
import { toStatus } from './changes/case-moves.logic.ts';
import { lockCase } from './cases.queries.ts';
import { saveCase, writeEvent } from './changes/save-case.actions.ts';

const AT_ONCE = 500;
const LOOSE_MS = DAY_MS;

/** Cases that were put aside come back when it is time. @returns how many */
export async function wakeCases(context: Context, signal?: AbortSignal): Promise<number> {
  const by = systemDoer('cases.wake');
  let woken = 0;
  for (;;) {
    const ids = signal?.aborted ? [] : await listWaking(context.db, context.clock.now(), AT_ONCE);
    if (ids.length === 0) return woken;
    for (const id of ids) {
      woken += await context.db.transaction().execute(async (tx) => {
        const row = await lockCase(tx, id);
        const at = context.clock.now();
        if (!row?.snoozedUntil || row.snoozedUntil > at) return 0; // somebody was faster
        await writeEvent(context, tx, id, { what: 'case.woken', by, at });
        await saveCase(context, tx, { ...row, snoozedUntil: null }, { at, changed: ['snoozed'] });
        return 1;
      });
    }
  }
}

/** What was solved and about which the customer has said nothing more is closed. @returns how many */
export async function closeSolved(context: Context, signal?: AbortSignal): Promise<number> {
  const before = new Date(context.clock.now().getTime() - (await readCloseAfterDays(context.db)) * DAY_MS);
  const by = systemDoer('cases.close');
  let closed = 0;
  for (;;) {
    const ids = signal?.aborted ? [] : await listSolvedBefore(context.db, before, AT_ONCE);
    if (ids.length === 0) return closed;
    for (const id of ids) {
      closed += await context.db.transaction().execute(async (tx) => {
        const row = await lockCase(tx, id);
        if (row?.status !== 'solved' || !row.solvedAt || row.solvedAt > before) return 0; // the customer was faster
        const at = context.clock.now();
        const { after, moments } = toStatus(row, 'closed', at);
        await writeEvent(context, tx, id, { what: 'case.closed_by_time', by, at });
        await saveCase(context, tx, after, { at, moments, changed: ['status'] });
        return 1;
      });
    }
  }
}

/** Uploads that no answer took along, and files that a crash left without a row. */
export async function tidyFiles(context: Context): Promise<void> {
  const before = new Date(context.clock.now().getTime() - LOOSE_MS);
  for (const fileId of await removeLooseUploads(context.db, before)) await context.files.remove('cases', fileId);
  const files = await context.files.list('cases');
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const part = files.slice(start, start + AT_ONCE);
    const known = await listKnownFiles(context.db, part);
    for (const fileId of part.filter((one) => !known.has(one))) {
      // One that is young may belong to a mail that is being taken in.
      const { mtimeMs } = await stat(context.files.pathOf('cases', fileId));
      if (mtimeMs < before.getTime()) await context.files.remove('cases', fileId);
    }
  }
}
