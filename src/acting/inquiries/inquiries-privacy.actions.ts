import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { forgetMessages } from '../messages/messages-privacy.actions.ts';
import { countInquiriesAbout, deleteInquiriesAbout, listInquiriesAbout, listMessageIdsAbout } from './inquiries-privacy.queries.ts';

/** Questions about a customer to partners and departments, with what was shared and answered. Comes before the cases. */
export const inquiriesHolder: PersonalDataHolder = {
  name: 'acting.inquiries',
  tables: ['records.inquiries', 'records.inquiry_entries', 'records.inquiry_files', 'files.inquiries'],
  category: {
    key: 'inquiries', labelDe: 'Rückfragen an Partner und Abteilungen', labelEn: 'Inquiries to partners and departments',
    purposeDe: 'Anliegen klären, die wir nicht allein lösen können', purposeEn: 'Settling matters that we cannot solve alone',
  },
  count: ({ db }, reach) => countInquiriesAbout(db, reach),
  async *export({ db }, reach) {
    for (const { askedAt, ...inquiry } of await listInquiriesAbout(db, reach, 10_000)) yield { askedAt: askedAt.toISOString(), ...inquiry };
  },
  async erase({ files, clock }, tx, reach) {
    await forgetMessages(tx, await listMessageIdsAbout(tx, reach), clock.now());
    const { erased, files: ids } = await deleteInquiriesAbout(tx, reach);
    return { erased, after: async () => void (await Promise.all(ids.map((id) => files.remove('inquiries', id)))) };
  },
};
