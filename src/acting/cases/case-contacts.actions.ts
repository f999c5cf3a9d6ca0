import type { Channel, Direction } from '../../people/timeline/timeline.contract.ts';
import { recordContacts } from '../../people/timeline/record-contacts.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import { showNumber } from './case-number.logic.ts';
import type { CaseRow } from './cases.queries.ts';

interface CaseContact {
  entryId: string;
  at: Date;
  channel: Channel;
  direction: Direction;
  text: string;
}

/** Every message between the customer and us is a contact in the customer's timeline, once per entry. */
export function recordCaseContact(context: Pick<Context, 'clock'>, journal: Journal, row: CaseRow, { entryId, at, channel, direction, text }: CaseContact): void {
  if (row.subject === null) return;
  recordContacts(context, journal, [{
    key: `case_entry:${entryId}`, subject: row.subject, at, kind: direction === 'inbound' ? 'case_message' : 'case_reply', channel, direction,
    touchpoint: row.touchpoint ?? '', department: row.department ?? '', subjectLine: row.subjectLine, text, language: row.language ?? '', properties: { case: showNumber(row.number), caseId: row.id },
  }]);
}
