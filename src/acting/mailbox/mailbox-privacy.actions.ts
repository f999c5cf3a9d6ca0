import { sql } from 'kysely';
import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';

/**
 * That somebody's mail was taken in, and when. What they wrote lies in the cases. An erasure takes the person out of the row; the
 * fingerprint of the mail stays, or the same mail would come in once more.
 */
export const mailIntakesHolder: PersonalDataHolder = {
  name: 'acting.mail_intakes',
  tables: ['records.mail_intakes'],
  category: {
    key: 'mail_intakes', labelDe: 'Eingang von E-Mails', labelEn: 'Mails taken in',
    purposeDe: 'Jede E-Mail nur einmal annehmen und Schleifen erkennen', purposeEn: 'Taking in each mail once and recognising loops',
  },
  staysDe: 'Ein Fingerabdruck der E-Mail ohne Bezug zu jemandem, damit sie nicht noch einmal hereinkommt. Im Postfach selbst liegt sie, bis sie dort gelöscht wird.',
  staysEn: 'A fingerprint of the mail that names nobody, so that it does not come in once more. In the mailbox itself it lies until it is deleted there.',
  async count({ db }, { subjects }) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from mail_intakes where subject = any(${[...subjects]}::uuid[])`.execute(db);
    return rows[0]?.n ?? 0;
  },
  async *export({ db }, { subjects }) {
    const { rows } = await sql<{ at: Date; outcome: string }>`select at, outcome from mail_intakes where subject = any(${[...subjects]}::uuid[]) order by at limit 10000`.execute(db);
    for (const { at, outcome } of rows) yield { at: at.toISOString(), outcome };
  },
  async erase(_context, tx, { subjects }) {
    const { rows } = await sql`update mail_intakes set subject = null, sender_key = null, case_id = null where subject = any(${[...subjects]}::uuid[]) returning 1`.execute(tx);
    return { erased: rows.length };
  },
};
