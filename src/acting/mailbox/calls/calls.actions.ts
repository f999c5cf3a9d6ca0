import { randomBytes } from 'node:crypto';
import { encodeCursor } from '../../../kernel/cursor.ts';
import { fingerprintId, newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import { valueAt } from '../../../listening/inlets/map-webhook.logic.ts';
import { type Incoming, verifyWebhook } from '../../../listening/inlets/verify-webhook.logic.ts';
import { identifierId, normalIdentifier } from '../../../people/identity/identity.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { notifyDesk } from '../../cases/live/notify-desk.actions.ts';
import { showNumber } from '../../cases/case-number.logic.ts';
import { placeOf } from '../imap/accounts.actions.ts';
import { type CallInletRow, countCall, countRefusedCall, findCallInlet, findStaffByEmail, insertCallInlet, listCallInletRows, listOpenCasesOf, removeCallInlet } from './calls.queries.ts';
import { noteInbound } from '../inbound-keys.queries.ts';
import { findCustomerByIdentifier } from '../intakes.queries.ts';
import type { CallInlet, CallInletInput, IncomingCall, ListQuery } from '../mailbox.contract.ts';

const OPEN_CASES_SHOWN = 5;

export async function listCallInlets(context: Context, { limit, cursor }: ListQuery): Promise<{ items: CallInlet[]; nextCursor: string | null }> {
  const rows = await listCallInletRows(context.db, placeOf(cursor), limit);
  const last = rows.at(-1);
  return { items: rows.map((row) => present(context, row)), nextCursor: last && rows.length === limit ? encodeCursor([last.name.toLowerCase(), last.id]) : null };
}

export async function createCallInlet(context: Context, author: string, input: CallInletInput): Promise<CallInlet & { secret: string | null }> {
  if (input.signedAs === 'hmac' && input.signature === null) throw new Problem('request.invalid', 'Say in which header the signature stands.', {}, [{ at: 'body.signature', reason: 'is missing' }]);
  const id = newId();
  const made = input.secret === null ? (input.signedAs === 'standard' ? `whsec_${randomBytes(32).toString('base64')}` : randomBytes(32).toString('base64url')) : null;
  await insertCallInlet(context.db, { ...input, id, signature: input.signedAs === 'hmac' ? input.signature : null, secret: context.vault.seal(made ?? input.secret ?? '', purposeOf(id)), createdAt: context.clock.now(), createdBy: author });
  return { ...present(context, await getRow(context, id)), secret: made };
}

/** @throws call_inlet.not_found */
export async function dropCallInlet({ db, clock }: Context, id: string): Promise<void> {
  if (!(await removeCallInlet(db, id, clock.now()))) throw noSuchInlet();
}

/**
 * A telephone system says that somebody rings: finds the customer by the number and tells the open pages, so that the
 * agent's page comes up. Opens nothing and stores no number; a recorded call is refused or changes nothing.
 * @throws call_inlet.not_found, call_inlet.signature_wrong, call_inlet.too_old, call_inlet.unmapped
 */
export async function receiveCall(context: Context, id: string, incoming: Incoming): Promise<{ isRepeated: boolean; isKnown: boolean }> {
  const inlet = await getRow(context, id);
  const now = context.clock.now();
  const refuse = async (code: 'call_inlet.signature_wrong' | 'call_inlet.too_old' | 'call_inlet.unmapped', reason: string) => {
    await countRefusedCall(context.db, id, reason);
    return new Problem(code, `The call was refused: ${reason}.`);
  };
  const verdict = verifyWebhook({ ...inlet, secret: context.vault.unseal(inlet.secret, purposeOf(id)) }, incoming, Math.floor(now.getTime() / 1_000));
  if (verdict.kind === 'refused') throw await refuse(verdict.code === 'inlet.too_old' ? 'call_inlet.too_old' : 'call_inlet.signature_wrong', verdict.reason);
  const body = parse(incoming.body.toString('utf8'));
  const number = textAt(body, inlet.mapping.number);
  if (number === null) throw await refuse('call_inlet.unmapped', `there is no number at ${inlet.mapping.number}`);
  const call = await describeCall(context, number, textAt(body, inlet.mapping.callId) ?? verdict.messageKey, now);
  const agent = textAt(body, inlet.mapping.agent);
  const userId = agent === null ? null : await findStaffByEmail(context.db, agent);
  const isNew = await context.db.transaction().execute(async (tx) => {
    if (!(await noteInbound(tx, `call:${id}`, fingerprintId(verdict.messageKey), now))) return false;
    await notifyDesk(tx, { kind: 'call', data: { ...call }, ...(userId === null ? (inlet.department === null ? {} : { department: inlet.department }) : { userIds: [userId] }) });
    return true;
  });
  if (isNew) await countCall(context.db, id, now);
  return { isRepeated: !isNew, isKnown: call.customerId !== null };
}

async function describeCall(context: Context, number: string, callId: string, at: Date): Promise<IncomingCall> {
  const normal = normalIdentifier(context, 'phone', number);
  const known = 'identifier' in normal ? await findCustomerByIdentifier(context.db, identifierId(context, normal.identifier)) : null;
  const cases = known ? await listOpenCasesOf(context.db, known.customerId, OPEN_CASES_SHOWN) : [];
  return {
    callId: callId.slice(0, 200), at: at.toISOString(), number: 'identifier' in normal ? normal.identifier.value : number.slice(0, 40), customerId: known?.customerId ?? null,
    openCases: cases.map(({ id, number: caseNumber, subjectLine, department }) => ({ id, number: showNumber(caseNumber), subjectLine: subjectLine.slice(0, 200), department })),
  };
}

const purposeOf = (id: string) => `call_inlets.secret ${id}`;
const noSuchInlet = () => new Problem('call_inlet.not_found', 'No calls are received here.');

async function getRow({ db }: Context, id: string): Promise<CallInletRow> {
  const row = await findCallInlet(db, id);
  if (!row) throw noSuchInlet();
  return row;
}

/** JSON, or a form as old telephone systems send it. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

function textAt(body: unknown, path: string | null): string | null {
  const value = path === null ? undefined : valueAt(body, path);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function present({ settings }: Context, { secret: _, createdBy: _by, createdAt, lastAcceptedAt, ...row }: CallInletRow): CallInlet {
  return { ...row, url: `${settings.publicUrl}/api/calls/${row.id}`, createdAt: createdAt.toISOString(), lastAcceptedAt: lastAcceptedAt?.toISOString() ?? null };
}
