import { erasedSince } from '../../governance/privacy/erased-since.actions.ts';
import { holdOffErasures } from '../../people/identity/identity-privacy.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Prepared } from './prepare-rows.actions.ts';
import { sayRefusal } from './refusal-words.logic.ts';

/**
 * A file was given before somebody in it was erased, so its later rows must not bring them back: they are refused, and
 * the refusal does not say whom they name. No erasure comes in between until the transaction ends.
 */
export async function refuseErased(context: Context, tx: Db, since: Date, prepared: Prepared): Promise<Prepared> {
  await holdOffErasures(tx);
  const erasedAt = await erasedSince(context, tx, since, () => prepared.ready.flatMap(({ named }) => named));
  if (erasedAt === null) return prepared;
  const ready: Prepared['ready'] = [];
  const refused = [...prepared.refused];
  for (const one of prepared.ready) {
    const [at] = one.named.flatMap((identifier) => erasedAt(identifier) ?? []);
    if (at === undefined) ready.push(one);
    else refused.push({ row: one.row, refusals: [refusal(one.row, at)] });
  }
  return { ready, refused: refused.sort((a, b) => a.row - b.row) };
}

function refusal(row: number, at: Date): Prepared['refused'][number]['refusals'][number] {
  const [year = '', month = '', day = ''] = at.toISOString().slice(0, 10).split('-');
  const details = { on: `${year}-${month}-${day}`, onDe: `${day}.${month}.${year}` };
  return { row, column: null, heading: '', value: '', code: 'customer.erased', details, reason: sayRefusal('customer.erased', details, 'en') };
}
