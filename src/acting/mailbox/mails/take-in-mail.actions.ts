/* oxlint-disable max-params -- each step of taking in needs the context, the transaction, the mail and what was decided */
import { Readable } from 'node:stream';
import { DAY_MS, MINUTE_MS } from '../../../kernel/clock.ts';
import { fingerprintId, keyedId, newId } from '../../../kernel/ids.ts';
import { sightCustomer } from '../../../people/identity/sight.actions.ts';
import { withdrawConsent } from '../../../people/consent/consent.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { writeWithHistory, type Journal } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { KeptAttachment } from '../../cases/case-actors.contract.ts';
import { systemDoer } from '../../cases/case-actors.contract.ts';
import { addCaseEvent, findCaseFacts } from '../../cases/case-events.actions.ts';
import { addCustomerMessageIn, openCaseIn } from '../../cases/open-case.actions.ts';
import { receiveInquiryAnswer } from '../../inquiries/receive-answer.actions.ts';
import { markBounced, markDelivered } from '../../messages/delivery-reports.actions.ts';
import { idsInHeaders } from '../../messages/message-id.logic.ts';
import { queueAcknowledgement } from '../acknowledge.actions.ts';
import type { AccountRow } from '../imap/accounts.queries.ts';
import { findIntake, finishIntake, insertIntake, isMessageKnown, type NewIntake, type Place, readSenderLately } from '../intakes.queries.ts';
import type { IntakeOutcome } from '../mailbox.contract.ts';
import type { ReadMail } from '../mail.contract.ts';
import { isFeedback, keepFeedbackIn } from '../forms/keep-feedback.actions.ts';
import { isOptOut, isRobotAddress, isSpam, natureOf, type Trust, trustOf } from './mail-nature.logic.ts';
import { FLOOD_WINDOW_MINUTES, LOOP_WINDOW_MINUTES, type MailPlan, planMail, routeMail } from './plan-mail.logic.ts';
import { findAnsweredCase, findSender, type Sender } from './sender.actions.ts';

export interface TakenIn { outcome: IntakeOutcome; reason: string | null; caseId: string | null }
type Account = Pick<AccountRow, 'id' | 'address' | 'department' | 'touchpoint' | 'routing' | 'acknowledgeTemplate' | 'trustedServer'> & Partial<Pick<AccountRow, 'name' | 'takes'>>;
const doer = systemDoer('mailbox');
const MAX_FILE_BYTES = 30_000_000;

/**
 * Takes in one mail, once: the place in the mailbox and the mail itself are noted in the transaction that makes the case, so a
 * crash before it leaves nothing and a crash after it everything. What others do with it (inquiries, bounces) bears repetition.
 */
export async function takeInMail(context: Context, account: Account, place: Omit<Place, 'accountId'>, receivedAt: Date, mail: ReadMail): Promise<TakenIn> {
  const where = { accountId: account.id, ...place };
  const known = await findIntake(context.db, where);
  if (known) return known;
  const now = context.clock.now();
  const at = receivedAt > now ? now : receivedAt;
  const nature = natureOf(mail, (id) => idsInHeaders(id).length > 0);
  const speaker = speakerOf(mail);
  const intake: Omit<NewIntake, 'outcome' | 'reason'> = { id: newId(now.getTime()), ...where, messageKey: messageKeyOf(mail), senderKey: speaker && keyedId(context.identitySecret, 'mail sender', speaker.address.toLowerCase()), at: now };
  const note = async (outcome: IntakeOutcome, reason: string | null): Promise<TakenIn> => {
    await insertIntake(context.db, { ...intake, outcome, reason });
    return { outcome, reason, caseId: null };
  };
  if (await isMessageKnown(context.db, intake.messageKey)) return note('repeated', null);
  if (nature === 'own') return note('own', 'own');
  if (mail.report) return note(...(await takeInReport(context, mail.report)));
  const trust = trustOf(mail, account.trustedServer);
  // Who is only named in Reply-To was checked by nobody: such a mail opens a case, but says nothing in one, and ends no consent.
  const isFromSpeaker = speaker === mail.from;
  if (speaker && trust !== 'failed' && (await receiveInquiryAnswer(context, inquiryMail(mail, mail.from ?? speaker, at, nature === 'auto_reply')))) return note('inquiry', null);

  const sender = speaker ? await findSender(context, speaker.address) : null;
  const lately = intake.senderKey ? await readSenderLately(context.db, intake.senderKey, { window: before(now, LOOP_WINDOW_MINUTES * MINUTE_MS), hour: before(now, FLOOD_WINDOW_MINUTES * MINUTE_MS), day: before(now, DAY_MS) }) : { n: 0, nInAnHour: 0, caseId: null, isAcknowledged: false };
  const plan = planMail({ nature, trust, isSpam: isSpam(mail), isOptOut: isFromSpeaker && isOptOut(mail), answers: notSpeaking(await findAnsweredCase(context, mail, sender), isFromSpeaker), lately });
  if (plan.kind === 'leave') return note(plan.outcome, plan.reason);
  return carryOut(context, { account, intake, mail, at, trust, sender, plan, isAcknowledged: lately.isAcknowledged });
}

const notSpeaking = (answers: Awaited<ReturnType<typeof findAnsweredCase>>, isFromSpeaker: boolean) => answers && { ...answers, isSendersOwn: answers.isSendersOwn && isFromSpeaker };

interface Carrying { account: Account; intake: Omit<NewIntake, 'outcome' | 'reason'>; mail: ReadMail; at: Date; trust: Trust; sender: Sender | null; plan: Exclude<MailPlan, { kind: 'leave' }>; isAcknowledged: boolean }

async function carryOut(context: Context, carrying: Carrying): Promise<TakenIn> {
  const { intake, mail, plan } = carrying;
  const staysFeedback = isFeedback(carrying.account.takes, mail, plan);
  const attachments = plan.kind === 'opt_out' || staysFeedback ? [] : await keepFiles(context, mail);
  let afterCommit: () => void = () => undefined;
  try {
    const taken = await writeWithHistory(context, async (tx, journal) => {
      if (!(await insertIntake(tx, { ...intake, outcome: 'case', reason: null }))) return null;
      const subject = await sight(context, tx, journal, carrying, (then) => (afterCommit = then));
      const result = staysFeedback ? await keepAsVoice(context, tx, journal, carrying, subject) : plan.kind === 'opt_out' ? await optOut(context, tx, carrying, subject) : plan.kind === 'join' ? await join(context, tx, journal, carrying, plan, subject, attachments) : await open(context, tx, journal, carrying, plan, subject, attachments);
      await finishIntake(tx, intake.id, { ...result, subject });
      return result;
    });
    afterCommit();
    if (taken) return taken;
  } catch (error) {
    await removeFiles(context, attachments);
    throw error;
  }
  // Somebody else took it in at the same moment, from here or from another mailbox.
  await removeFiles(context, attachments);
  await insertIntake(context.db, { ...intake, outcome: 'repeated', reason: null });
  return { outcome: 'repeated', reason: null, caseId: null };
}

const placesOf = (mail: ReadMail, sender: Sender | null) => ({ subjectLine: mail.subjectLine, text: mail.text, from: `${sender?.name ?? ''} ${sender?.address ?? ''}`, to: mail.recipients.join(' ') });

type Done = { outcome: IntakeOutcome; reason: string | null; caseId: string | null; acknowledgedAt: Date | null };

/** Whoever is not who they say becomes no customer. */
async function sight(context: Context, tx: Db, journal: Journal, { sender, trust, intake, at }: Carrying, later: (then: () => void) => void): Promise<string | null> {
  if (sender === null || trust === 'failed') return null;
  const seen = await sightCustomer(context, tx, journal, { identifiers: [{ kind: 'email', value: sender.address }], at, source: 'mailbox', messageKey: `mail:${intake.messageKey}` });
  if (seen) later(seen.afterCommit);
  return seen?.subject ?? null;
}

async function optOut(context: Context, tx: Db, { intake, at }: Carrying, subject: string | null): Promise<Done> {
  if (subject !== null) for (const purpose of ['marketing', 'feedback']) await withdrawConsent(context, tx, { subject, purpose, channel: 'mail', how: 'one_click', source: 'mail', proof: { kind: 'mail', intake: intake.id }, at });
  return { outcome: 'opt_out', reason: null, caseId: null, acknowledgedAt: null };
}

async function keepAsVoice(context: Context, tx: Db, journal: Journal, { account, intake, mail, sender, at }: Carrying, subject: string | null): Promise<Done> {
  const { touchpoint } = routeMail(account.routing, placesOf(mail, sender), account);
  await keepFeedbackIn(context, tx, journal, { account: { ...account, name: account.name ?? account.address }, mail, messageKey: intake.messageKey, at, subject, touchpoint });
  return { outcome: 'feedback', reason: null, caseId: null, acknowledgedAt: null };
}

async function join(context: Context, tx: Db, journal: Journal, { mail, sender, at, trust }: Carrying, { caseId: wanted, isAutomatic, reason }: Extract<MailPlan, { kind: 'join' }>, subject: string | null, attachments: readonly KeptAttachment[]): Promise<Done> {
  const { caseId } = await addCustomerMessageIn(context, tx, journal, {
    caseId: wanted, channel: 'mail', text: wordsOf(mail), html: mail.html, at, attachments, isAutomatic, subject, ...headersOf(mail), ...(sender ? { fromAddress: sender.address } : {}),
  });
  await noteOddities(context, tx, caseId, mail, trust, null);
  return { outcome: reason === 'loop' ? 'loop' : reason === 'auto_reply' ? 'auto_reply' : 'message', reason, caseId, acknowledgedAt: null };
}

async function open(context: Context, tx: Db, journal: Journal, { account, intake, mail, sender, at, trust, isAcknowledged }: Carrying, plan: Extract<MailPlan, { kind: 'open' }>, subject: string | null, attachments: readonly KeptAttachment[]): Promise<Done> {
  const routed = routeMail(account.routing, placesOf(mail, sender), account);
  const [answered] = idsInHeaders(...mail.inReplyTo, ...mail.references);
  const opened = await openCaseIn(context, tx, journal, {
    subject, channel: 'mail', subjectLine: mail.subjectLine, text: wordsOf(mail), html: mail.html, category: routed.category, touchpoint: routed.touchpoint, department: routed.department, priority: routed.priority ?? (plan.isLow ? 'low' : 'normal'),
    language: mail.language, source: answered === undefined ? { kind: 'mail', ref: account.address } : { kind: 'message', ref: answered }, externalKey: `mail:${intake.messageKey}`, attachments, at, ...headersOf(mail), ...(sender ? { fromAddress: sender.address } : {}),
  });
  await noteOddities(context, tx, opened.caseId, mail, trust, plan.relatedCaseId);
  if (plan.relatedCaseId !== null) await addCaseEvent(context, tx, plan.relatedCaseId, { what: 'mail.from_stranger', data: { caseId: opened.caseId, number: opened.number }, actor: doer });
  const isSent = plan.mayAcknowledge && !isAcknowledged && sender !== null && account.acknowledgeTemplate !== null && !isRobotAddress(sender.address)
    && (await queueAcknowledgement(context, tx, { templateId: account.acknowledgeTemplate, key: intake.id, address: sender.address, subject, customerId: sender.customerId, caseId: opened.caseId, number: opened.number, mail }));
  return { outcome: 'case', reason: plan.isSenderBelieved ? null : 'unverified', caseId: opened.caseId, acknowledgedAt: isSent ? context.clock.now() : null };
}

/** What staff should know before they answer; the page words it. */
async function noteOddities(context: Context, tx: Db, caseId: string, mail: ReadMail, trust: Trust, relatedCaseId: string | null): Promise<void> {
  const otherReplyTo = mail.replyTo !== null && mail.from !== null && mail.replyTo.toLowerCase() !== mail.from.address.toLowerCase() && !isRobotAddress(mail.from.address) ? mail.replyTo : null;
  const oddities: { what: string; text?: string; data?: Record<string, unknown> }[] = [
    ...(trust === 'failed' ? [{ what: 'mail.unverified' }] : []),
    ...(mail.leftOut.length > 0 ? [{ what: 'mail.left_out', text: mail.leftOut.slice(0, 20).map(({ name }) => name).join(', '), data: { leftOut: mail.leftOut.slice(0, 20) } }] : []),
    ...(mail.isBroken ? [{ what: 'mail.broken' }] : []),
    ...(otherReplyTo === null ? [] : [{ what: 'mail.reply_to', text: otherReplyTo }]),
    ...(relatedCaseId === null ? [] : [{ what: 'mail.names_case', data: { caseId: relatedCaseId, number: (await findCaseFacts(tx, relatedCaseId))?.number ?? '' } }]),
  ];
  for (const oddity of oddities) await addCaseEvent(context, tx, caseId, { ...oddity, actor: doer });
}

/** @returns outcome and reason; a report about nothing of ours changes nothing */
async function takeInReport(context: Context, report: NonNullable<ReadMail['report']>): Promise<[IntakeOutcome, string | null]> {
  const ours = idsInHeaders(...report.messageIds).map((id) => `<${id}@>`);
  const [messageIdHeader] = report.messageIds.filter((id) => idsInHeaders(id).length > 0);
  if (report.kind === 'receipt') return ['receipt', null];
  if (ours.length === 0 || messageIdHeader === undefined) return ['bounce', 'not_ours'];
  if (report.kind === 'delay') return ['bounce', 'delayed'];
  if (report.kind === 'delivered') return ['receipt', (await markDelivered(context, { messageIdHeader })) ? null : 'not_ours'];
  const found = await markBounced(context, { messageIdHeader, isHard: report.isHard, diagnostic: report.diagnostic });
  return ['bounce', found ? (report.isHard ? 'hard' : 'soft') : 'not_ours'];
}

/** Who speaks: the From; where that is a robot that names somebody to reply to (forms of others do), that one. */
function speakerOf({ from, replyTo }: ReadMail): { address: string; name: string } | null {
  if (from && replyTo && isRobotAddress(from.address) && !isRobotAddress(replyTo)) return { address: replyTo, name: from.name };
  return from;
}

/** The same mail has the same key wherever it lies; programs that give all mails one Message-ID still send different ones. */
const messageKeyOf = (mail: ReadMail) => fingerprintId(JSON.stringify(['mail', mail.messageId, mail.from?.address ?? null, mail.date?.toISOString() ?? null, mail.subjectLine, mail.messageId === null ? mail.text : null]));

/** A mail without words is still a mail: its subject is what it says. */
const wordsOf = (mail: ReadMail) => (mail.text.trim() === '' ? mail.subjectLine : mail.text);
const headersOf = ({ messageId, inReplyTo, references }: ReadMail) => ({ ...(messageId === null ? {} : { messageIdHeader: messageId }), references: [...inReplyTo, ...references] });
const before = (now: Date, ms: number) => new Date(now.getTime() - ms);

function inquiryMail(mail: ReadMail, speaker: { address: string; name: string }, at: Date, isAutomatic: boolean): Parameters<typeof receiveInquiryAnswer>[1] {
  return {
    subjectLine: mail.subjectLine, recipients: mail.recipients, references: [...mail.inReplyTo, ...mail.references], messageIdHeader: mail.messageId ?? `<${messageKeyOf(mail)}@mailbox.invalid>`, fromAddress: speaker.address, fromName: speaker.name, text: wordsOf(mail),
    attachments: mail.attachments.map(({ name, mediaType, content }) => ({ name, mediaType, content: Buffer.from(content) })), at, isAutomatic,
  };
}

async function keepFiles(context: Context, mail: ReadMail): Promise<KeptAttachment[]> {
  const kept: KeptAttachment[] = [];
  try {
    for (const { name, mediaType, contentId, content } of mail.attachments) {
      const { id, bytes, sha256 } = await context.files.save('cases', Readable.from([Buffer.from(content)]), MAX_FILE_BYTES);
      kept.push({ fileId: id, name, mediaType, bytes, sha256, contentId });
    }
    return kept;
  } catch (error) {
    await removeFiles(context, kept);
    throw error;
  }
}

async function removeFiles(context: Context, files: readonly KeptAttachment[]): Promise<void> {
  for (const { fileId } of files) await context.files.remove('cases', fileId);
}
