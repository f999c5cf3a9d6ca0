import { sql } from 'kysely';
import type { OwnedThings } from '../../../governance/users/accounts/owned-things.actions.ts';

/** Cases on which somebody works go to a colleague when they leave; what is done stays with who did it. */
export const ownedCases: OwnedThings = {
  name: 'cases.cases', labelDe: 'Offene Vorgänge', labelEn: 'Open cases', columns: ['cases.assignee'],
  async list(db, userId, limit) {
    const { rows } = await sql<{ id: string; name: string; total: number }>`
      select id, 'V-' || number || ' ' || subject_line as name, count(*) over () as total from cases where assignee = ${userId} and is_active order by number desc limit ${limit}`.execute(db);
    return rows;
  },
  async handOver(tx, fromId, toId) {
    const { rows } = await sql<{ id: string }>`update cases set assignee = ${toId}, version = version + 1 where assignee = ${fromId} and is_active returning id`.execute(tx);
    return rows.length;
  },
};

/** Own views of the desk go with the person. */
export const ownedViews: OwnedThings = {
  name: 'cases.views', labelDe: 'Eigene Ansichten', labelEn: 'Own views', columns: ['case_views.owner_id'],
  async list(db, userId, limit) {
    const { rows } = await sql<{ id: string; name: string; total: number }>`select id, name, count(*) over () as total from case_views where owner_id = ${userId} order by name limit ${limit}`.execute(db);
    return rows;
  },
  async handOver(tx, fromId, toId) {
    const { rows } = await sql<{ id: string }>`update case_views set owner_id = ${toId} where owner_id = ${fromId} returning id`.execute(tx);
    return rows.length;
  },
};
