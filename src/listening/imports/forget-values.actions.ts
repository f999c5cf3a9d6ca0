import type { Context } from '../../platform/context.ts';
import type { Refusal } from './imports.contract.ts';
import { type RefusalDetails, sayRefusal } from './refusal-words.logic.ts';
import { insertRefusals, listRefusals } from './refusals.queries.ts';

const ROWS_AT_ONCE = 1_000;
/** What the profile says; everything else is from the row. */
const fromProfile = new Set(['limit', 'encoding', 'decimal', 'cells', 'headings', 'field', 'fieldDe', 'choices', 'min', 'max', 'zone', 'pattern', 'worst', 'best', 'kind', 'row', 'on', 'onDe']);

/**
 * Refused rows say what stood in the file, also about people whom no identifier names. Once the file is gone nobody
 * can tell whose they are, so an erasure would not find them: which row, which column and why is all that stays.
 */
export async function forgetRefusedValues({ db }: Pick<Context, 'db'>, importId: string): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await listRefusals(db, importId, after, ROWS_AT_ONCE);
    await insertRefusals(db, importId, rows.map(({ row, refusals }) => ({ row, refusals: refusals.map(withoutValue) })));
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = last.row;
  }
}

function withoutValue(refusal: Refusal): Refusal {
  const details: RefusalDetails = Object.fromEntries(Object.entries(refusal.details).map(([key, value]) => [key, fromProfile.has(key) ? value : '…']));
  return { ...refusal, value: '', details, reason: sayRefusal(refusal.code, details, 'en') };
}
