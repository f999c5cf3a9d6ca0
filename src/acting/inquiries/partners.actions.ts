import { encodeCursor, placeByText } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Partner, PartnerInput } from './inquiries.contract.ts';
import { findPartner, insertPartner, listPartners, type PartnerRow, removePartnerRow, updatePartner } from './partners.queries.ts';

export async function listPageOfPartners(context: Context, query: { limit: number; cursor?: string | undefined }): Promise<{ items: Partner[]; nextCursor: string | null }> {
  const place = placeByText(query.cursor);
  const rows = await listPartners(context.db, place && { name: place.text, id: place.id }, query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map(present), nextCursor: rows.length > query.limit && last ? encodeCursor([last.name, last.id]) : null };
}

/** @throws partner.name_taken */
export async function addPartner(context: Context, input: PartnerInput): Promise<Partner> {
  const id = newId(context.clock.now().getTime());
  if (!(await insertPartner(context.db, id, input, context.clock.now()))) throw nameTaken(input.name);
  return getPartner(context, id);
}

/** @throws partner.not_found, partner.name_taken */
export async function changePartner(context: Context, id: string, input: PartnerInput): Promise<Partner> {
  const outcome = await updatePartner(context.db, id, input, context.clock.now());
  if (outcome === null) throw partnerNotFound();
  if (!outcome) throw nameTaken(input.name);
  return getPartner(context, id);
}

/** Nobody can be asked there any more; what was asked stays. @throws partner.not_found */
export async function removePartner(context: Context, id: string): Promise<void> {
  if (!(await removePartnerRow(context.db, id, context.clock.now()))) throw partnerNotFound();
}

/** @throws partner.not_found */
export async function getPartner(context: Context, id: string): Promise<Partner> {
  const row = await findPartner(context.db, id);
  if (!row) throw partnerNotFound();
  return present(row);
}

const present = ({ updatedAt, ...row }: PartnerRow): Partner => ({ ...row, updatedAt: updatedAt.toISOString() });
const partnerNotFound = () => new Problem('partner.not_found', 'There is no such partner.');
const nameTaken = (name: string) => new Problem('partner.name_taken', `There is a partner called ${name} already.`, { name });
