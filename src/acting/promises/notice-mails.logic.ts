import type { Notice } from './notices.logic.ts';
import { sayReading } from './reading/reading-words.logic.ts';
import { localTimeOf } from '../../kernel/time/zones.ts';

/** The words to staff about a promise: what, by when, where. Nothing about who the customer is leaves in a mail. */
export function noticeMail(notice: Notice, to: { name: string; email: string; language: 'de' | 'en' }, promise: { text: string; dueAt: Date; timeZone: string }, place: { number: string | null; caseId: string | null; publicUrl: string }): { to: string; subject: string; text: string } {
  const due = sayReading(localTimeOf(promise.timeZone, promise.dueAt.getTime()), [], to.language, promise.timeZone);
  const link = `${place.publicUrl}/desk/promises`;
  const number = place.number ?? '';
  const words = {
    de: {
      remind: { subject: `Zusage fällig: ${number}`, first: 'bald wird diese Zusage fällig:' },
      escalate_away: { subject: `Zusage übernehmen: ${number}`, first: 'wer diese Zusage halten sollte, ist dann abwesend. Bitte übernehmen Sie:' },
      escalate_late: { subject: `Zusage überschritten: ${number}`, first: 'diese Zusage wurde nicht rechtzeitig gehalten:' },
      hello: `Guten Tag ${to.name},`, due: 'Fällig',
    },
    en: {
      remind: { subject: `Promise due: ${number}`, first: 'this promise is due soon:' },
      escalate_away: { subject: `Promise to take over: ${number}`, first: 'whoever should keep this promise is away then. Please take it over:' },
      escalate_late: { subject: `Promise overdue: ${number}`, first: 'this promise was not kept in time:' },
      hello: `Hello ${to.name},`, due: 'Due',
    },
  }[to.language];
  const { subject, first } = words[notice];
  return { to: to.email, subject: subject.replace(/: $/, ''), text: `${words.hello}\n\n${first}\n\n${promise.text}\n${words.due}: ${due}\n\n${link}\n` };
}
