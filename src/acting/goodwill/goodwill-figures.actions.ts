import { DAY_MS } from '../../kernel/clock.ts';
import { shareFromCounts } from '../../kernel/stats/scores/share.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { GoodwillFigures } from './goodwill.contract.ts';
import { type GivenRow, sumGiven } from './goodwill-figures.queries.ts';

interface Given {
  n: number;
  valueCents: number;
}

/** What was given in the last days: how much, of what, by whom, and how much of it without asking anybody. */
export async function readGoodwillFigures(context: Context, actor: Actor, days: number): Promise<GoodwillFigures> {
  const to = context.clock.now();
  const from = new Date(to.getTime() - days * DAY_MS);
  const rows = await sumGiven(context.db, { from, to, departments: actor.departments });
  const all = total(rows);
  return {
    from: from.toISOString(), to: to.toISOString(), all,
    withoutApproval: shareFromCounts({ hits: rows.reduce((sum, { unasked }) => sum + unasked, 0), n: all.n }),
    byKind: grouped(rows, ({ kind }) => kind).map(([kind, [first, ...others]]) => ({ kind, nameDe: first.nameDe, nameEn: first.nameEn, ...total([first, ...others]) })).toSorted(byValue),
    byDepartment: grouped(rows, ({ department }) => department).map(([department, group]) => ({ department, ...total(group) })).toSorted(byValue),
    byTouchpoint: grouped(rows, ({ touchpoint }) => touchpoint).map(([touchpoint, group]) => ({ touchpoint, ...total(group) })).toSorted(byValue),
  };
}

const byValue = (one: Given, other: Given) => other.valueCents - one.valueCents || other.n - one.n;
const total = (rows: readonly Given[]): Given => rows.reduce((sum, { n, valueCents }) => ({ n: sum.n + n, valueCents: sum.valueCents + valueCents }), { n: 0, valueCents: 0 });

function grouped<Key>(rows: readonly GivenRow[], keyOf: (row: GivenRow) => Key): [Key, [GivenRow, ...GivenRow[]]][] {
  const groups = new Map<Key, [GivenRow, ...GivenRow[]]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known) known.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return [...groups];
}
