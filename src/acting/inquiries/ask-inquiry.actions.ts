import { DAY_MS } from '../../kernel/clock.ts';
import { newId, newSecret, secretHash } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import { emit } from '../../governance/webhooks/emit.actions.ts';
import { listDepartments } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { queueMail } from '../../platform/mail/mail-queue.ts';
import type { Db } from '../../platform/storage/records.ts';
import { addCaseEvent, getOwnCase, setNextDue, setWaitingForPartner } from '../cases/case-events.actions.ts';
import { notifyDesk } from '../cases/live/notify-desk.actions.ts';
import { readMailSender } from '../channels/mail-adapter.actions.ts';
import { queueMessage } from '../messages/queue-message.actions.ts';
import { type Asked, type InquiryInput, type InquiryLanguage, type InquiryPreview, type OfferedField, personalFields, type ShareableField, type SharedField } from './inquiries.contract.ts';
import { findInquiry, insertInquiry, insertInquiryEntry, readWaiting } from './inquiries.queries.ts';
import { inquiryMark, showInquiryNumber } from './inquiry-mark.logic.ts';
import { findPartner, type PartnerRow } from './partners.queries.ts';
import { presentInquiry } from './present-inquiry.actions.ts';
import { nextReminder } from './reminders.logic.ts';
import { findNamed, pickShared, writeLinkMail, writeQuestion } from './sharing.logic.ts';
import { readCaseSharing } from './sharing.queries.ts';

/** A link works for so long after the answer was due. */
const LINK_AFTER_DUE_MS = 30 * DAY_MS;

export const linkAddress = ({ settings }: Context, token: string): string => `${settings.publicUrl}/q/${token}`;
export const linkEnd = (dueAt: Date, now: Date): Date => new Date(Math.max(dueAt.getTime(), now.getTime()) + LINK_AFTER_DUE_MS);

/** What of a case could be shared, and what of it is personal. @throws case.not_found */
export async function listOffered(context: Context, actor: Actor, caseId: string, language: InquiryLanguage): Promise<{ items: OfferedField[]; customerId: string | null }> {
  const { customerId } = await getOwnCase(context.db, actor, caseId);
  return { items: await offeredFields(context, context.db, caseId, { actor, language }), customerId };
}

/** Who may not see personal data can share none either. */
async function offeredFields(context: Context, db: Db, caseId: string, { actor, language }: { actor: Actor; language: InquiryLanguage }): Promise<OfferedField[]> {
  const found = await readCaseSharing(db, caseId, context.clock.now().toISOString().slice(0, 10));
  if (!found) return [];
  const values = {
    touchpoint: language === 'de' ? found.touchpointDe : found.touchpointEn, category: found.category, device: found.device, software: found.software, product: found.product, place: found.place,
    words: found.words?.slice(0, 5_000) ?? null, name: found.name, email: found.email, phone: found.phone, address: found.street === null ? null : `${found.street}, ${found.place ?? ''}`, contract: found.contract, serial: found.serial, customer_number: found.customerNumber,
  } as const;
  const fields = ['touchpoint', 'category', 'device', 'software', 'product', 'place', 'words', 'name', 'email', 'phone', 'address', 'contract', 'serial', 'customer_number'] as const;
  const isHidden = (field: ShareableField) => personalFields.includes(field) && !actor.can('read', 'personal_data');
  return fields.flatMap((field) => (values[field] === null || values[field] === '' || isHidden(field) ? [] : [{ field, value: values[field], isPersonal: personalFields.includes(field) }]));
}

type Target = { partner: PartnerRow; department: null } | { partner: null; department: string };

/** @throws partner.not_found, department.not_found, partner.no_address */
async function findTarget(context: Context, db: Db, { partnerId, toDepartment, way, mailsLink }: Pick<InquiryInput, 'partnerId' | 'toDepartment' | 'way' | 'mailsLink'>): Promise<Target> {
  if ((partnerId === undefined) === (toDepartment === undefined)) throw new Problem('request.invalid', 'Name either a partner or a department.', {}, [{ at: 'partnerId', reason: 'either partnerId or toDepartment' }]);
  if (toDepartment !== undefined) {
    if (!(await listDepartments(context)).some(({ code }) => code === toDepartment)) throw new Problem('department.not_found', 'There is no such department.', { code: toDepartment });
    return { partner: null, department: toDepartment };
  }
  const partner = await findPartner(db, partnerId ?? '');
  if (!partner) throw new Problem('partner.not_found', 'There is no such partner.');
  if (partner.email === null && (way === 'mail' || mailsLink)) throw new Problem('partner.no_address', `${partner.name} has no e-mail address. Send a link instead.`);
  return { partner, department: null };
}

interface Composed {
  target: Target;
  language: InquiryLanguage;
  shared: SharedField[];
  text: string;
  offered: OfferedField[];
}

/** One function for the preview and for what is sent, so that both are the same to the letter. */
async function compose(context: Context, db: Db, caseId: string, { actor, input }: { actor: Actor; input: InquiryInput }): Promise<Composed> {
  const target = await findTarget(context, db, input);
  const language = input.language ?? target.partner?.language ?? 'de';
  const offered = await offeredFields(context, db, caseId, { actor, language });
  const shared = pickShared(offered, input.share, language);
  const { timeZone, controller } = await readPrivacySettings(db);
  const isMail = target.partner !== null && input.way === 'mail';
  const text = isMail ? writeQuestion({ question: input.question, shared, dueAt: new Date(input.dueAt), timeZone, language, company: controller.name }) : input.question.trim();
  return { target, language, shared, text, offered };
}

/** Exactly what the other side will see. @throws case.not_found, partner.not_found, department.not_found, partner.no_address */
export async function previewInquiry(context: Context, actor: Actor, caseId: string, input: InquiryInput): Promise<InquiryPreview> {
  await getOwnCase(context.db, actor, caseId);
  const { target, language, shared, text, offered } = await compose(context, context.db, caseId, { actor, input });
  return { subjectLine: input.subjectLine, text, shared, to: target.partner === null ? target.department : input.way === 'mail' ? `${target.partner.name} <${target.partner.email}>` : target.partner.name, language, named: findNamed(`${input.subjectLine}\n${input.question}`, offered, input.share) };
}

/**
 * Asks a partner or another department about a case. The case waits for them until they answer.
 * @throws case.not_found, partner.not_found, department.not_found, partner.no_address
 */
export async function askInquiry(context: Context, actor: Actor, caseId: string, input: InquiryInput): Promise<Asked> {
  const asked = await context.db.transaction().execute(async (tx) => {
    const now = context.clock.now();
    const matter = await getOwnCase(tx, actor, caseId);
    const { target, language, shared, text } = await compose(context, tx, caseId, { actor, input });
    const dueAt = new Date(input.dueAt);
    const id = newId(now.getTime());
    const way = target.partner === null ? 'inside' : input.way;
    const token = way === 'link' ? newSecret('') : null;
    const number = await insertInquiry(tx, {
      id, caseId, subject: matter.subject, partnerId: target.partner?.id ?? null, toDepartment: target.department, fromDepartment: matter.department, touchpoint: matter.touchpoint, way,
      subjectLine: input.subjectLine, language, shared, askedBy: actor.kind === 'user' ? actor.id : null, askedByLabel: actor.label, askedAt: now, dueAt,
      nextReminderAt: nextReminder({ askedAt: now, dueAt }, 0)?.at ?? null, tokenHash: token === null ? null : secretHash(token), tokenExpiresAt: token === null ? null : linkEnd(dueAt, now),
    });
    const entryId = newId(now.getTime());
    const mail = way === 'mail' && target.partner ? await mailTo(context, tx, { entryId, number, email: target.partner.email ?? '', subjectLine: input.subjectLine, text, language, caseId }) : null;
    await insertInquiryEntry(tx, { id: entryId, inquiryId: id, at: now, kind: 'question', via: way, author: actor.kind === 'user' ? actor.id : null, authorLabel: actor.label, text: input.question.trim(), messageId: mail?.id ?? null });
    const link = token === null ? null : linkAddress(context, token);
    if (link !== null && input.mailsLink && target.partner?.email) await mailLink(context, tx, { to: target.partner.email, link, dueAt, language, number });
    await addCaseEvent(context, tx, caseId, { what: 'inquiry.sent', data: { inquiryId: id, number: showInquiryNumber(number), to: target.partner?.name ?? null, toDepartment: target.department, way, dueAt: dueAt.toISOString(), shared: shared.map(({ field }) => field) }, actor, text: input.question.trim() });
    await followWaiting(context, tx, caseId);
    if (target.department !== null) await notifyDesk(tx, { kind: 'mention', data: { caseId, number: matter.number, by: actor.label }, department: target.department });
    await emit(context, tx, [{ kind: 'inquiry.sent', data: { inquiryId: id, caseId, partnerId: target.partner?.id ?? null, toDepartment: target.department, fromDepartment: matter.department, dueAt: dueAt.toISOString() }, customerIds: matter.customerId === null ? [] : [matter.customerId] }]);
    return { id, link, mail: mail === null ? ('none' as const) : mail.isSkipped ? ('skipped' as const) : ('queued' as const) };
  });
  const row = await findInquiry(context.db, asked.id);
  if (!row) throw new Error('an inquiry that was just asked is there');
  return { inquiry: presentInquiry(row, context.clock.now()), link: asked.link, mail: asked.mail };
}

interface InquiryMailOut {
  entryId: string;
  number: number;
  email: string;
  subjectLine: string;
  text: string;
  language: InquiryLanguage;
  caseId: string;
}

/**
 * Puts a mail to a partner into the queue of messages. A partner is no customer: `subject` is null, so that no consent is
 * looked for, and it is an answer in a conversation (no quiet hours, no caps, no unsubscribing); dead addresses still count.
 */
export async function mailTo(context: Context, tx: Db, { entryId, number, email, subjectLine, text, language, caseId }: InquiryMailOut): Promise<{ id: string; isSkipped: boolean }> {
  const mark = inquiryMark(context.identitySecret, number);
  const { replyTo } = await readMailSender(context);
  const queued = await queueMessage(context, tx, {
    sendKey: `inquiry:${entryId}`, purpose: 'service', kind: 'inquiry', channel: 'mail', address: email, subject: null, caseId,
    body: { subjectLine: `${subjectLine} [${mark}]`, text, language },
    headers: { 'X-Momente-Inquiry': mark, ...(replyTo === '' ? {} : { 'Reply-To': `"${mark}" <${replyTo}>` }) },
    isAnswer: true, isEssential: true,
  });
  return { id: queued.id, isSkipped: 'skipped' in queued };
}

/** The link goes through the sealed queue of the installation's own mails: its token is kept nowhere in clear. */
async function mailLink(context: Context, tx: Db, { to, link, dueAt, language, number }: { to: string; link: string; dueAt: Date; language: InquiryLanguage; number: number }): Promise<void> {
  const { timeZone, controller } = await readPrivacySettings(tx);
  const subject = `${language === 'de' ? 'Eine Frage an Sie' : 'A question for you'} (${showInquiryNumber(number)})`;
  await queueMail(context, { to, subject, text: writeLinkMail({ link, dueAt, timeZone, language, company: controller.name }) }, tx);
}

/** A case waits while a question is open in it, and shows when the first one is due. */
export async function followWaiting(context: Context, tx: Db, caseId: string): Promise<void> {
  const { inMatter, firstDueAt } = await readWaiting(tx, caseId);
  await setNextDue(context, tx, caseId, 'inquiry', firstDueAt);
  await setWaitingForPartner(context, tx, caseId, inMatter > 0);
}
