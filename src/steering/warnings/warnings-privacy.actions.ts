import { sql } from 'kysely';
import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import { reachRows } from '../../governance/privacy/reach-rows.logic.ts';
import type { History } from '../../platform/storage/history.ts';
import { mondayOf } from './weeks.logic.ts';

/**
 * In a week in which one customer answered, the sum of the week is what this customer said. So weeks from the first contact of
 * somebody erased on are counted again at the next look, from what history still holds (decision 0087).
 */
export const weeklySumsHolder: PersonalDataHolder = {
  name: 'steering.watch_weeks',
  tables: ['records.watch_weeks'],
  category: {
    key: 'watch_weeks', labelDe: 'Wochensummen der Frühwarnungen', labelEn: 'Weekly sums of early warnings',
    purposeDe: 'Früh bemerken, dass ein Kontaktpunkt schlechter wird', purposeEn: 'Noticing early that a touchpoint gets worse',
  },
  staysDe: 'Wochensummen werden beim nächsten täglichen Blick ohne diese Person neu gezählt.',
  staysEn: 'Weekly sums are counted again without this person at the next daily look.',
  // Sums name nobody: nothing of them is somebody's own.
  count: async () => 0,
  async *export() {},
  async erase({ history }, tx, reach) {
    const first = await findFirstContact(history, reach);
    if (first !== null) await sql`update watches set counted_to = ${mondayOf(first)}::date where counted_to > ${mondayOf(first)}::date`.execute(tx);
    return { erased: 0 };
  },
};

async function findFirstContact(history: History, reach: CustomerReach): Promise<Date | null> {
  const { clause, params } = reachRows(reach);
  const [row] = await history.query<{ n: number; first: number }>(`
    select toUInt32(count()) as n, toFloat64(toUnixTimestamp64Milli(min(at))) as first
    from (select at from answers where ${clause} union all select at from interactions where ${clause})`, params);
  return row && row.n > 0 ? new Date(row.first) : null;
}
