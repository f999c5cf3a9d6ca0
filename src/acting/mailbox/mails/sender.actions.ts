import { identifierId, normalIdentifier } from '../../../people/identity/identity.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { isAddressOfCase } from '../../cases/case-addresses.actions.ts';
import { findCaseByMessageIds, findCaseByToken, findCaseFacts } from '../../cases/case-events.actions.ts';
import { findCustomerByIdentifier } from '../intakes.queries.ts';
import type { ReadMail } from '../mail.contract.ts';

export interface Sender { address: string; name: string; customerId: string | null }

/** Who writes from an address, if anybody is known by it. */
export async function findSender(context: Context, address: string): Promise<Sender> {
  const normal = normalIdentifier(context, 'email', address);
  const known = 'identifier' in normal ? await findCustomerByIdentifier(context.db, identifierId(context, normal.identifier)) : null;
  return { address, name: '', customerId: known?.customerId ?? null };
}

/** The case that a mail answers, and whether its sender belongs to it. Message-IDs come first: subject lines are typed by people. */
export async function findAnsweredCase(context: Context, mail: Pick<ReadMail, 'inReplyTo' | 'references' | 'subjectLine'>, sender: Sender | null): Promise<{ caseId: string; isSendersOwn: boolean } | null> {
  const caseId = (await findCaseByMessageIds(context.db, [...mail.inReplyTo, ...mail.references.toReversed()])) ?? (await findCaseByToken(context.db, mail.subjectLine));
  const facts = caseId === null ? null : await findCaseFacts(context.db, caseId);
  if (!facts) return null;
  const isCustomer = sender !== null && sender.customerId !== null && sender.customerId === facts.customerId;
  const isSendersOwn = isCustomer || (sender !== null && (await isAddressOfCase(context.db, facts.id, sender.address)));
  return { caseId: facts.id, isSendersOwn };
}
