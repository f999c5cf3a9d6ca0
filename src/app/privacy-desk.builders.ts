import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { keepFacts } from '../acting/cases/case-events.actions.ts';
import { addCustomerMessage, openCase } from '../acting/cases/open-case.actions.ts';
import { addNote, replyToCase } from '../acting/cases/conversation/reply.actions.ts';
import { bookGoodwill } from '../acting/goodwill/book-goodwill.actions.ts';
import { addUsualGoodwill } from '../acting/goodwill/manage-goodwill.actions.ts';
import { askInquiry } from '../acting/inquiries/ask-inquiry.actions.ts';
import { answerInside } from '../acting/inquiries/manage-inquiry.actions.ts';
import { readMail } from '../acting/mailbox/mails/read-mail.actions.ts';
import { takeInMail } from '../acting/mailbox/mails/take-in-mail.actions.ts';
import { insertCorrection, insertLink } from '../acting/my-page/my-page.queries.ts';
import { makePromise } from '../acting/promises/make-promise.actions.ts';
import { newId } from '../kernel/ids.ts';
import { recordConsent, withdrawConsent } from '../people/consent/consent.actions.ts';
import { savePreferences } from '../people/consent/preferences.actions.ts';
import type { Context } from '../platform/context.ts';

const agent = { kind: 'key' as const, id: 'k1', label: 'desk', role: 'administrator', departments: null, byCookie: false, can: () => true };
const due = '2099-01-01T10:00:00Z';

/** What the desk keeps of a customer: a case with all that hangs on it, a mail, consents and what they say about themselves. @returns kind of data → the word planted there */
export async function plantDesk(context: Context, { subject, email, word }: { subject: string; email: string; word: () => string }): Promise<Record<string, string>> {
  const planted = {
    caseSubjectLine: word(), caseText: word(), caseHtml: word(), caseMessage: word(), caseNote: word(), caseReply: word(), caseFile: word(), caseFileName: word(), caseFacts: word(), promise: word(), question: word(), answer: word(), goodwill: word(),
    mailSubjectLine: word(), mailText: word(), consentSource: word(), consentProof: word(), objection: word(), correction: word(), correctionNote: word(),
  };
  const file = await context.files.save('cases', Readable.from([`${planted.caseFile}\n`]), 1_000_000);
  const { caseId } = await openCase(context, {
    subject, channel: 'mail', subjectLine: planted.caseSubjectLine, text: planted.caseText, html: `<p>${planted.caseHtml}</p>`, department: 'service', source: { kind: 'mail' }, fromAddress: email, messageIdHeader: '<planted-1@mail.example>',
    attachments: [{ fileId: file.id, name: `${planted.caseFileName}.txt`, mediaType: 'text/plain', bytes: file.bytes, sha256: file.sha256 }],
  });
  await addCustomerMessage(context, { caseId, channel: 'mail', text: planted.caseMessage, fromAddress: email });
  await addNote(context, agent, caseId, { text: planted.caseNote });
  await replyToCase(context, agent, caseId, { html: `<p>${planted.caseReply}</p>` });
  await context.db.transaction().execute((tx) => keepFacts(context, tx, caseId, { device: planted.caseFacts }));
  await makePromise(context, agent, { caseId, text: planted.promise, dueAt: due, responsible: { department: 'service' } });
  const { inquiry } = await askInquiry(context, agent, caseId, { toDepartment: 'service', way: 'mail', mailsLink: false, subjectLine: 'Frage', question: planted.question, share: ['name', 'email', 'words'], dueAt: due });
  await answerInside(context, agent, inquiry.id, { text: planted.answer });
  await addUsualGoodwill(context, agent);
  await bookGoodwill(context, agent, caseId, { kind: 'credit', amount: 5, reason: planted.goodwill, key: 'planted-booking' });

  const account = { id: newId(), address: 'hilfe@nordfunk.example', department: 'service', touchpoint: null, routing: [], trustedServer: 'mx.nordfunk.example', acknowledgeTemplate: null };
  await sql`
    insert into mail_accounts (id, name, address, host, port, security, login, password_sealed, folder, afterwards, starts_with, created_by, created_at, updated_at)
    values (${account.id}, 'Hilfe', ${account.address}, 'mail.example', 993, 'tls', 'x', 'x', 'INBOX', 'mark_seen', 'all', 'test', now(), now())`.execute(context.db);
  const mail = await readMail(Buffer.from(`From: Anna <${email}>\r\nTo: ${account.address}\r\nSubject: ${planted.mailSubjectLine}\r\nMessage-ID: <planted-2@mail.example>\r\n\r\n${planted.mailText}\r\n`));
  await takeInMail(context, account, { uidValidity: 1, uid: 1 }, context.clock.now(), mail);

  await context.db.transaction().execute(async (tx) => {
    await recordConsent(context, tx, { subject, purpose: 'feedback', channel: 'mail', address: email, how: 'paper', source: planted.consentSource, proof: { kind: 'form', words: planted.consentProof } });
    await withdrawConsent(context, tx, { subject, purpose: 'marketing', channel: 'mail', how: 'staff', source: planted.objection });
    await savePreferences(context, tx, { subject, by: 'desk' }, { channels: ['mail'], quietFrom: '20:00', quietTo: '08:00', bestTimes: [], language: 'de', timeZone: 'Europe/Berlin' });
    await insertCorrection(tx, { id: newId(), subject, what: 'name', recordId: null, before: null, after: planted.correction, note: planted.correctionNote, at: context.clock.now() });
    await insertLink(tx, { id: newId(), subject, channel: 'mail', address: email, language: 'de', madeBy: 'desk', tokenHash: 'hash-planted', madeAt: context.clock.now(), expiresAt: new Date(context.clock.now().getTime() + 3_600_000) });
  });
  return planted;
}
