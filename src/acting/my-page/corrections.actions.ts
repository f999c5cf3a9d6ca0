import type { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { addRecord } from '../../people/customers/records.actions.ts';
import { changeCustomer, saveCustomers } from '../../people/customers/save-customers.actions.ts';
import { findIdentifier } from '../../people/identity/customer-nodes.actions.ts';
import { getCustomerIdOf } from '../../people/identity/merge.actions.ts';
import { identifierId, normalIdentifier } from '../../people/identity/identity.actions.ts';
import type { Context } from '../../platform/context.ts';
import { changeOnce } from './links.actions.ts';
import type { AddressValue, Correction, CorrectionKind, correctionInputSchema } from './my-page.contract.ts';
import { type CorrectionRow, endAddress, findCorrection, findOwnData, insertCorrection, isNamed, listCorrectionRows, listCorrectionsOf, markDecided, type OwnData } from './my-page.queries.ts';

type Proposal = z.output<typeof correctionInputSchema>;
const MOST_OPEN = 20;
const isAddress = (value: Proposal['after']): value is AddressValue => typeof value === 'object';

/**
 * A customer says what is wrong. Nothing changes yet: whoever found the link could otherwise move somebody's contract to
 * another address. @throws my_link.not_valid, my_link.change_used, request.invalid, request.rate_limited
 */
export async function proposeCorrection(context: Context, key: string, { ticket, what, recordId, after, note }: Proposal): Promise<{ ticket: string }> {
  if ((what === 'address') !== isAddress(after)) throw invalid('after', what === 'address' ? 'is an address' : 'is a text');
  refuseUnreadable(context, what, after);
  const { ticket: next } = await changeOnce(context, key, ticket, async (tx, { subject, customerId }) => {
    if ((await listCorrectionsOf(tx, customerId)).filter(({ decidedAt }) => decidedAt === null).length >= MOST_OPEN) throw new Problem('request.rate_limited', 'We are still looking at what you told us before.');
    const own = await findOwnData(tx, customerId, today(context));
    const address = own?.addresses.find(({ id }) => id === recordId);
    if (recordId !== null && !address) throw invalid('recordId', 'is not one of your addresses');
    await insertCorrection(tx, { id: newId(context.clock.now().getTime()), subject, what, recordId, before: what === 'address' ? (address ?? null) : own && beforeOf(what, own), after, note, at: context.clock.now() });
  });
  return { ticket: next };
}

const today = ({ clock }: Context): string => clock.now().toISOString().slice(0, 10);
const invalid = (at: string, reason: string) => new Problem('request.invalid', 'Something is not right.', {}, [{ at, reason }]);

function refuseUnreadable(context: Context, what: CorrectionKind, after: Proposal['after']): void {
  if (typeof after !== 'string') return;
  if (what === 'birthday' && (!/^\d{4}-\d{2}-\d{2}$/.test(after) || Number.isNaN(Date.parse(after)))) throw invalid('after', 'is a date such as 1971-03-29');
  if ((what === 'email' || what === 'phone') && 'reason' in normalIdentifier(context, what, after)) throw invalid('after', what === 'email' ? 'is an e-mail address' : 'is a phone number');
}

function beforeOf(what: CorrectionKind, { name, emails, phones, traits }: OwnData): unknown {
  if (what === 'name') return name;
  if (what === 'email') return emails;
  if (what === 'phone') return phones;
  return what === 'birthday' ? (traits['birthday'] ?? null) : null;
}

/** @throws request.cursor_invalid */
export async function listCorrections(context: Context, { state, limit, cursor }: { state: 'open' | 'decided'; limit: number; cursor?: string | undefined }): Promise<{ items: Correction[]; nextCursor: string | null }> {
  const rows = await listCorrectionRows(context.db, state, cursor === undefined ? null : readCursor(cursor), limit);
  const last = rows.at(-1);
  return { items: rows.map(shown), nextCursor: last && rows.length === limit ? encodeCursor([last.proposedAt.getTime(), last.id]) : null };
}

function readCursor(cursor: string): { at: Date; id: string } {
  const [atMs, id] = decodeCursor(cursor, 2);
  const at = new Date(Number(atMs));
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(String(id))) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return { at, id: String(id) };
}

/** What is accepted is changed with it; what has no place of its own (`other`) is changed by hand before. @throws correction.not_found, correction.decided, customer.identifier_taken */
export async function decideCorrection(context: Context, id: string, { decision, reason }: { decision: 'accepted' | 'declined'; reason: string }, by: string): Promise<Correction> {
  const row = await findCorrection(context.db, id);
  if (!row) throw new Problem('correction.not_found', 'There is no such correction.', { id });
  if (row.decidedAt) throw new Problem('correction.decided', 'A colleague has decided about this already.', { by: row.decidedBy });
  if (decision === 'accepted') await refuseTaken(context, row);
  if (!(await markDecided(context.db, id, { decision, by, reason, at: context.clock.now() }))) throw new Problem('correction.decided', 'A colleague has decided about this already.');
  if (decision === 'accepted') await apply(context, row, by);
  const decided = await findCorrection(context.db, id);
  if (!decided) throw new Error('a correction that was just decided is there');
  return shown(decided);
}

/** An address that names somebody else would make two customers one. */
async function refuseTaken(context: Context, { what, after, customerId }: CorrectionRow): Promise<void> {
  if ((what !== 'email' && what !== 'phone') || typeof after !== 'string') return;
  const normal = normalIdentifier(context, what, after);
  if ('reason' in normal) return;
  const nodeId = identifierId(context, normal.identifier);
  if ((await isNamed(context.db, nodeId)) && (await getCustomerIdOf(context.db, nodeId)) !== customerId) throw new Problem('customer.identifier_taken', 'This address belongs to another customer. Look at both before you accept it.', { what });
}

async function apply(context: Context, { what, after, recordId, customerId, subject }: CorrectionRow, by: string): Promise<void> {
  if (what === 'name' || what === 'birthday') {
    // Parts of a name that no longer fit would come back in every greeting.
    const parts = String(after).trim().split(/\s+/);
    const traits = what === 'birthday' ? { birthday: after } : { name: after, firstName: parts.slice(0, -1).join(' ') || parts[0], lastName: parts.at(-1) };
    await changeCustomer(context, customerId, { traits }, by);
  }
  if (what === 'email' || what === 'phone') {
    const known = await findIdentifier(context.db, subject);
    if (known) await saveCustomers(context, [{ identifiers: [{ kind: known.kind, value: known.raw }, { kind: what, value: String(after) }], traits: { [what]: after } }], { source: 'own page', actor: by });
  }
  if (what === 'address') {
    const value = after as AddressValue; // checked when it was proposed
    const on = today(context);
    if (recordId !== null) await endAddress(context.db, recordId, on);
    await addRecord(context, customerId, 'addresses', { kind: 'home', ...value, country: value.country.toUpperCase(), cell: null, validFrom: on, validTo: null });
  }
}

const shown = ({ subject: _, recordId: __, proposedAt, decidedAt, ...row }: CorrectionRow): Correction => ({ ...row, proposedAt: proposedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null });
