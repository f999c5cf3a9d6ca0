import type { InquiryInput, ShareableField } from '../inquiries.contract.ts';

export interface AskDraft {
  /** `partner:<id>` or `department:<code>`; empty while nothing is chosen. */
  target: string;
  way: 'mail' | 'link';
  mailsLink: boolean;
  subjectLine: string;
  question: string;
  share: readonly ShareableField[];
  /** As the field for date and time has it, in the time of the browser. */
  due: string;
}

export const emptyDraft: AskDraft = { target: '', way: 'mail', mailsLink: false, subjectLine: '', question: '', share: [], due: '' };

/** What is still missing, by field; empty: it can be sent. */
export function findMissing({ target, subjectLine, question, due }: AskDraft): Partial<Record<'target' | 'subjectLine' | 'question' | 'due', true>> {
  return { ...(target === '' ? { target: true } : {}), ...(subjectLine.trim() === '' ? { subjectLine: true } : {}), ...(question.trim() === '' ? { question: true } : {}), ...(Number.isNaN(Date.parse(due)) ? { due: true } : {}) };
}

/** What is sent for a draft in which nothing is missing. */
export function toInput({ target, way, mailsLink, subjectLine, question, share, due }: AskDraft): Partial<InquiryInput> & Pick<InquiryInput, 'subjectLine' | 'question' | 'dueAt'> {
  const [kind, ...rest] = target.split(':');
  const id = rest.join(':');
  return { ...(kind === 'partner' ? { partnerId: id, way, mailsLink: way === 'link' && mailsLink } : { toDepartment: id }), subjectLine: subjectLine.trim(), question: question.trim(), share: [...share], dueAt: new Date(due).toISOString() };
}

/** In so many hours, on the full hour, as the field for date and time wants it. */
export function dueIn(hours: number, now: Date): string {
  const due = new Date(now.getTime() + hours * 3_600_000);
  due.setMinutes(0, 0, 0);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${due.getFullYear()}-${two(due.getMonth() + 1)}-${two(due.getDate())}T${two(due.getHours())}:00`;
}
