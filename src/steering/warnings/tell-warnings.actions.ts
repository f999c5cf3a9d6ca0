import { hasEnough } from '../../kernel/stats/scores/minimum.ts';
import { actorOfUser } from '../../governance/roles/roles.actions.ts';
import { emit } from '../../governance/webhooks/emit.actions.ts';
import { touchpointsByCode } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { visibleTouchpoints } from '../../listening/surveys/manage-surveys.actions.ts';
import { canMail, queueMail } from '../../platform/mail/mail-queue.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { sayWarning, warningMail } from './warning-words.logic.ts';
import { listPeopleToTell, listWarningsById, setTold, type ToldPerson, type WarningRow } from './warnings.queries.ts';
import { readSettings } from './watches.queries.ts';

/** Tells people and programs of new alarms, in the transaction that raises them: each once. One mail per person and look. */
export async function tellOf(context: Context, tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await listWarningsById(tx, ids);
  const touchpoints = await touchpointsByCode(context);
  await emit(context, tx, rows.map((row) => ({ kind: 'warning.raised', data: dataOf(row, context.settings.publicUrl) })));
  await setTold(tx, ids, context.clock.now());
  if (!canMail(context)) return;
  const { mailsRoles, mailsDepartment } = await readSettings(tx);
  const departmentOf = (row: WarningRow): string | null => touchpoints.get(row.touchpoint)?.department ?? null;
  const departments = mailsDepartment ? [...new Set(rows.flatMap((row) => departmentOf(row) ?? []))] : [];
  for (const person of await listPeopleToTell(tx, mailsRoles, departments)) {
    const maySee = await whatMaySee(context, person);
    const theirs = rows.filter((row) => (mailsRoles.includes(person.role) || person.departments.includes(departmentOf(row) ?? '')) && maySee(row));
    const sentences = theirs.map((row) => sayWarning({ ...worded(row), place: placeName(row, touchpoints.get(row.touchpoint), person.language) }, person.language));
    if (sentences.length > 0) await queueMail(context, warningMail(person, sentences, context.settings.publicUrl), tx);
  }
}

/** A mail says no more than the page would: no alarms for who may not read them, and those of foreign departments for nobody who is limited to own ones. */
async function whatMaySee(context: Context, person: ToldPerson): Promise<(row: WarningRow) => boolean> {
  const actor = await actorOfUser(context, person);
  if (!actor.can('read', 'warning')) return () => false;
  const visible = await visibleTouchpoints(context, actor);
  return ({ touchpoint }) => visible === null || visible.includes(touchpoint);
}

/** What a program is told: ids and codes, and figures only from 30 customers on. */
export function dataOf(row: WarningRow, publicUrl: string): Record<string, unknown> {
  const { value } = worded(row);
  const evidence = evidenceOf(row);
  return {
    id: row.id, watchId: row.watchId, score: row.score, touchpoint: row.touchpoint === '' ? null : row.touchpoint, group: row.targetGroup === '' ? null : row.targetGroup,
    method: row.method, side: row.side, beganOn: row.beganOn, raisedIn: row.raisedIn, raisedAt: row.raisedAt.toISOString(),
    value, usual: value === null ? null : row.usual, n: row.n, statistic: evidence.statistic, limit: row.limitValue, q: evidence.q, url: `${publicUrl}/warnings/${row.id}`,
  };
}

/** Fewer than 30 customers since the change began are an alarm, but no figure. */
export const worded = (row: WarningRow) => ({ score: row.score, side: row.side, beganOn: row.beganOn, usual: row.usual, n: row.n, value: row.score === 'volume' || hasEnough(row.n) ? row.value : null });

/** With the usual level and its spread, which the chart shows, an exact deviation would be the mean of fewer than 30 customers: so there it is rounded. */
export function evidenceOf(row: WarningRow): { statistic: number; p: number; q: number } {
  const { statistic, p, q } = row;
  if (worded(row).value !== null) return { statistic, p, q };
  const rough = (value: number): number => Number(value.toPrecision(1));
  return { statistic: Math.trunc(statistic), p: rough(p), q: rough(q) };
}

export function placeName({ targetGroup }: { targetGroup: string }, touchpoint: { nameDe: string; nameEn: string } | undefined, language: 'de' | 'en'): string {
  const where = touchpoint ? (language === 'de' ? touchpoint.nameDe : touchpoint.nameEn) : language === 'de' ? 'Alle Kontaktpunkte' : 'All touchpoints';
  return targetGroup === '' ? where : `${where} (${targetGroup})`;
}
