import type { Db } from '../../../platform/storage/records.ts';
import { giveInvitations, listOpenInvitationsBy } from './deactivation.queries.ts';
import type { Owned } from './deactivation.contract.ts';

/**
 * A slice whose things belong to members of staff registers one of these in src/app/slices.ts: when somebody leaves,
 * what they owned goes to a colleague. A test fails for a column that names who made or owns something and that nobody
 * answers for.
 */
export interface OwnedThings {
  /** Stable name, e.g. `keys.sources`. */
  name: string;
  labelDe: string;
  labelEn: string;
  /** Columns that name the owner: `table.column`. */
  columns: readonly string[];
  /** What somebody owns that still matters, the newest first, with the number of all of them in every row. */
  list(db: Db, userId: string, limit: number): Promise<{ id: string; name: string; total: number }[]>;
  /** @returns how many went over */
  handOver(tx: Db, fromId: string, toId: string): Promise<number>;
}

export const SHOWN_OWNED = 100;

export async function listOwned(db: Db, things: readonly OwnedThings[], userId: string): Promise<Owned[]> {
  const lists = await Promise.all(things.map(async ({ name, labelDe, labelEn, list }) => {
    const rows = await list(db, userId, SHOWN_OWNED);
    return { name, labelDe, labelEn, total: rows[0]?.total ?? 0, items: rows.map(({ id, name: title }) => ({ id, name: title })) };
  }));
  return lists.filter(({ total }) => total > 0);
}

export const ownedInvitations: OwnedThings = {
  name: 'users.invitations', labelDe: 'Offene Einladungen', labelEn: 'Open invitations', columns: ['invitations.invited_by'],
  list: listOpenInvitationsBy, handOver: giveInvitations,
};
