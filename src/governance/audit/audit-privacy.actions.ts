import type { PersonalDataHolder } from '../privacy/personal-data.actions.ts';
import { countAbout, countAges, listAbout } from './audit-privacy.queries.ts';
import { chainAll } from './chain.actions.ts';
import { redactAudit, retireAudit, recognise } from './redact.actions.ts';

const ROWS_AT_ONCE = 500;

/**
 * What the audit log says about a customer. An erasure leaves who did what and when, and the chain whole; it takes out
 * whom and what about. It comes last of all holders, because what the others delete is written into the log.
 */
export const auditHolder: PersonalDataHolder = {
  name: 'governance.audit',
  tables: ['records.audit_entries', 'records.audit_inbox'],
  category: {
    key: 'audit', labelDe: 'Einträge im Prüfprotokoll', labelEn: 'Entries in the audit log',
    purposeDe: 'Nachweisen, wer Daten geändert oder angesehen hat (Art. 5 Abs. 2 und Art. 32 DSGVO)', purposeEn: 'Proving who changed or looked at data (Art. 5(2) and Art. 32 GDPR)',
  },
  staysDe: 'Im Prüfprotokoll bleibt stehen, wer wann etwas getan hat – ohne, an wem und was. So bleibt es gegen Fälschung gesichert.',
  staysEn: 'The audit log keeps who did something and when – without whom it was about and what. So it stays safe against forgery.',
  async count(context, reach) {
    await chainAll(context);
    return countAbout(context.db, recognise(reach));
  },
  async *export(context, reach) {
    await chainAll(context);
    for (let after = 0; ; ) {
      const rows = await listAbout(context.db, recognise(reach), after, ROWS_AT_ONCE);
      for (const { at, kind, action, subject, role, before, after: became } of rows) {
        yield { at: at.toISOString(), what: kind === 'look' ? 'look' : action, subject, ...(role === null ? {} : { byRole: role }), ...(before === null ? {} : { before }), ...(became === null ? {} : { after: became }) };
      }
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_ONCE) return;
      after = last.seq;
    }
  },
  async erase(context, tx, reach) {
    return { erased: await redactAudit(context, tx, reach) };
  },
  /** Once more: somebody may have looked while the erasure was under way. */
  async eraseElsewhere(context, reach) {
    await context.db.transaction().execute((tx) => redactAudit(context, tx, reach));
  },
  expires: ['delete'],
  expire: (context, _action, before, isDryRun) => retireAudit(context, before, isDryRun),
  countByYear: (context, before) => countAges(context.db, before),
};
