import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { countDecidedBefore, countOwnPageOf, deleteDecidedBefore, deleteOwnPageOf, listLinksOf, listProposalsOf } from './my-page-privacy.queries.ts';

/** Links to the own page (for a month) and what a customer said is wrong. */
export const myPageHolder: PersonalDataHolder = {
  name: 'acting.my_page',
  tables: ['records.my_links', 'records.my_corrections'],
  category: {
    key: 'my_page', labelDe: 'Eigene Seite: Zugänge und Berichtigungen', labelEn: 'Own page: links and corrections',
    purposeDe: 'Kunden ihre Daten und den Stand ihrer Anliegen zeigen und Fehler berichtigen', purposeEn: 'Showing customers their data and where their requests stand, and correcting mistakes',
  },
  count: ({ db }, { subjects }) => countOwnPageOf(db, subjects),
  async *export({ db }, { subjects }) {
    for (const { channel, address, madeAt, openedAt } of await listLinksOf(db, subjects)) yield { linkSentAt: madeAt.toISOString(), channel, address, ...(openedAt ? { openedAt: openedAt.toISOString() } : {}) };
    for (const { what, after, note, proposedAt, decision, reason } of await listProposalsOf(db, subjects)) yield { correctionOf: what, wanted: after, at: proposedAt.toISOString(), ...(note ? { note } : {}), ...(decision ? { decision } : {}), ...(reason ? { reason } : {}) };
  },
  erase: async (_context, tx, { subjects }) => ({ erased: await deleteOwnPageOf(tx, subjects) }),
  expires: ['delete'],
  expire: ({ db }, _action, before, isDryRun) => (isDryRun ? countDecidedBefore(db, before) : deleteDecidedBefore(db, before)),
};
