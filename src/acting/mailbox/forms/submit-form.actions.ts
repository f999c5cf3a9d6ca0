import { Readable } from 'node:stream';
import { DAY_MS } from '../../../kernel/clock.ts';
import { fingerprintId, keyedId, newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import { readPrivacySettings } from '../../../governance/privacy/privacy-settings.actions.ts';
import { sightCustomer } from '../../../people/identity/sight.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { writeWithHistory } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { KeptAttachment } from '../../cases/case-actors.contract.ts';
import { openCaseIn } from '../../cases/open-case.actions.ts';
import { queueAcknowledgement } from '../acknowledge.actions.ts';
import { judgeAttachment, plainName } from '../mails/attachments.logic.ts';
import { judgeFormToken, newFormToken, readValues } from './form-guard.logic.ts';
import { noSuchForm } from './forms.actions.ts';
import { findOpenForm, type FormRow } from './forms.queries.ts';
import { countInbound, noteInbound } from '../inbound-keys.queries.ts';
import { MAX_FORM_FILE_BYTES, type PublicForm, type Submission } from '../mailbox.contract.ts';

/** Anybody can type anybody's address: more answers than this in a day would be a mail bomb of ours. */
const MOST_ACKNOWLEDGED = 3;

/** @throws web_form.not_found */
export async function readPublicForm(context: Context, code: string): Promise<PublicForm> {
  const form = await findOpenForm(context.db, code);
  if (!form) throw noSuchForm();
  const { controller } = await readPrivacySettings(context.db);
  return { code, texts: form.texts, fields: form.fields, takesAttachments: form.takesAttachments, company: controller.name, token: newFormToken(keyOf(context), code, nowSeconds(context)) };
}

/** Whether a page of another origin may read and send this form by script. */
export async function isFormOrigin(context: Context, code: string, origin: string): Promise<boolean> {
  return (await findOpenForm(context.db, code))?.origins.includes(origin) ?? false;
}

/**
 * What a customer sent by a form becomes a case, once for each `sendKey`. A machine gets the answer that a customer gets, so
 * that it learns nothing, and makes no case.
 * @throws web_form.not_found, web_form.foreign_page, web_form.refused, request.invalid
 */
export async function submitForm(context: Context, code: string, sent: Submission, origin: string | null): Promise<{ number: string | null }> {
  const form = await findOpenForm(context.db, code);
  if (!form) throw noSuchForm();
  if (origin !== null && origin !== new URL(context.settings.publicUrl).origin && !form.origins.includes(origin)) throw new Problem('web_form.foreign_page', 'This form does not take anything from that page.');
  const verdict = judgeFormToken(keyOf(context), code, sent.token, nowSeconds(context));
  if (verdict === 'too_old') throw new Problem('web_form.refused', 'The page was open for too long. Please load it again.', { reason: 'too_old' });
  if (sent.website !== '' || verdict !== 'good') {
    context.log.info({ form: code, verdict: sent.website === '' ? verdict : 'honeypot' }, 'a form was sent by a machine');
    return { number: null };
  }
  const answers = readValues(form.fields, sent.values, sent.language);
  if ('missing' in answers) throw new Problem('request.invalid', 'Something is missing in the form.', {}, answers.missing);
  return openFromForm(context, form, sent, answers.lines);
}

async function openFromForm(context: Context, form: FormRow, sent: Submission, lines: readonly { label: string; value: string; kind: string }[]): Promise<{ number: string | null }> {
  const attachments = await keepFiles(context, form, sent);
  const key = sent.sendKey ?? newId();
  const now = context.clock.now();
  let afterCommit: () => void = () => undefined;
  const text = [sent.text, ...(lines.length > 0 ? [lines.map(({ label, value }) => `${label}: ${value}`).join('\n')] : []), ...(sent.name === '' ? [] : [sent.name])].join('\n\n');
  // Anybody can type a customer number or a phone number: it stands in the text for staff to see, and links nobody.
  const opened = await writeWithHistory(context, async (tx, journal) => {
    if (!(await noteInbound(tx, `form:${form.id}`, fingerprintId(key), now))) return null;
    const seen = await sightCustomer(context, tx, journal, { identifiers: [{ kind: 'email', value: sent.email }], at: now, source: `form:${form.code}`, messageKey: `form:${form.id}:${key}` });
    if (seen) afterCommit = seen.afterCommit;
    const made = await openCaseIn(context, tx, journal, {
      subject: seen?.subject ?? null, channel: 'web', subjectLine: sent.subjectLine, text, category: form.category, touchpoint: form.touchpoint, department: form.department, priority: form.priority ?? 'normal', language: sent.language,
      source: { kind: 'form', ref: form.code }, externalKey: `form:${form.id}:${key}`, attachments, fromAddress: sent.email, at: now,
    });
    if (form.acknowledgeTemplate !== null && (await mayAcknowledge(context, tx, sent.email, key))) await queueAcknowledgement(context, tx, { templateId: form.acknowledgeTemplate, key: `form:${form.id}:${key}`, address: sent.email, subject: seen?.subject ?? null, customerId: null, caseId: made.caseId, number: made.number, mail: { messageId: null, references: [], subjectLine: sent.subjectLine, language: sent.language } });
    return made;
  }).catch(async (error: unknown) => {
    await removeFiles(context, attachments);
    throw error;
  });
  if (opened === null) await removeFiles(context, attachments);
  afterCommit();
  return { number: opened?.number ?? null };
}

/** Whether this address gets an answer; and that it got one. */
async function mayAcknowledge(context: Context, tx: Db, email: string, key: string): Promise<boolean> {
  const now = context.clock.now();
  const source = `acknowledged:${keyedId(context.identitySecret, 'mail sender', email.toLowerCase())}`;
  return (await countInbound(tx, source, new Date(now.getTime() - DAY_MS))) < MOST_ACKNOWLEDGED && noteInbound(tx, source, fingerprintId(key), now);
}

async function keepFiles(context: Context, form: FormRow, { files }: Submission): Promise<KeptAttachment[]> {
  if (files.length > 0 && !form.takesAttachments) throw new Problem('request.invalid', 'This form takes no files.', {}, [{ at: 'body.files', reason: 'are not taken' }]);
  const read = files.map(({ name, mediaType, base64 }, index) => {
    const content = Buffer.from(base64, 'base64');
    const judged = content.length > MAX_FORM_FILE_BYTES ? { reason: 'too_large' as const } : judgeAttachment({ name, mediaType, content });
    if ('reason' in judged) throw new Problem('web_form.refused', `The file ${plainName(name, index)} cannot be taken.`, { reason: judged.reason, file: plainName(name, index) }, [{ at: `body.files[${index}]`, reason: judged.reason }]);
    return { name: plainName(name, index), mediaType: judged.mediaType, content };
  });
  const kept: KeptAttachment[] = [];
  for (const { name, mediaType, content } of read) {
    const { id, bytes, sha256 } = await context.files.save('cases', Readable.from([content]), MAX_FORM_FILE_BYTES);
    kept.push({ fileId: id, name, mediaType, bytes, sha256 });
  }
  return kept;
}

async function removeFiles(context: Context, files: readonly KeptAttachment[]): Promise<void> {
  for (const { fileId } of files) await context.files.remove('cases', fileId);
}

const keyOf = ({ vault }: Context) => vault.deriveKey('form token');
const nowSeconds = ({ clock }: Context) => Math.floor(clock.now().getTime() / 1_000);
